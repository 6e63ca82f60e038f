"""A progress bar for long work, on a terminal and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from revplan.render.screen import screen_of, wants_colour

_Done = Callable[[int], None]


def progress_of(quiet: bool) -> Callable[[str, int, int], AbstractContextManager[_Done]]:
    """Who is told how far long work is: a bar, but nobody where the command is to be `quiet`."""
    return partial(progress, quiet=quiet)


@contextmanager
def progress(label: str, total: int, least: int, quiet: bool = False) -> Iterator[_Done]:
    """A bar on stderr for `total` steps of work, from `least` on; yields how to say that some are
    done. Nothing is shown where stderr is not a terminal, nor to those who listen, nor where the
    command is to be `quiet`. Its colours are the terminal's own.
    """
    if quiet or total < least or not sys.stderr.isatty() or screen_of(sys.stderr).plain:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    console.no_color = not wants_colour("auto", sys.stderr, os.environ)
    label_and_bar = (
        TextColumn("{task.description}"),
        BarColumn(style="dim", complete_style="bold", finished_style="bold"),
    )
    count = TextColumn("{task.completed:,.0f} of {task.total:,.0f}")
    columns = (*label_and_bar, count, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(label, total=total)
        yield lambda count: shown.advance(task, count)

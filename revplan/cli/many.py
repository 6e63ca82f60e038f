"""Many plans checked: one after the other, or on all cores where that pays."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from revplan.cli.assess import STDIN, STDIN_NAME, assess, plan_paths, read_within, shown_name
from revplan.cli.progress import progress
from revplan.cli.reply import Wrong
from revplan.ground.problem import Problem, Severity
from revplan.render.checked import CheckedPlan
from revplan.rules import chosen, find, names

POOL_PAYS_FROM = 300
CHUNK = 50


def check_all(
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    stdin_name: str | None = None,
) -> tuple[CheckedPlan, ...]:
    """Every plan of the paths checked; all problems, less what the user does not want to see.

    `stdin_name` is what messages call the plan of standard input.
    """
    for word in (*select, *ignore):
        begins = re.fullmatch("rp[0-9]{1,3}", word.lower())
        if find(word) is None and not (begins and any(n.startswith(begins[0]) for n in names())):
            raise Wrong(f"there is no rule {word}; `revplan rule` lists them")
    files = plan_paths(paths)
    called = {path: shown_name(path) for path in files}
    if STDIN in called:
        called[STDIN] = stdin_name or STDIN_NAME
    elsewhere = set(called.values())
    checked = []
    for path, found in zip(files, _each(files, list(paths), stdin_name), strict=True):
        name = called[path]
        passed = not any(problem.severity is Severity.error for problem in found)
        found = [problem for problem in found if not _of_another(problem, name, elsewhere)]
        checked.append(CheckedPlan(name, tuple(chosen(found, select, ignore)), passed))
    return tuple(checked)


def _of_another(problem: Problem, name: str, names: Collection[str]) -> bool:
    """Whether a problem stands in a segment's file that is checked itself: it is told there."""
    if problem.place is None:
        return False
    return problem.place.location.file != name and problem.place.location.file in names


def check_file(path: str, folders: list[str], stdin_name: str | None = None) -> list[Problem]:
    """Everything that is wrong or odd about one plan."""
    assessed = assess(read_within(path, folders, stdin_name))
    return list(assessed.findings if assessed.outcome is not None else assessed.refused)


def _each(files: list[str], folders: list[str], stdin_name: str | None) -> Iterator[list[Problem]]:
    pool_pays = len(files) >= POOL_PAYS_FROM and _cores() > 1 and STDIN not in files
    with progress("Checking plans", len(files), least=POOL_PAYS_FROM) as tick:
        if pool_pays:
            yield from _on_cores(files, folders, tick)
            return
        for path in files:
            yield check_file(path, folders, stdin_name)
            tick(1)


def _on_cores(
    files: list[str], folders: list[str], tick: Callable[[int], None]
) -> Iterator[list[Problem]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if sys.platform.startswith("linux") else "spawn"
    chunks = [files[i : i + CHUNK] for i in range(0, len(files), CHUNK)]
    pool = ProcessPoolExecutor(
        min(_cores(), len(chunks)), mp_context=multiprocessing.get_context(method)
    )
    try:
        with _without_interrupts():  # map() would cancel: its thread may then raise on stderr
            waiting = [pool.submit(_check_chunk, chunk, folders) for chunk in chunks]
        for future in waiting:
            results = future.result()
            yield from results
            tick(len(results))
        pool.shutdown()
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Workers started here never see Ctrl-C: the parent does, and stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _check_chunk(files: list[str], folders: list[str]) -> list[list[Problem]]:
    return [check_file(path, folders) for path in files]

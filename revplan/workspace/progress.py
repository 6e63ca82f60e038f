"""How far long work is: told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Tick = Callable[[int], None]
"""Says that some more steps are done."""

Progress = Callable[[str, int, int], AbstractContextManager[Tick]]
"""One who listens: is told what is done, in how many steps, and from how many on that is worth
showing; gives a tick.
"""


PLANS = 300
"""From so many plans on it is worth showing how far reading them and working them out is."""


@contextmanager
def silence(_label: str, _total: int, _least: int) -> Iterator[Tick]:
    """Nobody listens."""
    yield lambda _: None

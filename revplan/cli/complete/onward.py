"""A path that is all there is, is gone into."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 8  # steps that are gone into because there is nothing else


def onward(below: Callable[[str], list[str]], start: str, ends: str) -> list[str]:
    """The paths that begin so, as `below` finds them; one alone that goes on, which is told by what
    it `ends` with, is followed to where there is a choice.

    >>> files = {"": ["plans/"], "plans/": ["plans/2027/"], "plans/2027/": ["a.yaml", "b.yaml"]}
    >>> onward(lambda start: files[start], "", "/")
    ['a.yaml', 'b.yaml']
    """
    found = below(start)
    for _ in range(DEEPEST):
        if len(found) != 1 or not found[0].endswith(ends):
            break
        found = below(found[0]) or found
    return found

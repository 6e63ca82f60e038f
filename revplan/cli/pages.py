"""What is known by a word: its page, or without one the list of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from revplan.base.problem import Wrong
from revplan.base.table import Answer

T = TypeVar("T")


def page_or_list(
    word: str | None,
    *,
    every: Callable[[], Answer],
    find: Callable[[str], T | None],
    page: Callable[[T], Answer],
    unknown: Callable[[str], str],
) -> Answer:
    """The list of `every` one where no word is given, else the `page` of what it is found to mean.
    Raises Wrong, in the words of `unknown`, where that is nothing.
    """
    if word is None:
        return every()
    found = find(word)
    if not found:
        raise Wrong(unknown(word))
    return page(found)

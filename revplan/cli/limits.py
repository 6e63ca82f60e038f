"""Limits and counts that options state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.numbers.read import Refused, read_whole

if TYPE_CHECKING:
    from revplan.numbers.limit import Limit


def limit_of(option: str, text: str | None) -> Limit | None:
    """The limit that an option states; None where it is not given."""
    if text is None:
        return None
    if text[:1] in ("-", "+"):
        raise Wrong(f"{option}: a limit has no sign; it holds either way: write {text[1:]}")
    from revplan.numbers.limit import Limit

    try:
        return Limit(text)
    except Refused as error:
        raise Wrong(f"{option}: {error.message}; {error.hint}") from None


def count_of(option: str, text: str | None) -> int | None:
    """The count that an option states, at least 1; None where it is not given."""
    try:
        return None if text is None else read_whole(text, 1, _MOST)
    except Refused as error:
        raise Wrong(f"{option}: {error.message}; {error.hint}") from None


_MOST = 999_999

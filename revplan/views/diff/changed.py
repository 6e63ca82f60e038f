"""What changed at one place of a plan, in words: what stood there, and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import zip_longest

from revplan.base.words import cut, escape
from revplan.numbers.write import amount_text
from revplan.studies.difference import Change
from revplan.views.diff.stated import source_text

_LONGEST = 1_000
_MOST_ENTRIES = 100
"""How much is told where the whole change is: no plan says more in one text, or list of amounts."""

_LONGEST_LINE = 300
"""How much is told of a line with all its keys, or of a section, that came or went."""

_SHORT = 60
_FEW_ENTRIES = 4
"""How much is told of it in a line of many."""

_BEFORE = 20
"""How many letters alike are told before the first that differs, where much is alike."""


def change_text(change: Change) -> str:
    """A change for display; of a list, the entries that differ.

    >>> change_text(Change(("churn", "rate"), "30%", "25%"))
    '30% -> 25%'
    """
    return _told(change, _LONGEST, _MOST_ENTRIES)


def short_change_text(change: Change) -> str:
    """A change in a line of many: long texts from where they differ, and the first of the entries.

    >>> said = "we sell heating to the people of this county"
    >>> short_change_text(Change(("strategy", "mission"), f"{said} for 90", f"{said} for 95"))
    '...of this county for 90 -> ...of this county for 95'
    """
    return _told(change, _SHORT, _FEW_ENTRIES)


def _told(change: Change, longest: int, most: int) -> str:
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        pairs = enumerate(zip_longest(change.before, change.after), start=1)
        moved = [(n, a, b) for n, (a, b) in pairs if source_text(a) != source_text(b)]
        entries = (f"[{n}] {_moved_said(a, b, longest)}" for n, a, b in moved[:most])
        more = [f"{len(moved) - most} more"] if len(moved) > most else []
        return ", ".join([*entries, *more])
    return _moved_said(change.before, change.after, longest)


def _moved_said(old: object, new: object, longest: int) -> str:
    before, after = (escape(_as_read(x)) for x in (old, new))
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        longest = min(longest, _LONGEST_LINE)
    if old is None:
        return f"added: {cut(after, longest)}"
    if new is None:
        return f"removed: {cut(before, longest)}"
    if max(len(before), len(after)) > longest:
        before, after = _from_where_they_differ(before, after)
    return f"{cut(before, longest)} -> {cut(after, longest)}"


def _from_where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Two texts without what is alike in front of them, but for a few words."""
    pairs = enumerate(zip(before, after, strict=False))
    alike = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    word = before.rfind(" ", 0, max(alike - _BEFORE, 0)) + 1
    start = max(word, alike - 2 * _BEFORE)
    return (f"...{before[start:]}", f"...{after[start:]}") if start else (before, after)


def _as_read(value: object) -> str:
    """A value as it is stated; a large bare number, such as a pin's, with its thousands apart."""
    if isinstance(value, Decimal) and abs(value) >= 1000:
        return amount_text(value)
    return source_text(value)

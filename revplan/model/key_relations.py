"""What a key goes with, as its section decides it: asked of what forbids, and not listed again."""

from __future__ import annotations

from functools import cache
from typing import Any

from revplan.base.basis import BASES
from revplan.base.year import Month, PlanYear
from revplan.fields.reads import Given
from revplan.fields.section import Section
from revplan.model.key_places import KeyPlace

_GIVEN = {it: Given(PlanYear(Month(2027, 1)), it, by_month=True) for it in BASES}

Refusals = frozenset[tuple[str, Any, str]]
"""Problems by their codes, each with the key that it is found at (None where one is missing) and
what is said of it.
"""


@cache
def bases_of(place: KeyPlace) -> tuple[str, ...]:
    """The bases in whose plans a key may stand."""
    found = tuple(it for it in BASES if not _refused(place, (place.name,), it))
    return found or BASES  # a key that needs another stands in no plan alone


@cache
def needed_by(place: KeyPlace) -> tuple[str, ...]:
    """The keys of its section of which one has to stand beside a key; none where it may stand
    alone.
    """
    basis = bases_of(place)[0]
    return tuple(
        other
        for other in _others(place)
        if not _clash(place, other, basis)
        and not _refused(place, (other,), basis, other)
        and _asked(place, (place.name,), basis) - _asked(place, (place.name, other), basis)
        and not _refused(place, (place.name, other), basis)
    )


@cache
def excluded_by(place: KeyPlace) -> tuple[str, ...]:
    """The keys of its section that may not stand beside a key, in whatever plan: nor those that may
    not beside what it needs.
    """
    return tuple(other for other in _others(place) if _is_excluded(place, other))


def _is_excluded(place: KeyPlace, other: str) -> bool:
    theirs = [it for it in BASES if not _refused(place, (other,), it, other)] or BASES
    bases = [it for it in bases_of(place) if it in theirs]  # those in which both may stand
    needed = [(name,) for name in needed_by(place) if name != other]
    if any(all(_clash(place, other, it, more) for it in bases) for more in ((), *needed)):
        return True
    beside_each = [_refusals_of(place, (name, other), bases[0]) for (name,) in needed]
    return other not in needed_by(place) and bool(needed) and all(beside_each)


def may_stand_beside(place: KeyPlace) -> tuple[str, ...]:
    """The other keys of a section that may stand beside a key; of the plan itself, all may."""
    if len(place.path) == 1:
        return ()
    excluded = excluded_by(place)
    return tuple(other for other in _others(place) if other not in excluded)


def _others(place: KeyPlace) -> list[str]:
    if place.holder is None or place.path[:1] == ("segments",) != place.path:
        return []  # a segment's file stands alone
    fields = [*place.holder.model_fields, *place.holder.BESIDE]
    return [name for name in dict.fromkeys(fields) if name != place.name]


def _clash(place: KeyPlace, other: str, basis: str, more: tuple[str, ...] = ()) -> bool:
    """Whether another key may not stand beside a key, where each might with what is there."""
    return bool(_refusals_of(place, (place.name, other), basis, more))


def _refusals_of(
    place: KeyPlace, pair: tuple[str, str], basis: str, more: tuple[str, ...] = ()
) -> Refusals:
    """What is said of two keys of a section together, and of neither alone."""
    each = [_asked(place, (name, *more), basis) for name in pair]
    both = _asked(place, (*pair, *more), basis) - each[0] - each[1]
    return frozenset(it for it in both if it[1] in pair)


def _refused(place: KeyPlace, names: tuple[str, ...], basis: str, name: str = "") -> bool:
    """Whether a key, or another that is named, is told that it may not stand there."""
    found = _asked(place, names, basis)
    return any((code, at) == ("RP107", name or place.name) for code, at, _ in found)


def _asked(place: KeyPlace, names: tuple[str, ...], basis: str) -> Refusals:
    return _refusals(place.holder, names, basis) if place.holder is not None else frozenset()


@cache
def _refusals(model: type[Section], names: tuple[str, ...], basis: str) -> Refusals:
    """What a section says of some keys, whatever stands at them."""
    found = model.key_problems(dict.fromkeys(names, "1"), ("section",), _GIVEN[basis])
    return frozenset((it.code, it.path[-1] if len(it.path) > 1 else None, it.message)
                     for it in found)  # fmt: skip

"""The line of a plan that shows how a key is written, made of the examples that the keys state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from decimal import ROUND_UP, Decimal
from typing import Any

from revplan.base.basis import BASES
from revplan.base.flow import flow
from revplan.base.paths import ANY, Path
from revplan.fields.assumption import BOUNDS, TEXT_EXAMPLES
from revplan.model.key_places import KeyPath, KeyPlace, key_places
from revplan.model.key_relations import bases_of, excluded_by, needed_by
from revplan.model.places import held_at, put


def example_line(place: KeyPlace) -> str:
    """The key in its section, with what it needs there: one line that a plan may hold."""
    return flow(example_of(place))[1:-1]


def example_of(place: KeyPlace) -> dict[str, Any]:
    """The same as a plan's texts."""
    if place.path[:1] == ("segments",) and len(place.path) > 1:
        return {"segments": {"emea": {place.name: _value(place)}}}
    raw: dict[str, Any] = {}
    for depth in range(1, len(place.path) + 1):
        raw = _with_key(raw, place.path[:depth])
    return raw


def example_of_all(sections: Collection[str], without: Collection[str] = ()) -> dict[str, Any]:
    """The texts of sections with every key that may stand in them together, but for some."""
    raw: dict[str, Any] = {}
    for path, place in key_places().items():
        if path[0] not in sections or place.holder is None or place.name in without:
            continue
        if BASES[0] in bases_of(place):
            section = held_at(raw, _concrete(raw, path[:-1]))
            if isinstance(section, dict) and not section.keys() & {*excluded_by(place)}:
                raw = _with_key(raw, path)
    return raw


def _with_key(raw: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """The texts with the key at a path, where nothing stands there yet."""
    at = _concrete(raw, path)
    if path[-1] == ANY:
        above = _concrete(raw, path[:-1])
        number = held_at(raw, above)
        return put(raw, {above: [number] * 12}) if isinstance(number, str) else raw
    place = key_places()[path]
    if held_at(raw, at) is not None:
        return raw
    raw = _put(raw, at, place)
    for other in _missing(place, held_at(raw, at[:-1])):
        raw = _put(raw, (*at[:-1], other), key_places()[(*path[:-1], other)])
    return raw


def _put(raw: dict[str, Any], at: Path, place: KeyPlace) -> dict[str, Any]:
    """The texts with a key's example at a place, without what may not stand beside it."""
    raw = put(raw, {at: _value(place, held_at(raw, at[:-1]))})
    for other in excluded_by(place):
        held_at(raw, at[:-1]).pop(other, None)
    return raw


def _missing(place: KeyPlace, section: Mapping[str, Any]) -> Iterator[str]:
    """The keys that a section still has to have, for a key to stand in it."""
    needed = needed_by(place)
    if needed and not any(other in section for other in needed):
        yield needed[0]
    if place.holder is not None and len(place.path) > 1:
        known = {*section, *excluded_by(place)}
        fields = place.holder.model_fields.items()
        yield from (name for name, it in fields if it.is_required() and name not in known)


def _value(place: KeyPlace, number: Any = "") -> Any:
    """What may stand at a key: its example, or of what a number says of itself, one like it."""
    if place.facts is not None:
        return deepcopy(place.facts.example)
    if place.name == "per":
        return "0.92"
    stated = number["value"] if isinstance(number, dict) else number
    if place.name in BOUNDS and isinstance(stated, str):
        return bound_near(stated, place.name)
    return TEXT_EXAMPLES.get(place.name, stated)


def bound_near(number: str, bound: str) -> str:
    """The lowest, or the highest, that a number like this may be thought to be: a tenth away.

    >>> bound_near("30%", "low"), bound_near("1M", "high"), bound_near("2_600", "low")
    ('27%', '1.1M', '2_340')
    >>> bound_near("4", "low"), bound_near("0%", "low"), bound_near("0%", "high")
    ('3', '0%', '1%')
    """
    digits = number.rstrip("kM%")
    value = Decimal(digits.replace("_", ""))
    away = value / 10
    if digits == number and "." not in digits:
        away = away.to_integral_value(ROUND_UP)  # a count stays one
    near = value - away if bound == "low" else value + (away or 1)
    whole = near == near.to_integral_value()
    return f"{int(near):_}{number[len(digits) :]}" if whole else f"{near:f}{number[len(digits) :]}"


def _concrete(raw: Mapping[str, Any], path: KeyPath) -> Path:
    """The path with names that stand there, or the first place of a list; of a list that is not
    there yet, where it would be.
    """
    at: Path = ()
    for step in path:
        held = held_at(raw, at)
        if step != ANY:
            at = (*at, step)
        elif not isinstance(held, str):
            at = (*at, next(iter(held)) if isinstance(held, dict) else 0)
    return at

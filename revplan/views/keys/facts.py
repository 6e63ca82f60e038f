"""What the page of a key says, fact by fact, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from revplan.base.words import listing
from revplan.model.key_places import KeyPlace, key_places
from revplan.model.key_relations import bases_of, excluded_by, may_stand_beside, needed_by
from revplan.model.plan import BASES

UNITS = {
    "money": "an amount in the plan's currency: 10_000_000, 10M or 250k",
    "share": "a share: 30% or 0.30",
    "step": "a power of ten, in the plan's currency: 1, 0.01 or 1000",
    "growth": "a growth: 20%, or -5%",
    "count": "a count: 240, or 1_900",
    "heads": "heads: 4, or 2.5",
    "days": "days: 20, or 7.5",
    "hours": "hours: 4, or 1.5",
    "months": "whole months: 6",
    "month": "a month: 2027-04",
    "multiple": "a multiple: 1.3",
    "year": "a year: 2027",
    "weights": "a word, or 12 plain numbers that need not add up to anything",
    "exchange": "units of the one currency for one of the other: 1.08",
    "figure": "an amount or a share, as the figure that is pinned",
    "beside": "that of the number beside it: a share or an amount",
}
"""What numbers count, and how they are written."""

_WHEN, _WHICH = "When to choose it", "Which to choose"

_LISTS = {(4, 4): "4, one a quarter", (12, 12): "12, one a month"}

_MOST_CHOICES = 20


def unit_of(place: KeyPlace) -> str:
    """What a key's number counts; empty where it is none."""
    unit = _unit_word(place)
    if not unit:
        return ""
    lists = _lists_of(place.schema) if unit != "weights" else []
    either = "or" if "anyOf" in place.schema else "in"
    told = "".join(f", {either} a list of {says}" for says in lists)
    return UNITS[unit] + told + ", or none" * (["none"] in _enums(place.schema))


def _unit_word(place: KeyPlace) -> str:
    if place.name in ("value", "low", "high", "last_year", "per") and place.field is None:
        return _unit_word(_number_of(place))
    return place.reads.unit if place.reads is not None else ""


def _lists_of(schema: Any) -> list[str]:
    """How many entries a list may have that stands there, in words."""
    counts = [(it["minItems"], it["maxItems"]) for it in _forms(schema) if "items" in it]
    return [_LISTS.get(it, f"{it[0]} to {it[1]}") for it in sorted(counts)]


def choices_of(place: KeyPlace) -> list[str]:
    """The words of which one stands there; none where anything may, or too many may."""
    words = [it for several in _enums(place.schema) if several != ["none"] for it in several]
    told = [it for it in words if isinstance(it, str)]
    return told if 1 <= len(told) <= _MOST_CHOICES and place.name != "revplan" else []


def _enums(schema: Any) -> list[list[Any]]:
    return [form["enum"] for form in _forms(schema) if "enum" in form]


def default_of(place: KeyPlace) -> str:
    """What holds where a key is left out; empty where nothing does."""
    return place.facts.default if place.facts is not None else ""


def facts_of(place: KeyPlace) -> Iterator[tuple[str, str]]:
    """The facts of a key, each with what it is called."""
    said = {
        "Unit": unit_of(place),
        "Words": listing(choices_of(place)),
        "Basis": "" if (bases := bases_of(place)) == BASES else f"{listing(bases)} alone",
        "Default": _default(place),
        "Needs": listing(needed_by(place)),
        "May stand beside": listing(may_stand_beside(place), "and"),
        "Excludes": listing(excluded_by(place), "and"),
        **_when(place),
    }
    yield from ((name, text) for name, text in said.items() if text)


def _when(place: KeyPlace) -> dict[str, str]:
    """When to choose the key, or where it begins with one, which of its words."""
    told = choose_of(place)
    return {_WHEN: told[:1].lower() + told[1:]} if told[:1].isupper() else {_WHICH: told}


def choose_of(place: KeyPlace) -> str:
    """When to choose a key, or which of its words; empty where there is no choice."""
    return place.holder.CHOOSE.get(place.name, "") if place.holder is not None else ""


def is_required(place: KeyPlace) -> bool:
    """Whether a section without the key is an error."""
    if place.field is None:
        return place.name == "value"
    return place.field.is_required() or place.path in (("prior_year",), ("target",))


def _default(place: KeyPlace) -> str:
    measures = place.holder.ONE_OF if place.holder is not None else ()
    if place.path in (("prior_year",), ("target",)):
        return "required, unless segments state their own"
    if place.name in measures:
        fit = [it for it in measures if it == place.name or it in excluded_by(place)]
        return f"required: exactly one of {listing(fit if fit[1:] else measures)}"
    return "required" if is_required(place) else default_of(place)


def _number_of(place: KeyPlace) -> KeyPlace:
    """The number that a place is said of."""
    above = place.path[:-1]
    return key_places().get(above) or key_places()[above[:-1]]


def _forms(schema: Any) -> list[Any]:
    """The ways in which a value may be written, by its schema."""
    return list(schema.get("anyOf", (schema,)))

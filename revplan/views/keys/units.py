"""What stands at a key, in words: what its number counts, or which text, list or mapping it is."""

from __future__ import annotations

from typing import Any

from revplan.base.paths import ANY
from revplan.model.key_places import KeyPlace, key_places, section_below
from revplan.model.shape import holds_names, is_list

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

_KEYS, _NAMES = "a mapping of the keys below", "a mapping of names of your own"

_NOT_BY_SCHEMA = {
    "revplan": "a whole number: 1",
    "currency": "the code of a currency: USD",
    "segments": f"{_NAMES}, each with the body of a plan",
    "segments.*.plan": "the path of a file: emea-2027.yaml",
    "new_business.recognition": f"a word, or {_KEYS}",
    "phasing.late_start": f"true or false, or {_KEYS}",
    "unit_economics.cac_owners": "a list of names: [marketing, sales]",
    "strategy.goals.*.metric": "the path of a figure, or text for a number that no plan has",
    "strategy.goals.*.value": "a number as its metric counts: 27%, 7.2M or 3",
    "strategy.initiatives.*.supports": "a list of paths of numbers: [churn.rate]",
    "strategy.risks.*.threatens": "a list of paths of numbers: [churn.rate]",
    "waivers.*.rule": "the code of a rule: RP303",
}
"""What stands where the schema of a value does not say it, by the path."""

_LISTS = {(4, 4): "4, one a quarter", (12, 12): "12, one a month"}


def unit_of(place: KeyPlace) -> str:
    """What a key's number counts; of what is not a number, what stands there instead."""
    unit = _unit_word(place)
    if not unit:
        return _NOT_BY_SCHEMA.get(place.text) or _section(place) or _words(place)
    lists = _lists_of(place.schema) if unit != "weights" else []
    either = "or" if "anyOf" in place.schema else "in"
    told = "".join(f", {either} a list of {says}" for says in lists)
    return UNITS[unit] + told + ", or none" * (["none"] in enums_of(place))


def _unit_word(place: KeyPlace) -> str:
    if place.name in ("value", "low", "high", "last_year", "per") and place.field is None:
        return _unit_word(_number_of(place))
    return place.reads.unit if place.reads is not None else ""


def _section(place: KeyPlace) -> str:
    """The mapping, or the list of mappings, in which keys stand; empty where none does."""
    if place.name == ANY and place.holder is None:
        return _KEYS
    if place.field is None or section_below(place) is None:
        return ""
    if is_list(place.field):
        return "a list of mappings of the keys below"
    return f"{_NAMES}, each with the keys below" if holds_names(place.field) else _KEYS


def _words(place: KeyPlace) -> str:
    """The text that stands there, or those that do by names of the user's own."""
    if enums_of(place):
        return "a word"
    if any("pattern" in form for form in _forms(place.schema)):
        return "a name: letters, digits, _ or -"
    if place.field is not None and holds_names(place.field):
        return f"{_NAMES}, each with text"
    lists = "".join(f", or a list of {says} texts" for says in _lists_of(place.schema))
    return f"text{lists}"


def _lists_of(schema: Any) -> list[str]:
    """How many entries a list may have that stands there, in words."""
    counts = [(it["minItems"], it["maxItems"]) for it in _forms(schema) if "items" in it]
    return [_LISTS.get(it, f"{it[0]} to {it[1]}") for it in sorted(counts)]


def enums_of(place: KeyPlace) -> list[list[Any]]:
    """The values of which one stands at a key, by each way to write it that has such."""
    return [form["enum"] for form in _forms(place.schema) if "enum" in form]


def _number_of(place: KeyPlace) -> KeyPlace:
    """The number that a place is said of."""
    above = place.path[:-1]
    return key_places().get(above) or key_places()[above[:-1]]


def _forms(schema: Any) -> list[Any]:
    """The ways in which a value may be written, by its schema."""
    return list(schema.get("anyOf", (schema,)))

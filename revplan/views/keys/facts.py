"""What the page of a key says, fact by fact, in words."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.basis import BASES
from revplan.base.words import listing
from revplan.fields.key import LEFT_OUT
from revplan.model.key_places import KeyPlace
from revplan.model.key_relations import bases_of, excluded_by, may_stand_beside, needed_by
from revplan.views.keys.units import enums_of, unit_of

_WHEN, _WHICH = "When to choose it", "Which to choose"

_MOST_CHOICES = 20

_OF_COMPANY_OR_SEGMENTS = (("prior_year",), ("target",))
"""Sections without which there is no plan, in which segments may state their own."""


def choices_of(place: KeyPlace) -> list[str]:
    """The words of which one stands there; none where anything may, or too many may."""
    words = [it for several in enums_of(place) if several != ["none"] for it in several]
    told = [it for it in words if isinstance(it, str)]
    return told if 1 <= len(told) <= _MOST_CHOICES and place.name != "revplan" else []


def default_of(place: KeyPlace) -> str:
    """What holds where a key is left out, or that it has to stand there."""
    measures = place.holder.ONE_OF if place.holder is not None else ()
    if place.path in _OF_COMPANY_OR_SEGMENTS:
        return "required, unless segments state their own"
    if place.name in measures:
        fit = [it for it in measures if it == place.name or it in excluded_by(place)]
        return f"required: exactly one of {listing(fit if fit[1:] else measures)}"
    if is_required(place):
        return "required"
    stated = place.facts.default if place.facts is not None else ""
    own = place.holder.LEFT_OUT if place.holder is not None else {}
    return stated or own.get(place.name) or LEFT_OUT.get(place.name, "none")


def facts_of(place: KeyPlace) -> Iterator[tuple[str, str]]:
    """The facts of a key, each with what it is called."""
    said = {
        "Unit": unit_of(place),
        "Words": listing(choices_of(place)),
        "Basis": "" if (bases := bases_of(place)) == BASES else f"{listing(bases)} alone",
        "Default": default_of(place),
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
    return place.field.is_required() or place.path in _OF_COMPANY_OR_SEGMENTS

"""The page of a key, and the list of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from revplan.base.table import Answer, Block, Column, Note, Paragraph, Prose, Row, Table
from revplan.model.key_places import KeyPlace, key_places, keys_below
from revplan.model.key_relations import bases_of, excluded_by, may_stand_beside, needed_by
from revplan.views.keys.facts import (
    choices_of,
    choose_of,
    default_of,
    facts_of,
    is_required,
)
from revplan.views.keys.rules import rules_asking
from revplan.views.keys.units import unit_of
from revplan.writing.key_example import example_line

_KEYS = (Column("path", "Key", whole=True), Column("says", "Says"))
_FACTS = (Column("fact"), Column("says"))


def keys_list(places: Sequence[KeyPlace] = (), title: str = "") -> Answer:
    """Keys by section, each in a line: those given, or all."""
    told = places or [it for it in key_places().values() if it.holder is not None]
    rows = tuple(Row((it.text, _in_short(it)), apart=_begins(it) and not places) for it in told)
    table = Table("keys", _KEYS, rows)
    data = {"keys": [{"path": it.text, "says": it.says} for it in told]}
    return Answer(title, (table,), data, flat=table)


def keys_page(word: str, found: Sequence[KeyPlace]) -> Answer:
    """The page of the key that a word leads to; where several are called so, these in a line
    each.
    """
    if len(found) > 1:
        return keys_list(found, f"Keys called {word}; revplan key PATH explains one.")
    return key_page(found[0])


def key_page(place: KeyPlace) -> Answer:
    """What a key says, its unit and its default, what it goes with, when to choose it, how it is
    written, and which rules ask about it.
    """
    return Answer(
        place.text, tuple(_blocks(place)), _data(place), flat=Table("facts", _FACTS, _rows(place))
    )


def _blocks(place: KeyPlace) -> Iterator[Block]:
    facts = [Paragraph(text, name, 1) for name, text in facts_of(place)]
    yield Prose((Paragraph(place.says), *facts))
    yield Note(f"Example: {example_line(place)}")
    below = keys_below(place.path)
    if below:
        yield Table("keys", _KEYS, tuple(Row((it.text, _in_short(it))) for it in below))
    rules = rules_asking(place)
    if rules:
        asking = ", ".join(f"{it.CODE} {it.NAME}" for it in rules)
        yield Prose((Paragraph(asking, "Rules that ask about it", 1),))


def _rows(place: KeyPlace) -> tuple[Row, ...]:
    """The facts as rows, for comma-separated values."""
    facts = [("Key", place.text), ("Says", place.says), *facts_of(place)]
    facts.append(("Example", example_line(place)))
    facts += [("Rule", it.CODE) for it in rules_asking(place)]
    return tuple(Row(fact) for fact in facts)


def _data(place: KeyPlace) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": place.text,
        "says": place.says,
        "unit": unit_of(place),
        "words": choices_of(place),
        "bases": [*bases_of(place)],
        "required": is_required(place),
        "default": default_of(place),
        "needs": [*needed_by(place)],
        "beside": [*may_stand_beside(place)],
        "excludes": [*excluded_by(place)],
        "when": choose_of(place),
        "example": example_line(place),
        "keys": [it.text for it in keys_below(place.path)],
        "rules": [{"code": it.CODE, "name": it.NAME} for it in rules_asking(place)],
    }
    return {name: it for name, it in told.items() if it not in ("", [])}


def _begins(place: KeyPlace) -> bool:
    """Whether a section begins with a key."""
    return len(place.path) == 1 and bool(keys_below(place.path))


def _in_short(place: KeyPlace) -> str:
    """The first sentence of a description, without the default.

    >>> from revplan.model.key_places import find_key
    >>> _in_short(find_key("funnel.stages.*.days")), _in_short(find_key("upsell.*.starts"))
    ('Days in this stage.', 'The first month.')
    """
    sentence = re.split(r"(?<=[a-z0-9)%])\. (?=[A-Z])", place.says)[0].removesuffix(".")
    default = place.facts.default if place.facts is not None else ""
    return sentence.removesuffix(f"; default {default}") + "."

"""A name that was forgotten: `upsell: {amount: 200k}` has the keys of a line, and no line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from revplan.base.flow import flow
from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.assumption import BOUNDS, WORDS
from revplan.fields.reads import Raw
from revplan.fields.section import Section
from revplan.model.places import held_at
from revplan.model.plan import Plan
from revplan.model.shape import entries_at, readers
from revplan.numbers.meant import meant_amount
from revplan.reading.shape_meant import whole_entry

_LONGEST = 90
"""As long as a hint may be that shows the keys of an entry [characters]."""

_BESIDE = (*BOUNDS, *WORDS)
"""What people write beside a number as well."""

_OF_SEGMENTS = ("prior_year", "target")
"""What a segment has, and nobody calls one."""


def tell_names(problems: Iterable[Problem], raw: Raw) -> list[Problem]:
    """The problems of a plan's texts, where a name was forgotten told once, by what it is needed
    for; what is empty there, or cut by a comma, is told besides.
    """
    told = list(problems)
    sections = {it.path[:length] for it in told for length in range(1, len(it.path))}
    found = {path: name_missing(path, held_at(raw, path)) for path in sections}
    missing = {path: it for path, it in found.items() if it is not None}
    if not missing:
        return told
    below = (any(it.path[: len(path)] == path for path in missing) for it in told)
    kept = [it for it, gone in zip(told, below, strict=True) if it.code == "RP103" or not gone]
    return [*kept, *missing.values()]


def name_missing(path: Path, around: Any) -> Problem | None:
    """What to say of a section that holds names, where it has the keys of an entry and no name;
    None where it has names, or holds none.
    """
    model = entries_at(path) if isinstance(around, Mapping) and around else None
    if model is None or not issubclass(model, Section):
        return None
    if not all(key in model.model_fields or key in _BESIDE for key in around):
        return None
    of_segment = model is Plan and any(key in around for key in _OF_SEGMENTS)
    if not of_segment and not (model is not Plan and all(map(_is_value, around.values()))):
        return None
    key = path[-1]
    hint = f"write a name of your own below {key}, and these keys below that, indented"
    entry, own = _as_entry(path, model, around)
    if entry and len(entry) <= _LONGEST:
        hint = f"write {key}: {{a_name: {entry}}}{own}"
    message = f"{key} expects names with their values: a name is missing"
    return Problem("RP106", message, hint, path=path)


def _is_value(stands: Any) -> bool:
    """Whether what stands at a key is a value, and not an entry of a section."""
    return isinstance(stands, (str, list)) or (isinstance(stands, Mapping) and "value" in stands)


def _as_entry(path: Path, model: type[Section], around: Mapping[str, Any]) -> tuple[str, str]:
    """The keys of an entry as it is written in one line, with what it needs besides, and which of
    that are examples; empty where a value of them is not read.
    """
    if _lacks_a_value(around):
        return "", ""
    if model is Plan:
        return flow(around), ""
    said = {key: _said(model, key, stands) for key, stands in around.items()}
    reads = all(said.values()) and len(around.keys() & {*model.ONE_OF}) < 2
    return whole_entry(path, model, said) if reads else ("", "")


def _lacks_a_value(stands: Any) -> bool:
    """Whether nothing stands at a key, at any depth."""
    if isinstance(stands, Mapping):
        return any(map(_lacks_a_value, stands.values()))
    return any(map(_lacks_a_value, stands)) if isinstance(stands, list) else stands is None


def _said(model: type[Section], key: str, stands: Any) -> Any:
    """A value as its key reads it; empty where that does not."""
    if key not in model.model_fields:
        return ""
    if not isinstance(stands, str):
        return stands
    reading = [*readers(model.model_fields[key])]
    if not reading or any(it.informed for it in reading):
        return stands
    written = filter(None, (stands, meant_amount(stands)))
    return next((it for it in written if any(each.takes(it) for each in reading)), "")

"""A value of the wrong shape: what to write in its place, with the value that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from revplan.base.flow import flow
from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem
from revplan.base.words import MOST_NAMED, escape, listing
from revplan.fields.key import KeyFacts
from revplan.fields.section import Section
from revplan.model.shape import (
    entries_at,
    field_at,
    holds_names,
    keys_at,
    model_of,
    readers,
    readers_at,
    section_at,
)
from revplan.numbers.counted_meant import COUNTED, meant_count
from revplan.numbers.meant import meant_amount
from revplan.reading.times_meant import stated_with_time
from revplan.reading.waivers_meant import lone_waiver, waiver_list

_LONE_VALUE: Mapping[Path, str] = {
    ("prior_year",): "revenue",
    ("target",): "revenue",
    ("churn",): "amount",
    ("contraction",): "amount",
    ("phasing",): "seasonality",
    ("new_business",): "recognition",
}

_BESIDE: Mapping[tuple[str, ...], Mapping[str, str]] = {
    ("budget", "amount"): {"every": "year"},
    ("budget", "rate"): {"of": "bookings"},
}
"""What an entry of a section says besides, so that it reads and comes to the same."""

_NONE = ("none", "no", "nothing", "false", "0")

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


def wrong_shape(path: Path, value: Any) -> Problem:
    """A single value, a list or a mapping where the plan has something else."""
    key = (path_text(path) if isinstance(path[-1], int) else str(path[-1])) if path else "the plan"
    field, within = field_at(path), field_at(path[:-1])
    wanted, hint = "a mapping", ""
    if path == ("waivers",):
        wanted, hint = "a list", waiver_list(value)
    elif path[:1] == ("waivers",):
        key, hint = path_text(path), lone_waiver(value)
    elif field is not None and holds_names(field):
        wanted = "names with their values" if len(path) == 1 else wanted
        hint = _of_names(path, value)
    elif within is not None and holds_names(within):
        key = path_text(path) if len(path) == 2 else key
        hint = _of_entry(path, value)
    elif path == ("new_business",) and isinstance(value, str) and meant_amount(value):
        last_year = f"new_business: {{last_year: {meant_amount(value)}}}"
        hint = f"it is what the plan works out; last year's is stated as {last_year}"
    elif path in _LONE_VALUE:
        hint = _of_section(path, value)
    held = "a list" if isinstance(value, list) else "a single value"
    held = "a mapping" if isinstance(value, Mapping) else held
    told = f"{key} expects {wanted}, not {held}"
    return Problem("RP106", told, hint or _keys_below(path), path=path)


def _keys_below(path: Path) -> str:
    """That keys are missing, and which there are."""
    model = section_at(path)
    keys = [*model.model_fields] if model is not None and path else []
    told = f", such as {listing(keys[:MOST_NAMED])}" if keys else ""
    return f"write its keys below it, indented, or in braces{told}"


def _of_section(path: Path, value: Any) -> str:
    """A section's one value, under the key that it belongs to."""
    key = path[-1]
    if isinstance(value, list):
        if path == ("prior_year",) and len(value) == 12:
            return "write prior_year: {monthly: [...]}, with the twelve months in it"
        value = value[0] if len(value) == 1 else None
    if not isinstance(value, str):
        return ""
    name, colon, rest = value.partition(":")
    if colon and rest and " " not in value:
        return f'a space is missing after ":": write {key}: {{{name}: {rest}}}'
    own = _LONE_VALUE[path]
    taken = any(it.takes(value) for it in readers_at((*path, own)))
    if own in ("seasonality", "recognition") and not taken:
        return ""
    if own in ("revenue", "amount") and (value.endswith("%") or value.startswith("0.")):
        own = "growth" if path == ("target",) else "rate"
    return f"write {key}: {{{own}: {value}}}"


def _of_names(path: Path, value: Any) -> str:
    """A value that stands where names with their values belong, under a name."""
    key, kind = path[-1], entries_at(path)
    text = value if isinstance(value, str) else ""
    if path == ("expect",):
        return f"write expect: {{new_business: {meant_amount(text) or '8M'}}}"
    if path == ("fx",):
        return f"write fx: {{EUR: {meant_amount(text) or '1.08'}}}; put your own currency in"
    if text.lower() in _NONE:
        return f"remove {key}, where there is none"
    entry, own = _entry(path, text)
    if kind is str or not entry:
        return ""
    return f"write {key}: {{a_name: {entry}}}{own}"


def _of_entry(path: Path, value: Any) -> str:
    """A value that stands beside a name, in braces with the key that it belongs to."""
    if path[-1] in keys_at((*path[:-1], "")):
        return f"{path[-1]} is a key of what stands below a name here: write it there"
    entry, own = _entry(path[:-1], value if isinstance(value, str) else "")
    return f"write {entry}{own}" if entry else ""


def _entry(path: Path, text: str) -> tuple[str, str]:
    """An entry of a section that holds names, with a value that was stated, and which keys of it
    are examples; empty where it has no keys that it needs.
    """
    field = field_at(path)
    model = model_of(field) if field is not None else None
    if model is None:
        return "", ""
    timed = stated_with_time(model.model_fields, text)
    if timed:
        year = timed.get("month", "")[:4]
        return flow(timed), "" if year in text else "; put your own month in"
    key, stated = next(_stated(model, text), ("", ""))
    return whole_entry(path, model, {key: stated} if key else {})


def whole_entry(path: Path, model: type[Section], stated: Mapping[str, Any]) -> tuple[str, str]:
    """An entry of a section that holds names, with what was stated of it and what it needs besides;
    and which keys of it are examples. Empty where it needs no key, or one that has no example.
    """
    needed = [name for name, it in model.model_fields.items() if it.is_required()]
    said = {} if stated.keys() & {*model.ONE_OF} else dict.fromkeys(model.ONE_OF[:1], "")
    said |= stated
    beside = {} if "month" in said else _beside(path, said)
    said = {**said, **beside, **stated, **{it: "" for it in needed if it not in said}}
    ordered = {it: said[it] or _example(model, it) for it in (*needed, *said)}
    if not ordered or not all(ordered.values()):
        return "", ""
    own = [it for it in said if it not in stated and it not in beside]
    return flow(ordered), f"; put your own {listing(own, 'and')} in" if own else ""


def _beside(path: Path, said: Mapping[str, Any]) -> dict[str, str]:
    """What an entry says besides what is said of it."""
    held = (_BESIDE.get((str(path[-1]), key), {}) for key in said)
    return {key: text for beside in held for key, text in beside.items()}


def _stated(model: type[Section], text: str) -> Iterator[tuple[str, str]]:
    """The keys of a section that a text may be the value of, and how it is said there."""
    if _MONTH.fullmatch(text):
        yield from ((it, text) for it in ("starts", "month") if it in model.model_fields)
        return
    needed = [key for key, field in model.model_fields.items() if field.is_required()]
    for said in filter(None, (text, meant_amount(text))):
        first = [*model.model_fields][:1] if meant_amount(text) else []
        for key in [*model.ONE_OF, *needed] or first:
            if any(it.takes(said) for it in readers(model.model_fields[key])):
                yield key, said
    for key in needed:
        units = (it.unit for it in readers(model.model_fields[key]) if it.unit in COUNTED)
        yield from ((key, told) for unit in units if (told := meant_count(text, unit)))


def _example(model: type[Section], key: str) -> str:
    """A key's example, as a plan states it; empty where that is more than a value."""
    if key == "count":
        return "1"
    facts: Any = model.model_fields[key].json_schema_extra
    held = facts.example if isinstance(facts, KeyFacts) else None
    return escape(held) if isinstance(held, str) else ""

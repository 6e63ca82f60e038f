"""How a line is added to a plan whose key was to be set, or whose number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.fields.key import KeyFacts
from revplan.fields.reads import Given
from revplan.fields.section import Section
from revplan.model.shape import readers, section_at
from revplan.model.units import NumberUnit, fits, unit_at

_PLAIN = re.compile(r"[\w.%+-]+")
"""Texts that stand for themselves in a mapping in braces."""


def added_line(line: Path, rest: Path, value: Any) -> tuple[str, list[str]]:
    """The edit that adds a line whose key was to be set, or whose number; "" where its value says
    none. With the keys that such a line needs besides: the edit gives examples of them, and what
    has one value alone is not told.

    >>> added_line(("upsell", "bundle"), ("amount",), "1M")
    ('upsell.bundle={amount: 1M}', [])
    >>> added_line(("upsell", "bundle"), (), "5%")[0]
    'upsell.bundle={rate: 5%}'
    >>> added_line(("budget", "tools"), ("amount",), "60k")
    ('budget.tools={amount: 60k, every: month}', ['every'])
    """
    model = section_at(line)
    if model is None:
        return "", []
    if line[-2] == "segments":
        return "", []
    keys = [*map(str, rest or key_for(line, value))]
    needed = [
        key for key, field in model.model_fields.items() if field.is_required() and key not in keys
    ]
    if not _is_plain(value) or not keys or any(isinstance(step, int) for step in rest):
        return "", needed
    first, *inner = keys
    raw = {first: _nested(inner, value)} | {key: _example(model, key) for key in needed}
    if not all(map(_is_plain, list(raw.values())[1:])):
        return "", needed
    _complete(model, raw, line)
    written = {first: _nested(inner, value, "{{{}: {}}}")} | dict(list(raw.items())[1:])
    told = ", ".join(f"{key}: {text}" for key, text in written.items())
    chosen = [key for key in list(raw)[1:] if not _has_one_value(model, key)]
    return f"{path_text(line)}={{{told}}}", chosen


def _nested(keys: Sequence[str], value: Any, text: str = "") -> Any:
    """A value below keys: as mappings, or as they are written."""
    for key in reversed(keys):
        value = text.format(key, value) if text else {key: value}
    return value


def _complete(model: type[Section], raw: dict[str, Any], line: Path) -> None:
    """Adds to the keys of a line, with examples, those of which one has to stand beside them."""
    for _ in range(_MOST_ADDED):
        problems = model.key_problems(raw, line, Given())
        lacking = (key for it in problems for key in it.details.get("missing", ()))
        key = next((key for key in lacking if _is_plain(_example(model, key))), None)
        if key is None:
            return
        raw[key] = _example(model, key)


_MOST_ADDED = 3
"""How many keys are added to a line at most that one of its keys asks for."""


def _example(model: type[Section], key: str) -> Any:
    facts: Any = model.model_fields[key].json_schema_extra
    return facts.example if isinstance(facts, KeyFacts) else None


def _has_one_value(model: type[Section], key: str) -> bool:
    return any(len(it.schema.get("enum", ())) == 1 for it in readers(model.model_fields[key]))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and bool(_PLAIN.fullmatch(value))


def key_for(line: Path, value: Any) -> Path:
    """The first key of a line whose number a value may be; none where it is a number itself.

    >>> key_for(("upsell", "bundle"), "5%"), key_for(("churn", "rate"), "5%")
    (('rate',), ())
    """
    model = section_at(line)
    if model is None or model.BESIDE or not isinstance(value, str):
        return ()
    return tuple(key for key in model.model_fields if _says(line, key, value))[:1]


def _says(line: Path, key: str, value: str) -> bool:
    path = (*line, key)
    return unit_at(path) not in (None, NumberUnit.either) and fits(path, value)

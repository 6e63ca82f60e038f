"""Keys with nothing in them, and whether the plan can do without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.reads import Given, Raw
from revplan.model.plan import Plan
from revplan.model.shape import section_at
from revplan.reading.commas import is_tail
from revplan.reading.wording import empty_value

YEAR_KEYS = ("prior_year", "target")
"""What a plan without segments has of its own."""


def empty_values(raw: Raw, given: Given) -> Iterator[Problem]:
    """Every key of a plan, and every place in a list, with nothing in it; of segments only where
    the key itself is empty.
    """
    alone = {key: value for key, value in raw.items() if key != "segments" or not value}
    company = "segments" in raw
    for key, value in alone.items():
        if value is None and not is_tail(key):
            yield empty_value((key,), _needed(raw, (key,), given, company))
        else:
            yield from _empty_below(value, (key,), given)


def _empty_below(part: Any, path: Path, given: Given) -> Iterator[Problem]:
    if not isinstance(part, (dict, list)):
        return
    for step, value in part.items() if isinstance(part, dict) else enumerate(part):
        if value is not None:
            yield from _empty_below(value, (*path, step), given)
        elif not is_tail(step):  # a key of digits is the tail of 10,000,000: its own message
            needed = isinstance(part, dict) and _needed(part, (*path, step), given)
            yield empty_value((*path, step), needed)


def _needed(part: Mapping[str, Any], path: Path, given: Given, company: bool = False) -> bool:
    """Whether a section cannot do without one of its keys: it needs it, or one of a set of which no
    other stands there.
    """
    *above, key = path
    if not above and key in YEAR_KEYS:
        return not company
    if above[:1] == ["waivers"]:
        return key in ("rule", "because")
    model = section_at(tuple(above)) if above else Plan
    field = model.model_fields.get(str(key)) if model is not None else None
    if model is None or field is None:
        return False
    if field.is_required():
        return True
    without = {it: value for it, value in part.items() if it != key}
    lacks = (it.details.get("missing", ()) for it in model.key_problems(without, path[:-1], given))
    return any(key in missing for missing in lacks)

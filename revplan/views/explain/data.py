"""What `explain` gives in JSON: a tree of figures, down to the lines of the plan."""

from __future__ import annotations

from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.problem import Locate, Place
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.model.values import value_at
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain, plain_amount, plain_count, plain_share
from revplan.studies.explanation import Explanation

MOST_NODES = 5_000


def explanation_data(told: Explanation, outcome: Outcome, locate: Locate) -> dict[str, Any]:
    """The explanation for JSON: the same shape all the way down.

    What several figures use is told below each of them, unless that would come to more than
    MOST_NODES: then its inputs are told where it stands first.
    """
    return _node(told, outcome, locate, set() if _size(told, {}) > MOST_NODES else None)


def _size(told: Explanation, known: dict[str, int]) -> int:
    if told.path not in known:
        known[told.path] = 1 + sum(_size(it, known) for it in told.inputs)
    return known[told.path]


def _node(
    told: Explanation, outcome: Outcome, locate: Locate, once: set[str] | None
) -> dict[str, Any]:
    plan = outcome.plan
    data: dict[str, Any] = {
        "path": told.path,
        "label": told.label,
        "value": plain_value(told, outcome),
    }
    if told.at is not None:
        return data | _leaf(told.at, plan, locate)
    data |= {"formula": told.formula, "with_numbers": told.with_numbers}
    if once is not None and told.path in once:
        return data
    if once is not None:
        once.add(told.path)
    data["inputs"] = [_node(it, outcome, locate, once) for it in told.inputs]
    if told.settings:
        data["settings"] = [
            {"path": path_text(path), "value": setting_text(value_at(plan, path))}
            | _spot(locate(path))
            for path in told.settings
        ]
    return data


def _leaf(path: Path, plan: Plan, locate: Locate) -> dict[str, Any]:
    assumption = value_at(plan, path)
    leaf: dict[str, Any] = {}
    text = getattr(assumption, "text", "")
    if text:
        leaf["text"] = text
    leaf |= _spot(locate(path))
    source = source_of(plan, path, locate)
    return leaf | ({"source": source} if source else {})


def source_of(plan: Plan, path: Path, locate: Locate) -> str:
    """The source of an input; what the plan says of its own value is not said of one tried."""
    source: str = getattr(value_at(plan, path), "source", "") or ""
    at = locate(path) if source else None
    if at is None or not at.tried:
        return source
    return source if locate((*path, "source")) != at else ""


def _spot(place: Place) -> dict[str, Any]:
    spot = place.location
    return {"file": spot.file, "line": spot.line, "column": spot.column}


def plain_value(told: Explanation, outcome: Outcome) -> str:
    """A figure's value, or an input's, for JSON."""
    if told.at is not None:
        return plain(told.value)
    unit = outcome.unit(told.path)
    if unit is Unit.money:
        return plain_amount(told.value, outcome.step(told.path))
    return plain_count(told.value) if unit is Unit.count else plain_share(told.value)


def setting_text(value: Any) -> str:
    """A setting that is not a number, as it is told."""
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "model_dump"):
        return ", ".join(f"{key}: {entry}" for key, entry in value.model_dump().items())
    return str(value)

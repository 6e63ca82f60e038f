"""Bounds of a number that what is tried leaves behind, or that are tried past its value."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.problem import Place, Problem
from revplan.fields.amount import read_growth
from revplan.fields.assumption import OUTSIDE
from revplan.fields.reads import Raw
from revplan.model.places import held_at
from revplan.model.shape import section_at
from revplan.numbers.read import Refused, read_number


def told_at_bound(problem: Problem, raw: Raw, tried: Mapping[Path, Place]) -> Problem:
    """A problem of a value that lies outside its range, told at the bound where that alone was
    tried; `tried` are the places of what was.
    """
    if problem.message != OUTSIDE or problem.path in tried:
        return problem
    within, key = problem.path[:-1], str(problem.path[-1])
    held = held_at(raw, within)
    for bound in _passed(held, key) if isinstance(held, dict) else ():
        place = tried.get(path := (*within, bound))
        if place is not None and place.tried:
            side, at = ("above", "most") if bound == "low" else ("below", "least")
            message = f"{path_text(path)} would be {held[bound]}, {side} the value of {held[key]}"
            hint = f"it may be {held[key]} at {at}"
            return replace(problem, path=path, place=place, message=message, hint=hint)
    return problem


def bounds_left_behind(
    raw: Raw, path: Path, value: object, stated: AbstractSet[Path]
) -> list[tuple[str, object]]:
    """The bounds that a number tried at a path passes, taken away; not what is `stated` with it."""
    held: Any = raw
    within, key = _number_at(path)
    for step in within:
        held = held[step] if isinstance(held, dict) and step in held else {}
    if not isinstance(held, dict) or not isinstance(value, str):
        return []
    passed = [bound for bound in _passed(held, key) if (*within, bound) not in stated]
    return [(bound, held.pop(bound)) for bound in passed]


def _number_at(path: Path) -> tuple[Path, str]:
    """The mapping in which a number may stand beside its bounds, and its key there."""
    model = section_at(path[:-1])
    beside = model is not None and model.BESIDE and path[-1] in model.ONE_OF
    return (path[:-1], str(path[-1])) if beside else (path, "value")


def _passed(held: dict[str, object], of: str) -> list[str]:
    """The bounds of a stated range that its value, at the key `of`, lies outside of."""
    numbers: dict[str, Decimal] = {}
    for key in ("low", of, "high"):
        for read in (read_growth, read_number):
            try:
                numbers.setdefault(key, read(str(held.get(key))))
            except Refused:
                continue
    value = numbers.get(of)
    if value is None:
        return []
    low, high = numbers.get("low", value), numbers.get("high", value)
    return [bound for bound, out in (("low", low > value), ("high", value > high)) if out]

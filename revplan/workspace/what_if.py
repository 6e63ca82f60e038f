"""A plan tried with other values, its file untouched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as changed
from decimal import Decimal
from typing import NamedTuple

from revplan.base.paths import Path, path_text
from revplan.base.problem import Place, Problem
from revplan.fields.amount import read_growth
from revplan.fields.reads import Raw
from revplan.model.places import NoSuchPlace, put
from revplan.model.shape import section_at
from revplan.numbers.read import Refused, read_number
from revplan.sources.plan_file import PlanFile, validate_file


class TriedValue(NamedTuple):
    """A value to try at a path of the plan; with the places where the two were written."""

    path: Path
    value: object
    at_path: Place
    at_value: Place


class CannotTry(Exception):
    """A value that cannot be tried; carries the problem, placed where the value was written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def try_values(file: PlanFile, values: Iterable[TriedValue]) -> PlanFile:
    """The plan file with the values in place, one after the other, validated anew.

    A mapping keeps its other keys, a list is given whole, and one key of an exclusive set removes
    the others. Raises CannotTry for a path that the plan does not have.
    """
    if file.raw is None or file.too_large:
        return file
    raw: Raw = file.raw
    notices: list[str] = []
    elsewhere = dict(file.elsewhere)
    for it in values:
        try:
            raw, notice = _put(raw, it.path, it.value)
        except NoSuchPlace as error:
            hint = "name a key of the plan, such as churn.rate=25%"
            raise CannotTry(Problem("", error.why, hint, place=it.at_path)) from None
        notices.extend(notice)
        elsewhere[it.path] = it.at_value
    return validate_file(changed(file, elsewhere=elsewhere, notices=tuple(notices)), raw)


def _put(raw: Raw, path: Path, value: object) -> tuple[Raw, list[str]]:
    """The texts with the value in place, and what had to give way to it.

    A number tried outside its stated range leaves the bound that it passes behind: that is what
    trying means.
    """
    before = _flat(raw)
    after = put(raw, {path: value})
    held, (within, key) = after, _number_at(path)
    for step in within:
        held = held[step] if isinstance(held, dict) and step in held else {}
    notices: list[str] = []
    passed: list[tuple[str, object]] = []
    if isinstance(held, dict) and isinstance(value, str):
        passed = [(bound, held.pop(bound)) for bound in _passed(held, key)]
        notices = [f"{path_text(path)}={value} passes its {at}, {limit}" for at, limit in passed]
    left = before - _flat(after) - {(*within, bound) for bound, _ in passed}
    gone = sorted(path_text(at) for at in left if at[:-1] == path[:-1])
    if gone:
        notices.append(f"{path_text(path)} takes the place of {', '.join(gone)}")
    return after, notices


def _number_at(path: Path) -> tuple[Path, str]:
    """The mapping in which a number may stand beside its bounds, and its key there."""
    model = section_at(path[:-1])
    beside = model is not None and model.BESIDE and path[-1] in model.ONE_OF
    return (path[:-1], str(path[-1])) if beside else (path, "value")


def _flat(raw: object, path: Path = ()) -> set[Path]:
    """The paths of a plan's keys, lists as a whole."""
    if not isinstance(raw, dict):
        return {path}
    return {path} | {inner for key, value in raw.items() for inner in _flat(value, (*path, key))}


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

"""`--set PATH=VALUE`: a plan tried with other values, its file untouched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace as changed
from decimal import Decimal

from revplan.base.paths import Path, path_text
from revplan.base.problem import Location, Place, Problem
from revplan.base.words import quote
from revplan.fields.amount import read_growth
from revplan.model.places import Raw, put, unknown_place
from revplan.numbers.read import Refused, read_amount
from revplan.sources.plan_file import PlanFile, validate_file
from revplan.sources.scan import scan
from revplan.sources.yaml_events import read_tree

OPTION = "--set"


class WrongOption(Exception):
    """An option that cannot be carried out; carries the problem, placed in the option."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def overridden(file: PlanFile, options: Sequence[str]) -> PlanFile:
    """The plan file with the options' values in place, validated anew.

    A value is read as YAML is; a mapping keeps its other keys, a list is given whole, and one key
    of an exclusive set removes the others. Raises WrongOption for a path that the plan has not.
    """
    if file.raw is None or file.too_large or not options:
        return file
    raw: Raw = file.raw
    notices: list[str] = []
    elsewhere = dict(file.elsewhere)
    for option in options:
        path, value, at_path, at_value = _read(option)
        why = unknown_place(raw, path)
        if why is not None:
            raise WrongOption(
                Problem("", why, "name a key of the plan, such as churn.rate=25%", place=at_path)
            )
        raw, notice = _put(raw, path, value)
        notices.extend(notice)
        elsewhere[path] = at_value
    return validate_file(changed(file, raw=raw, elsewhere=elsewhere, notices=tuple(notices)))


def _put(raw: Raw, path: Path, value: object) -> tuple[Raw, list[str]]:
    """The texts with the value in place, and what had to give way to it.

    A number tried outside its stated range leaves the bound that it passes behind: that is what
    trying means.
    """
    before = _flat(raw)
    after = put(raw, {path: value})
    held = after
    for step in path:
        held = held[step] if isinstance(held, dict) and step in held else {}
    notices: list[str] = []
    if isinstance(held, dict) and isinstance(value, str):
        passed = [(bound, held.pop(bound)) for bound in _passed(held)]
        notices = [f"{path_text(path)}={value} passes its {at}, {limit}" for at, limit in passed]
    gone = sorted(path_text(at) for at in before - _flat(after) if at[:-1] == path[:-1])
    if gone:
        notices.append(f"{path_text(path)} takes the place of {', '.join(gone)}")
    return after, notices


def _flat(raw: object, path: Path = ()) -> set[Path]:
    """The paths of a plan's keys, lists as a whole."""
    if not isinstance(raw, dict):
        return {path}
    return {path} | {inner for key, value in raw.items() for inner in _flat(value, (*path, key))}


def _passed(held: dict[str, object]) -> list[str]:
    """The bounds of a stated range that its value lies outside of."""
    numbers: dict[str, Decimal] = {}
    for key in ("low", "value", "high"):
        for read in (read_growth, read_amount):
            try:
                numbers.setdefault(key, read(str(held.get(key))))
            except Refused:
                continue
    value = numbers.get("value")
    if value is None:
        return []
    low, high = numbers.get("low", value), numbers.get("high", value)
    return [bound for bound, out in (("low", low > value), ("high", value > high)) if out]


def _read(option: str) -> tuple[Path, object, Place, Place]:
    """Path and value of an option, and where the two stand in it."""
    name, equals, text = option.partition("=")
    whole = _in_option(option, 0, len(option))
    if not equals or not name.strip() or _half_a_character(option):
        hint = "write --set PATH=VALUE, such as --set churn.rate=25%"
        raise WrongOption(Problem("", f"{quote(option)} sets nothing", hint, place=whole))
    place = _in_option(option, len(name) + 1, max(len(option), len(name) + 2))
    problems = scan(text, OPTION)
    value = None
    if not problems:
        value, _, problems = read_tree(text, OPTION)
    if problems:
        raise WrongOption(problems[0].at(place))
    return _path(name.strip()), value, _in_option(option, 0, len(name)), place


def _in_option(option: str, start: int, end: int) -> Place:
    return Place(Location(OPTION, 1, start + 1, 1, end + 1), ((1, option),))


def _half_a_character(text: str) -> bool:
    """Whether the shell handed over bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _path(name: str) -> Path:
    """A path as it is typed: names joined by points, places in lists in brackets, from 1."""
    steps: list[str | int] = []
    if name.startswith("expect."):
        return ("expect", name.removeprefix("expect."))
    for step in name.split("."):
        match = re.fullmatch(r"([^\[\]]+)\[([0-9]{1,3})\]", step)
        if match:
            steps.extend([match[1], int(match[2]) - 1])
        else:
            steps.append(step)
    return tuple(steps)

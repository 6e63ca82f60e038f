"""`--set PATH=VALUE`: a plan tried with other values, its file untouched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace as changed

from revplan.ground.problem import Location, Path, Place, Problem
from revplan.ground.words import quoted
from revplan.replacing import put, unknown_place
from revplan.sources.plan_file import PlanFile
from revplan.sources.scan import scan
from revplan.sources.yaml_events import read_tree
from revplan.validation import validate

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
    if file.raw is None or not options:
        return file
    raw = file.raw
    elsewhere = dict(file.elsewhere)
    for option in options:
        path, value, at_path, at_value = _read(option)
        why = unknown_place(raw, path)
        if why is not None:
            raise WrongOption(
                Problem("", why, "name a key of the plan, such as churn.rate=25%", place=at_path)
            )
        raw = put(raw, {path: value})
        elsewhere[path] = at_value
    plan, problems = validate(raw)
    result = changed(file, plan=plan, raw=raw, elsewhere=elsewhere)
    result.problems = [result.located(problem) for problem in problems]
    return result


def _read(option: str) -> tuple[Path, object, Place, Place]:
    """Path and value of an option, and where the two stand in it."""
    name, equals, text = option.partition("=")
    whole = _in_option(option, 0, len(option))
    if not equals or not name.strip() or _half_a_character(option):
        hint = "write --set PATH=VALUE, such as --set churn.rate=25%"
        raise WrongOption(Problem("", f"{quoted(option)} sets nothing", hint, place=whole))
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
        match = re.fullmatch(r"(.*?)\[(\d{1,3})\]", step)
        if match:
            steps.extend([match[1], max(0, int(match[2]) - 1)])
        else:
            steps.append(step)
    return tuple(steps)

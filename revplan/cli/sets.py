"""`--set PATH=VALUE`: a value to try, read from the text of an option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from revplan.base.paths import Path
from revplan.base.problem import Location, Place, Problem
from revplan.base.words import quote
from revplan.sources.scan import scan
from revplan.sources.yaml_events import read_tree
from revplan.workspace.what_if import CannotTry, TriedValue

OPTION = "--set"


def read_sets(options: Sequence[str]) -> Iterator[TriedValue]:
    """What the options give, each read when its turn comes: a value as YAML is.

    Raises CannotTry for an option that gives nothing; the problem is placed in the option.
    """
    return (_read(option) for option in options)


def _read(option: str) -> TriedValue:
    """Path and value of an option, and where the two stand in it."""
    name, equals, text = option.partition("=")
    whole = _in_option(option, 0, len(option))
    if not equals or not name.strip() or _half_a_character(option):
        hint = "write --set PATH=VALUE, such as --set churn.rate=25%"
        raise CannotTry(Problem("", f"{quote(option)} sets nothing", hint, place=whole))
    place = _in_option(option, len(name) + 1, max(len(option), len(name) + 2))
    problems = scan(text, OPTION)
    value = None
    if not problems:
        value, _, problems = read_tree(text, OPTION)
    if problems:
        raise CannotTry(problems[0].at(place))
    return TriedValue(_path(name.strip()), value, _in_option(option, 0, len(name)), place)


def _in_option(option: str, start: int, end: int) -> Place:
    return Place(Location(OPTION, 1, start + 1, 1, end + 1), ((1, option),))


def _half_a_character(text: str) -> bool:
    """Whether the shell handed over bytes that are not text."""
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

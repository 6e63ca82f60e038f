"""What is wrong with a plan, and where: a value that is collected, never raised at the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, NamedTuple

from revplan.base.paths import Path
from revplan.base.words import number_of


class Severity(IntEnum):
    """How much a problem weighs; the larger, the worse."""

    info = 0
    warning = 1
    error = 2


class Location(NamedTuple):
    """A stretch of one line of a file; line and columns count characters from 1, the end is past
    the last character.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Place(NamedTuple):
    """A location with the lines that a reader needs to see it: `excerpt` is (line number, text).

    What is `tried` on a plan stands in no file: that is the edit as it was typed, and its location
    names as a file whatever it was typed behind.
    """

    location: Location
    excerpt: tuple[tuple[int, str], ...] = ()
    tried: str = ""


Locate = Callable[[Path], Place]
"""Who knows where a path stands."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, in the user's words.

    `path` is the place in the plan ("churn.rate"); `on_key` says that the key, not its value, is
    meant. `place` is filled in by whoever holds the text. `related` points at a second place, such
    as the first of two equal keys.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.error
    path: Path = ()
    on_key: bool = False
    place: Place | None = None
    related: tuple[str, Place] | None = None
    details: dict[str, Any] = field(default_factory=dict, compare=False)

    def order(self) -> tuple[str, int, int, str]:
        """By file, line and column, then by code."""
        if self.place is None:
            return "", 0, 0, self.code
        location = self.place.location
        return location.file, location.line, location.column, self.code

    def at(self, place: Place | None) -> Problem:
        """The same problem, with its place known."""
        return replace(self, place=place)


class CannotWorkOut(Exception):
    """A plan that reads well and has no answer (growth on nothing, an amount without a month).

    Carries the problem; raised by formulas on exact numbers alone.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Wrong(Exception):
    """Wrong usage, or nothing to answer: one line, exit 2; or the problem that says where."""

    problem: Problem | None = None


class NothingPiped(Wrong):
    """A plan that is to come by standard input, where nobody sends one; what to type instead only
    the caller can say, who knows what was typed.
    """


def by_words(problems: Iterable[Problem]) -> dict[tuple[object, ...], Problem]:
    """Problems by place and words: what is said twice of one place is there once."""
    return {(*problem.order(), problem.message): problem for problem in problems}


def tally(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and infos, in words; empty when there are none."""
    counts = (
        (sum(problem.severity is severity for problem in problems), severity.name)
        for severity in sorted(Severity, reverse=True)
    )
    return ", ".join(number_of(count, name) for count, name in counts if count)

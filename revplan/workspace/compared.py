"""What came out of comparing plans: all that the views of a comparison are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import Locate
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.studies.comparison import Comparison
from revplan.studies.difference import Change


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides: what it is called, its file's name, its places, and its commit."""

    label: str
    file: str
    locate: Locate
    commit: str = ""
    own: str = ""
    """What places in the file itself are called, beside those in files of segments."""
    tried: tuple[Tried, ...] = ()
    """What was tried on it."""

    def line(self, path: Path) -> tuple[int, str]:
        """The line of a path, and the file where it is a segment's."""
        location = self.locate(path).location
        if not self.own or location.file == self.own:
            return location.line, ""
        return location.line, location.file.removeprefix(f"{self.commit[:7]}:")


@dataclass(frozen=True, slots=True)
class Sides:
    """What was compared: a plan's file as people are told of it, and the two sides of it."""

    file: str
    old: Side
    new: Side

    def line_of(self, change: Change) -> tuple[int, str, bool]:
        """The line of a change, the file where it is a segment's, and whether that is new; else it
        is old.
        """
        is_new = change.after is not None
        side = self.new if is_new else self.old
        return (*side.line(change.path), is_new)


class ComparedPlan(NamedTuple):
    """A plan that both sides have; `same` where its two texts are the same."""

    comparison: Comparison
    sides: Sides
    same: bool


class Unpaired(NamedTuple):
    """A plan that only one side has: it came, or it went."""

    file: str
    outcome: Outcome
    came: bool

"""Plans that the base of a comparison has and that are no longer where it has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from revplan.base.problem import Location, Place, Problem
from revplan.base.words import escape
from revplan.numbers.limit import Limit
from revplan.rules import module
from revplan.workspace.assess import is_folder
from revplan.workspace.checked import CheckedPlan
from revplan.workspace.pairing import Pair
from revplan.workspace.unheld import why_missing
from revplan.workspace.versions import Versions


@dataclass(frozen=True)
class Stray:
    """A plan that is gone, or that lies outside of what was asked about; a folder of plans that was
    a link and is not the same one now. `base` is what the commit that has it is called.
    """

    pair: Pair
    base: str

    @property
    def name(self) -> str:
        """The file, as the base has it."""
        return self.pair.was or self.pair.name

    @property
    def notice(self) -> str:
        """What is said where nothing is held to a limit."""
        name, base = escape(self.name), escape(self.base)
        if self.pair.was:
            return f"{name} lies at {escape(self.pair.name)} now, outside of what is compared"
        return f"{name} {_relinked(base)}" if self._is_link else f"{name} is gone; {base} has it"

    @property
    def _is_link(self) -> bool:
        old = self.pair.old
        return old is not None and old.plan is None and is_folder(self.name)

    def under(self, limit: Limit) -> CheckedPlan:
        """The plan as one that fails, since its new business is held to no limit any more."""
        if self._is_link:
            why = f"{_relinked(self.base)}: no limit of {limit.text} can be held to its plans"
            way = "name the folder that has the plans"
        else:
            why, way = why_missing(self.base, limit, self.pair.name if self.pair.was else "")
        problem, now = beyond(f"{self.name} {why}", way), self.pair.new
        placed = (
            now.locate_problem(problem) if now is not None else at_beginning(problem, self.name)
        )
        return CheckedPlan(self.name, (placed,), passed=False)


def strays(found: Versions, parts: Collection[str]) -> Iterator[Stray]:
    """The plans that strayed of those that were asked about. `parts` are files of segments: one
    that is not a plan by itself is held to a limit with its company.
    """
    for pair in found.pairs:
        old, stays = pair.old, pair.here and pair.new is not None and not is_folder(pair.name)
        if old is None or stays or not pair.was_here:
            continue
        if old.plan is not None or old.name not in parts:
            yield Stray(pair, found.old)


def _relinked(base: str) -> str:
    return f"is a link in {base}, and not the same one now"


def beyond(message: str, hint: str) -> Problem:
    """A change that no limit can be held to."""
    rule = module("rp905_change_beyond_limit")
    return Problem(rule.CODE, message, hint, rule.SEVERITIES[0], ("target",), on_key=True)


def at_beginning(problem: Problem, file: str) -> Problem:
    """The problem at the beginning of a file that is not read, or that is there no more."""
    return problem.at(Place(Location(file, 1, 1, 1, 1)))

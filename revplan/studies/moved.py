"""What moved between two plans: every figure that did, what follows of the change in the work, and
what a change does that leaves the measure alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from revplan.base.problem import CannotWorkOut
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.model.catalogue import OF_YEAR
from revplan.model.plan import Plan
from revplan.model.values import with_values
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.figure import main_figure
from revplan.reading.validate import conflicts
from revplan.studies.difference import Player

MOST_TRIED = 100
"""Of how many changes that leave the measure alone it is asked what else they move."""

FOLLOWING = (
    "funnel.leads",
    "funnel.lead_value.leads_in_time",
    "funnel.lead_value.in_time",
    "funnel.lead_value.leads_to_spare",
    "funnel.lead_value.to_spare",
    "capacity.year",
    "capacity.to_spare",
    "budget.total",
    "cac",
    "reach.total",
    "reach.short",
)
"""The figures of the work that follow of a change, in the order in which they are told; after the
capacity, the quotas of territories. Of leads by number or by value, as the plan is held to them; of
the target beyond reach where the reach itself stood still.
"""

_YEAR = [row.path for row in OF_YEAR]

_QUOTAS_AFTER = "capacity.to_spare"

_AFTER = ("to_spare", "reach.short")
"""How the figures end that tell how far others are from what is asked."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure in both plans; a plan that has no such figure shows nothing for it."""

    quantity: str
    before: Decimal | None
    after: Decimal | None

    @property
    def month(self) -> str:
        """The month that it is the figure of."""
        return self.quantity.split(".")[-2]

    @property
    def change(self) -> Decimal:
        """By how much it moved."""
        with exactly():
            return (self.after or ZERO) - (self.before or ZERO)

    @property
    def share(self) -> Decimal:
        """By how much of the larger of the two it moved [share of one]."""
        most = max(abs(self.before or ZERO), abs(self.after or ZERO))
        return abs(self.change) / most if most else ZERO


class BeforeAndAfter(NamedTuple):
    """Two plans worked out, the older first."""

    old: Outcome
    new: Outcome

    def movement(self, path: str) -> Moved | None:
        """A figure by its path; None where neither plan has it."""
        before, after = self.old.printed(path), self.new.printed(path)
        return None if before is None and after is None else Moved(path, before, after)

    def moved(self, paths: Iterable[str]) -> Iterator[Moved]:
        """Those of the figures that moved, as they are told."""
        found = (self.movement(path) for path in paths)
        return (it for it in found if it is not None and it.before != it.after)

    def everything(self) -> Iterator[Moved]:
        """Every figure that moved, of every month and segment."""
        paths = (path for outcome in (self.old, self.new) for path in outcome.all_paths())
        return self.moved(dict.fromkeys(paths))

    def follows(self) -> list[Moved]:
        """What follows in the work, of the plan and of its segments: what moved of it."""
        found = list(self.moved(self._following("")))
        total, short = "reach.total", "reach.short"
        reached = {it.quantity.replace(total, short) for it in found if it.quantity.endswith(total)}
        return [it for it in found if it.quantity not in reached]

    def strongest(self) -> Moved | None:
        """The figure that moved most, as a share of itself: of the year's and of the work's where
        one of these did, else of all.
        """
        return max(self._leading(), key=lambda it: it.share, default=None)

    def nearest(self) -> Moved | None:
        """The first figure that moved, in the order in which figures follow of one another."""
        return next(iter(self._leading()), None)

    def _leading(self) -> list[Moved]:
        """Those that moved of the figures by which a change is told: of what is to spare, and of
        quotas, where nothing else did.
        """
        following = list(self._following(""))
        told = [it for it in following if not it.endswith(_AFTER) and "quota" not in it]
        for paths in ([*_YEAR, *told], following, self._main()):
            found = list(self.moved(paths))
            if found:
                return found
        found = list(self.everything())
        return [it for it in found if not _of_reading(it.quantity)] or found

    def _following(self, above: str) -> Iterator[str]:
        old, new = self._within(above)
        counted = any(
            it is not None and it.figure("funnel.lead_value.leads_in_time") is not None
            for it in (old, new)
        )
        for path in FOLLOWING:
            by_value = path in ("funnel.lead_value.in_time", "funnel.lead_value.to_spare")
            if not (counted and by_value):
                yield above + path
            if path == _QUOTAS_AFTER:
                yield from (above + it for it in self._quotas(old, new))
        names = (it.name for outcome in (old, new) if outcome for it in outcome.segments)
        for name in dict.fromkeys(names):
            yield from self._following(f"{above}segments.{name}.")

    def _within(self, above: str) -> tuple[Outcome | None, Outcome | None]:
        """The two plans' segments of a path, in the company's currency."""
        found: list[Outcome | None] = [self.old, self.new]
        for name in above.split(".")[1::2]:
            found = [
                next((it.whole for it in outcome.segments if it.name == name), None)
                if outcome is not None
                else None
                for outcome in found
            ]
        return found[0], found[1]

    @staticmethod
    def _quotas(*sides: Outcome | None) -> dict[str, None]:
        """The quotas of territories, and of groups where there are no territories."""
        paths = [path for it in sides if it is not None for path in it.work.figures]
        territories = [it for it in paths if it.startswith("capacity.territories.")]
        groups = [it for it in paths if it.startswith("capacity.quotas.")]
        return dict.fromkeys([it for it in territories if it.endswith(".quota")] or groups)

    def _main(self) -> dict[str, None]:
        paths = (path for it in (self.old, self.new) for path in it.figure_paths())
        return dict.fromkeys(it for it in paths if main_figure(it) and not _of_reading(it))


def _of_reading(path: str) -> bool:
    """Whether a figure is what another definition requires: it moves with the plan's own."""
    return path.startswith("readings.")


def own_effects(
    old: Outcome, new: Outcome, still: Sequence[Player], alone: bool
) -> dict[Player, Moved]:
    """What each change that leaves the measure alone moves most, by change: the new plan beside
    the same without the change. `alone` says that nothing else changed.
    """
    found: dict[Player, Moved] = {}
    for player in still[:MOST_TRIED]:
        without = old if alone else _without(new.plan, player)
        moved = None if without is None else BeforeAndAfter(without, new).nearest()
        if moved is not None:
            found[player] = moved
    return found


def _without(plan: Plan, player: Player) -> Outcome | None:
    """A plan without a change; None where that is no plan, or has no answer."""
    undone = with_values(plan, {change.path: change.before for change in player.changes})
    if conflicts(undone):
        return None
    try:
        return work_out(undone)
    except CannotWorkOut:
        return None

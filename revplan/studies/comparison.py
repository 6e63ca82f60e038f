"""Two plans side by side: what differs in them, and what that did to their figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from revplan.engine.outcome import Outcome
from revplan.model.catalogue import ROWS, WAY, could_be_figure, label
from revplan.numbers.figure import period_of
from revplan.studies.attribution import Split, split
from revplan.studies.bearing import may_make_figures, seen_by
from revplan.studies.difference import Change, Player, differences, incomparable, players
from revplan.studies.moved import BeforeAndAfter, Moved, own_effects


@dataclass(frozen=True)
class Comparison:
    """Two plans, the changes between them, and the split of a measure's change over these.

    `apart` is what makes the plans answers to different questions; then there is no split.
    """

    old: Outcome
    new: Outcome
    measure: str
    changes: tuple[Change, ...]
    apart: tuple[Change, ...] = ()
    split: Split | None = None

    @property
    def bridge(self) -> list[Moved]:
        """The figures of the bridge, in its order."""
        return [it for it in (self.movement(name) for name in WAY) if it is not None]

    @property
    def months(self) -> list[Moved]:
        """The measure by month; nothing where it has no months."""
        paths = self.old.months_of(self.measure) | self.new.months_of(self.measure)
        moved = (self.movement(paths[month]) for month in sorted(paths))
        return [it for it in moved if it is not None]

    def label(self, path: str) -> str:
        """What a figure is called, in the plan that has it."""
        if path in ROWS and self.old.plan.basis != self.new.plan.basis:
            return label(path)  # neither plan's own word fits both
        return (self.old if self.new.figure(path) is None else self.new).label(path)

    def movement(self, path: str) -> Moved | None:
        """A figure by its path; None where neither plan has it."""
        return self.pair.movement(path)

    @property
    def pair(self) -> BeforeAndAfter:
        """The two plans."""
        return BeforeAndAfter(self.old, self.new)

    @cached_property
    def follows(self) -> list[Moved]:
        """What moved in the work; nothing between plans that cannot be compared."""
        return [] if self.apart else self.pair.follows()

    @cached_property
    def own(self) -> dict[Player, Moved]:
        """What changes move most that leave the measure alone, by change: what is said beside the
        assumptions as well, where figures are made of it.
        """
        if self.split is None:
            return {}
        still = [it.player for it in self.split.effects if not it.amount]
        beside = [Player((it,)) for it in self.changes if may_make_figures(it)]
        alone = len(self.split.effects) + len(beside) == 1
        return own_effects(self.old, self.new, [*still, *beside], alone)

    @property
    def figures_differ(self) -> bool:
        """Whether any figure of the two differs: of the bridge, of a line, of a month."""
        return bool(self.apart) or _figures(self.old) != _figures(self.new)

    @cached_property
    def year_differs(self) -> bool:
        """Whether any figure differs that is not a month's or a quarter's alone."""
        return any(not period_of(it.quantity) for it in self.pair.everything())


def _figures(outcome: Outcome) -> tuple[object, ...]:
    """Every figure of a plan."""
    lines = {line.path: (line.amount, line.months) for line in outcome.lines}
    work = {path: figure.value for path, figure in outcome.work.figures.items()}
    segments = [_figures(segment.whole) for segment in outcome.segments]
    return outcome.bridge, outcome.year.repeatable, lines, outcome.monthly, work, segments


def is_measure(path: str, *outcomes: Outcome) -> bool:
    """Whether a path names a figure that one of the outcomes has."""
    return could_be_figure(path) and any(it.figure(path) is not None for it in outcomes)


def measures(outcome: Outcome) -> list[str]:
    """The paths that `is_measure` knows of a plan; the first month's stand for all months'."""
    return [path for path in outcome.figure_paths() if is_measure(path, outcome)]


def compare(old: Outcome, new: Outcome, measure: str = "new_business") -> Comparison:
    """What differs between two plans, and the split of the measure's change over it."""
    changes = seen_by(old.plan, new.plan, differences(old.plan, new.plan), measure)
    apart = incomparable(old.plan, new.plan)
    found = None if apart else split(old, new, players(changes), measure)
    return Comparison(old, new, measure, tuple(changes), tuple(apart), found)

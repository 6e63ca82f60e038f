"""Two plans side by side: what differs in them, and what that did to their figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from revplan.engine.outcome import Outcome
from revplan.model.catalogue import ROWS, WAY, could_be_amount, label
from revplan.numbers.exact import ZERO, exactly
from revplan.studies.attribution import Split, split
from revplan.studies.bearing import seen_by
from revplan.studies.difference import Change, differences, incomparable, players


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure in both plans [currency]; a plan that has no such figure shows nothing for it."""

    quantity: str
    before: Decimal | None
    after: Decimal | None

    @property
    def month(self) -> str:
        """The month that it is the figure of."""
        return self.quantity.split(".")[-2]

    @property
    def change(self) -> Decimal:
        """By how much it moved [currency]."""
        with exactly():
            return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True, slots=True)
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
        before, after = self.old.printed(path), self.new.printed(path)
        return None if before is None and after is None else Moved(path, before, after)

    @property
    def figures_differ(self) -> bool:
        """Whether any figure of the two differs: of the bridge, of a line, of a month."""
        return bool(self.apart) or _figures(self.old) != _figures(self.new)


def _figures(outcome: Outcome) -> tuple[object, ...]:
    """Every figure of a plan."""
    lines = {line.path: (line.amount, line.months) for line in outcome.lines}
    work = {path: figure.value for path, figure in outcome.work.figures.items()}
    segments = [_figures(segment.whole) for segment in outcome.segments]
    return outcome.bridge, outcome.year.repeatable, lines, outcome.monthly, work, segments


def is_measure(path: str, *outcomes: Outcome) -> bool:
    """Whether a path names an amount that one of the outcomes has, and that can be split."""
    return could_be_amount(path) and any(it.figure(path) is not None for it in outcomes)


def measures(outcome: Outcome) -> list[str]:
    """The paths that `is_measure` knows of a plan; the first month's stand for all months'."""
    return [path for path in outcome.figure_paths() if is_measure(path, outcome)]


def compare(old: Outcome, new: Outcome, measure: str = "new_business") -> Comparison:
    """What differs between two plans, and the split of the measure's change over it."""
    changes = seen_by(old.plan, new.plan, differences(old.plan, new.plan), measure)
    apart = incomparable(old.plan, new.plan)
    found = None
    if not apart:
        found = split(old, new, players(changes), measure)
    return Comparison(old, new, measure, tuple(changes), tuple(apart), found)

"""What can be asked of a plan that was worked out: figures by path, their labels and months."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from revplan.engine.asked import asked_figure, asked_label, quarter_paths, readings_of
from revplan.engine.frames import Frames
from revplan.engine.go_to_market import Work
from revplan.engine.year import LineFigure, Year
from revplan.model import catalogue
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly, to_step
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.number import Months, Number
from revplan.sections import bridge as formulas
from revplan.sections.bridge import Bridge


@dataclass(frozen=True)
class Outcome(Frames):
    """A plan worked out. Amounts are at the plan's rounding step.

    `monthly` holds, by quantity, twelve numbers, the first month of the plan year first.
    """

    plan: Plan
    bridge: Bridge
    lines: tuple[LineFigure, ...]
    monthly: dict[str, Months]
    year: Year = field(repr=False)
    work: Work = field(repr=False)
    segments: tuple[Segment, ...] = ()

    @cached_property
    def quarterly(self) -> dict[str, tuple[Number, ...]]:
        """By quantity, four numbers; of a share by month none, as it is not added up."""
        with exactly():
            return {
                path: formulas.by_quarter(months, row.stands.get(self.plan.basis, ""))
                for path, months in self.monthly.items()
                if (row := catalogue.ROWS[path]).unit is not Unit.rate
            }

    def figure(self, path: str) -> Number | None:
        """A figure by its path: `new_business`, `upsell.premium_tier`,
        `months.2027-03.new_business`; None where there is none.
        """
        if path.startswith("segments."):
            segment, rest = self.segment(path)
            return None if segment is None else segment.figure(rest)
        if path in Bridge.__slots__:
            return getattr(self.bridge, path)
        if path in self._lines:
            return self._lines[path].amount
        of_year = self.year.figure(path)
        if of_year is not None:
            return of_year
        if path in self.work.figures:
            return self.work.figures[path].value
        first, month, of = (*path.split(".", 2), "", "")[:3]
        place = self._places.get(month) if first == "months" else None
        if place is not None and (found := self._months(of)):
            return found[place]
        return asked_figure(self, path)

    def _months(self, path: str) -> Months:
        """The months of a quantity, or of a line, by its path; nothing where there is none."""
        line = self._lines.get(path)
        return self.monthly.get(path) or (() if line is None else line.months)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The months of the plan year, and the place of each in twelve."""
        return {str(month): place for place, month in enumerate(self.plan.year.months)}

    @cached_property
    def _lines(self) -> dict[str, LineFigure]:
        return {line.path: line for line in self.lines}

    @cached_property
    def _segments(self) -> dict[str, Segment]:
        return {segment.name: segment for segment in self.segments}

    def label(self, path: str) -> str:
        """What a figure is called for display, by its path."""
        segment, rest = self.segment(path)
        if segment is not None:
            of, inner = segment.telling(rest)
            within = f"{segment.name}, {of.plan.currency}" if inner != rest else segment.name
            return f"{of.label(inner)} ({within})"
        if path in self.work.figures:
            return self.work.figures[path].label
        if path in self._lines:
            return self._lines[path].label
        first, month, inner = (*path.split(".", 2), "", "")[:3]
        if first == "months" and inner in self._lines:
            return f"{self._lines[inner].label}, {month}"
        return asked_label(self, path, catalogue.label(path, self.plan.basis))

    def segment(self, path: str) -> tuple[Segment | None, str]:
        """The segment that a path leads into, and the path within it; None, and the path."""
        first, name, rest = (*path.split(".", 2), "", "")[:3]
        segment = self._segments.get(name) if first == "segments" and rest else None
        return (None, path) if segment is None else (segment, rest)

    def figure_paths(self) -> list[str]:
        """The paths of figures; of months and quarters the plan's first, of segments neither."""
        year = [row.path for row in catalogue.OF_YEAR if self.figure(row.path) is not None]
        first = self.plan.year.first
        return [
            *year,
            *self._own_lines,
            *self.work.figures,
            *(
                f"segments.{segment.name}.{path}"
                for segment in self.segments
                for path in segment.whole.figure_paths()
                if not path.startswith(("months.", "quarters.", "readings."))
            ),
            *(f"months.{first}.{quantity}" for quantity in (*self.monthly, *self._own_lines)),
            *(f"quarters.Q1.{quantity}" for quantity in self.quarterly),
            *(f"readings.{name}" for name in readings_of(self)),
        ]

    @property
    def _own_lines(self) -> list[str]:
        """The paths of the lines that the plan states itself."""
        return [it.path for it in self.lines if not it.path.startswith("segments.")]

    def all_paths(self) -> list[str]:
        """The paths of all figures: of every month and quarter, of every segment."""
        told = (*self.monthly, *self._own_lines)
        months = (f"months.{month}.{it}" for month in self.plan.year.months for it in told)
        quarters = (*quarter_paths(self),)
        of_segments = (
            f"segments.{segment.name}.{path}"
            for segment in self.segments
            for path in segment.whole.all_paths()
        )
        return list(dict.fromkeys((*self.figure_paths(), *months, *quarters, *of_segments)))

    def months_of(self, path: str) -> dict[str, str]:
        """The months of a figure, or of the months that a figure is one of: by month, the path of
        the month's figure, in order. Empty where the figure has no months.

        `budget.total` has `budget.months.2027-03.total`, `target` has `months.2027-03.target`.
        """
        segment, rest = self.segment(path)
        if segment is not None:
            of, inner = segment.telling(rest)
            above = path.removesuffix(inner)
            return {month: above + it for month, it in of.months_of(inner).items()}
        *stem, last = path.split(".")
        if (not stem or stem[:1] == ["months"]) and last in self.monthly:
            return {str(month): f"months.{month}.{last}" for month in self.plan.year.months}
        return self.work.figures.months_of(path)

    def step(self, path: str) -> Decimal:
        """The last digit in which a figure is told: of an amount the rounding step."""
        segment, rest = self.segment(path)
        if segment is not None:
            of, inner = segment.telling(rest)
            return of.step(inner)
        return STEPS.get(self.unit(path), self.plan.phasing.rounding)

    def printed(self, path: str) -> Decimal | None:
        """A figure as it is told; None where there is none."""
        figure = self.figure(path)
        return None if figure is None else self.round_figure(path, figure)

    def round_figure(self, path: str, figure: Decimal) -> Decimal:
        """The value of a figure, rounded to its step."""
        return to_step(figure, self.step(path))

    def unit(self, path: str) -> Unit:
        """What a figure counts."""
        segment, rest = self.segment(path)
        if segment is not None:
            of, inner = segment.telling(rest)
            return of.unit(inner)
        if path in self.work.figures:
            return self.work.figures[path].unit
        return catalogue.unit_of(path)


class Segment(NamedTuple):
    """A segment of a company: worked out in its own currency, and told in the company's.

    The two are one where currency and rounding are the same. `whole` has no segments of its own
    where they differ: those are told in the currency of the segment.
    """

    name: str
    own: Outcome
    whole: Outcome

    def figure(self, path: str) -> Number | None:
        """A figure of the segment, in the company's currency; below `local.` in its own."""
        of, inner = self.telling(path)
        return of.figure(inner)

    def telling(self, path: str) -> tuple[Outcome, str]:
        """Which of the two tells a figure, and the figure's path in it."""
        own = path.startswith("local.")
        return (self.own if own else self.whole), path.removeprefix("local.")

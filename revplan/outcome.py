"""What a plan comes to: its bridge, its lines, its months."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from revplan.annual import LineFigure, Year, year_of
from revplan.ground.derived import Unit
from revplan.ground.number import Months, Number, exactly, named
from revplan.monthly import arr_months, line_months, revenue_months
from revplan.plan import Plan
from revplan.sections import bridge as formulas
from revplan.sections.bridge import LABELS, Bridge
from revplan.work import Work, work_of

if TYPE_CHECKING:
    import pandas

MEASURES = (*Bridge.__slots__, "repeatable")
"""The figures of the year that studies can ask for; lines and months are asked for by path."""


@dataclass(frozen=True)
class Outcome:
    """A plan worked out. Amounts are at the plan's quantum.

    `monthly` holds, by quantity, twelve numbers, the first month of the plan year first.
    """

    plan: Plan
    bridge: Bridge
    lines: tuple[LineFigure, ...]
    monthly: dict[str, Months]
    year: Year = field(repr=False)
    work: Work = field(repr=False)

    @property
    def quarterly(self) -> dict[str, tuple[Number, ...]]:
        """By quantity, four numbers."""
        with exactly():
            return {
                quantity: formulas.by_quarter(quantity, months, self.plan.basis)
                for quantity, months in self.monthly.items()
            }

    def figure(self, path: str) -> Number | None:
        """A figure by its path: `new_business`, `upsell.premium_tier`,
        `months.2027-03.new_business`; None where there is none.
        """
        if path in Bridge.__slots__:
            return getattr(self.bridge, path)
        of_year = self.year.figure(path)
        if of_year is not None:
            return of_year
        if path in self.work.figures:
            return self.work.figures[path].value
        parts = path.split(".")
        months = [str(month) for month in self.plan.year.months]
        if len(parts) == 3 and parts[0] == "months" and parts[1] in months:
            quantity = self.monthly.get(parts[2])
            return quantity[months.index(parts[1])] if quantity is not None else None
        return None

    def label(self, path: str) -> str:
        """What a figure is called in front of people, by its path."""
        if path in self.work.figures:
            return self.work.figures[path].label
        parts = path.split(".")
        if parts[0] == "months":
            return f"{LABELS[parts[2]]}, {parts[1]}"
        lines = (line.label for line in self.lines if line.path == path)
        return next(lines, LABELS.get(path, path))

    def figure_paths(self) -> list[str]:
        """Every path that `figure` answers, months without their quantities spelt out twelve
        times: those of the first month stand for all.
        """
        year = [name for name in MEASURES if self.figure(name) is not None]
        first = self.plan.year.first
        return [
            *year,
            *(line.path for line in self.lines),
            *self.work.figures,
            *(f"months.{first}.{quantity}" for quantity in self.monthly),
        ]

    def unit(self, path: str) -> Unit:
        """What a figure counts."""
        if path in self.work.figures:
            return self.work.figures[path].unit
        return Unit.rate if path in ("grr", "nrr") else Unit.money

    def months_frame(self) -> pandas.DataFrame:
        """The months as a pandas frame: 12 rows by month, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index([str(month) for month in self.plan.year.months], name="month")
        return pandas.DataFrame({k: list(v) for k, v in self.monthly.items()}, index=index)

    def quarters_frame(self) -> pandas.DataFrame:
        """The quarters as a pandas frame: 4 rows, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index(["Q1", "Q2", "Q3", "Q4"], name="quarter")
        return pandas.DataFrame({k: list(v) for k, v in self.quarterly.items()}, index=index)

    def bridge_frame(self) -> pandas.DataFrame:
        """The bridge as a pandas frame: a row a figure, with its label and amount."""
        import pandas

        rows = [(name, LABELS[name], self.figure(name)) for name in MEASURES]
        rows = [row for row in rows if row[2] is not None and row[0] in Bridge.__slots__]
        return pandas.DataFrame(rows, columns=["quantity", "label", "amount"])


def work_out(plan: Plan) -> Outcome:
    """The plan's bridge, lines and months.

    The plan's numbers may be of any kind (`numbers.with_numbers`). Raises `CannotWorkOut` where
    exact numbers have no answer: an amount whose months have no weight.

    >>> from revplan.validation import validate
    >>> text = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "USD",
    ...         "prior_year": {"revenue": "10M"}, "target": {"growth": "50%"},
    ...         "churn": {"rate": "30%"}}
    >>> plan, problems = validate(text)
    >>> int(work_out(plan).bridge.new_business)
    8000000
    """
    with exactly():
        year = year_of(plan)
        laid_out = tuple(line_months(plan, year, line) for line in year.lines)
        lay = arr_months if plan.basis == "arr" else revenue_months
        months = lay(plan, year, laid_out)
        bridge = year.bridge
        if "recognised_revenue" in months:
            total = named("recognised_revenue", sum(months["recognised_revenue"]))
            bridge = _with_recognised(bridge, total)
        work = work_of(plan, year, months["bookings"])
        return Outcome(plan, bridge, laid_out, months, year, work)


def _with_recognised(bridge: Bridge, total: Number) -> Bridge:
    fields = {name: getattr(bridge, name) for name in Bridge.__slots__}
    return Bridge(**(fields | {"recognised_revenue": total}))

"""Which figures of the bridge a plan says something about, and what tables call them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.base.table import Cell, Column
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import ROWS
from revplan.model.entry import Entry
from revplan.numbers.exact import exactly, to_step
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.number import Number
from revplan.numbers.write import percent
from revplan.sections.new_business import contracts


def worth_showing(outcome: Outcome, key: str) -> bool:
    """Whether the plan says something about a figure, so that it is not a mere zero."""
    plan = outcome.plan
    if key == "earned":
        return key in outcome.monthly
    if key == "unallocated":
        return bool(outcome.year.unallocated)
    if key == "bookings":
        if plan.basis == "revenue" and contracts(plan.new_business) is not None:
            return True
        if outcome.monthly["bookings"] != outcome.monthly["new_business"]:
            return True
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    if outcome.segments:
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    section = ROWS[key].only_with
    return not section or bool(getattr(plan, section))


def figure_columns(told: Sequence[Entry], basis: str) -> list[Column]:
    """A column a figure, in order, of plans of a basis."""
    return [
        Column(row.path, row.heading(basis), True, 0 if row.kept else 1 + place)
        for place, row in enumerate(told)
    ]


def of_year(outcome: Outcome, row: Entry) -> Number | None:
    """What a column of months comes to: its figure of the year, or its months added up."""
    if row.year or row.of_year:
        return outcome.figure(row.of_year or row.path)
    with exactly():
        return sum(outcome.monthly[row.path])


def cell(row: Entry, figure: Cell) -> Cell:
    """A figure in a table: an amount as it is, a share in percent, a count as it is told."""
    if not isinstance(figure, Decimal) or row.unit is Unit.money:
        return figure
    return percent(figure) if row.unit is Unit.rate else f"{to_step(figure, STEPS[row.unit]):,f}"

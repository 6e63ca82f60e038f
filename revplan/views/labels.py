"""Which figures of the bridge a plan says something about, and what tables call them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.base.table import Cell, Column, Phrase
from revplan.base.words import trim
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import ROWS
from revplan.model.entry import Entry
from revplan.numbers.exact import exactly, to_step
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent
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
    """A column a figure, in order, of plans of a basis: where room is short, those go first that
    the bridge tells as well.
    """
    retained = any(row.path == "retained" for row in told)  # then what is lost is off already
    adds_up = [row.flow > 0 or (row.flow < 0 and not retained) for row in told]
    stays = sorted(range(len(told)), key=lambda it: (not told[it].kept, bool(told[it].flow), it))
    keeps = {place: 0 if told[place].kept else rank for rank, place in enumerate(stays, 1)}
    return [
        Column(row.path, row.heading(basis), True, keeps[place], int(adds_up[place]))
        for place, row in enumerate(told)
    ]


def of_year(outcome: Outcome, row: Entry) -> Number | None:
    """What a column of months comes to: its figure of the year, or its months added up."""
    if row.year or row.of_year:
        return outcome.figure(row.of_year or row.path)
    with exactly():
        return sum(outcome.monthly[row.path])


def figure_text(outcome: Outcome, path: str, value: Number | None = None) -> str:
    """A figure for display by its path, or another value of it: an amount as it is, a share in
    percent, a count with a decimal.
    """
    told = outcome.figure(path) if value is None else value
    if told is None:
        return ""
    return amount_in(outcome.unit(path), Decimal(told), outcome.step(path))


def amount_in(unit: Unit, value: Decimal, step: Decimal, sign: bool = False) -> str:
    """A value of a unit for display, a multiple with two decimals, a count with one; with its sign
    where it is a change.
    """
    mark = "+" if sign and value > 0 else ""
    if unit is Unit.money:
        return mark + amount_text(to_step(value, step))
    if unit is Unit.rate:
        return mark + percent(value)
    decimals = Decimal("0.01") if unit is Unit.multiple else Decimal("0.1")
    return mark + trim(amount_text(to_step(value, decimals)))


def against(figure: Number, asked: Number) -> str:
    """A figure against what is asked of it, in words."""
    return f"{amount_text(figure)} against {amount_text(asked)}"


def difference(amount: Number, none: str) -> Phrase:
    """How far a figure is from what is asked of it: below zero short, else to spare; `none` where
    it is neither.
    """
    if not amount:
        return Phrase(none)
    if amount < 0:
        return Phrase(f"{amount_text(amount)} short", "short")
    return Phrase(f"+{amount_text(amount)} to spare", "spare")


def cell(row: Entry, figure: Cell) -> Cell:
    """A figure in a table: an amount with a minus where it is lost, a share in percent, a count as
    it is told.
    """
    if not isinstance(figure, Decimal):
        return figure
    if row.unit is Unit.money:
        return -figure if row.lost and figure else figure
    return (
        percent(figure) if row.unit is Unit.rate else amount_text(to_step(figure, STEPS[row.unit]))
    )

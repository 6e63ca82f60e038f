"""How a figure is written where it is displayed: by its path, its unit, or in a table."""

from __future__ import annotations

from decimal import Decimal

from revplan.base.table import Cell
from revplan.engine.outcome import Outcome
from revplan.model.entry import Entry
from revplan.numbers.exact import to_step
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, unit_text


def figure_text(outcome: Outcome, path: str, value: Number | None = None) -> str:
    """A figure for display by its path, or another value of it: an amount as it is, a share in
    percent, a count or a multiple in its digits.
    """
    told = outcome.figure(path) if value is None else value
    if told is None:
        return ""
    return amount_in(outcome.unit(path), Decimal(told), outcome.step(path))


def amount_in(unit: Unit, value: Decimal, step: Decimal, sign: bool = False) -> str:
    """A value of a unit for display, an amount to its step; with its sign where it is a change."""
    mark = "+" if sign and value > 0 else ""
    if unit is Unit.money:
        return mark + amount_text(to_step(value, step))
    return mark + unit_text(value, unit)


def cell(row: Entry, figure: Cell) -> Cell:
    """A figure in a table: an amount with a minus where it is lost, a share in percent, a count as
    it is told.
    """
    if not isinstance(figure, Decimal):
        return figure
    if row.unit is Unit.money:
        return -figure if row.lost and figure else figure
    return unit_text(figure, row.unit)

"""Columns that find no room in a table: those that add up are told together as Other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from revplan.base.table import Cell, Column, Row, Table
from revplan.numbers.exact import exactly

OTHER = Column("other", "Other", True, flow=1)
"""What columns that add up come to together, where they find no room."""


def without_columns(table: Table, gone: Collection[Column]) -> Table:
    """The table without some columns, and with Other where they add up with those that stay."""
    left = frozenset(gone)
    places = [place for place, it in enumerate(table.columns) if it in left]
    flowing = [it for it in places if table.columns[it].flow and not is_empty(table, it)]
    first = flowing[0] if flowing else None
    columns: list[Column] = []
    rows: list[list[Cell]] = [[] for _ in table.rows]
    for place, column in enumerate(table.columns):
        if place == first:
            columns.append(OTHER)
            for cells, row in zip(rows, table.rows, strict=True):
                cells.append(_together(table, row, flowing))
        if column not in left:
            columns.append(column)
            for cells, row in zip(rows, table.rows, strict=True):
                cells.append(row.cells[place])
    made = (row._replace(cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return table._replace(columns=tuple(columns), rows=tuple(made))


def _together(table: Table, row: Row, flowing: Sequence[int]) -> Cell:
    """What the cells of a row come to in the columns at some places."""
    told: Cell = None
    for place in flowing:
        told = plus(told, table.columns[place].flow, row.cells[place])
    return told


def plus(told: Cell, flow: int, cell: Cell) -> Cell:
    """What is told together, with a cell more by its sign; None where there is no amount yet."""
    if not isinstance(cell, Decimal):
        return told
    with exactly():
        return (told if isinstance(told, Decimal) else Decimal(0)) + flow * cell


def is_empty(table: Table, place: int) -> bool:
    """Whether the column at a place has nothing in any row, or zeros alone."""
    return not any(row.cells[place] for row in table.rows)

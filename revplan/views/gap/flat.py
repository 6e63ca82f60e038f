"""The bridge of one plan, its months and lines as one flat table, for comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from revplan.base.table import Cell, Column, Row, Table
from revplan.engine.definitions import Definition
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import OF_YEAR, ROWS
from revplan.numbers.figure import Unit
from revplan.views.gap.data import bridge_data, word_of
from revplan.views.labels import of_year

Cells = Mapping[str, Cell]


def flat_table(outcome: Outcome, found: Sequence[Definition] = ()) -> Table:
    """A row a month, a quarter, the year, a segment, a line, a line's month, and a reading.

    `level` says which, and amounts are added up within one: the others hold them again. What a
    level does not have is empty.
    """
    columns = _columns(outcome)
    head = (outcome.plan.name, outcome.plan.currency)
    quantities = [column.key for column in columns[4:]]
    rows = tuple(
        Row((*head, level, period, *(cells.get(key) for key in quantities)))
        for level, period, cells in _rows(outcome, found)
    )
    return Table("gap", columns, rows)


def _columns(outcome: Outcome) -> tuple[Column, ...]:
    """What the months have, then what the year alone has, then the lines."""
    of_months = outcome.monthly
    amounts = [*of_months, *(name for name in _of_bridge(outcome) if name not in of_months)]
    return (
        *map(Column, ("plan", "currency", "level", "period")),
        *(Column(name, number=True) for name in amounts),
        *(Column("path"), Column("label"), Column("amount", number=True)),
    )


def _of_bridge(outcome: Outcome) -> list[str]:
    """The figures of the bridge that a plan of this basis has, with its shares, which may be absent
    where nothing can repeat.
    """
    told = (row for row in OF_YEAR if row.bridge)
    return [
        word_of(row)
        for row in told
        if row.unit is Unit.rate or outcome.figure(row.path) is not None
    ]


def _rows(outcome: Outcome, found: Sequence[Definition]) -> Iterator[tuple[str, str, Cells]]:
    year = str(outcome.plan.fiscal_year)
    months = [str(month) for month in outcome.plan.year.months]
    for i, month in enumerate(months):
        yield "month", month, {key: of[i] for key, of in outcome.monthly.items()}
    quarterly = outcome.quarterly
    for i in range(4):
        yield "quarter", f"Q{i + 1}", {key: of[i] for key, of in quarterly.items()}
    yield "year", year, year_cells(outcome)
    for segment in outcome.segments:
        yield "segment", segment.name, year_cells(segment.whole)
    for line in outcome.lines:
        names = {"path": line.path, "label": line.label}
        yield "line", year, {**names, "amount": line.amount}
        for month, amount in zip(months, line.months, strict=True):
            yield "line month", month, {**names, "amount": amount}
    for reading in found:
        yield "reading", reading.id, {"new_business": reading.required}


def year_cells(outcome: Outcome) -> dict[str, Cell]:
    """The year's figures by key: the bridge as JSON tells it, and what has months besides."""
    rows = (ROWS[path] for path in outcome.monthly if path in ROWS)
    figures: dict[str, Cell] = {"unallocated": outcome.year.unallocated}
    figures |= {key: Decimal(text) for key, text in bridge_data(outcome).items()}
    return figures | {row.path: of_year(outcome, row) for row in rows if not row.year}

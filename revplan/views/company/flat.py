"""A section of a company as one flat table, for comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from revplan.base.table import Answer, Cell, Column, Row, Table
from revplan.engine.outcome import Outcome, Segment
from revplan.numbers.exact import exactly
from revplan.views.company.tables import TERRITORY, territories_of
from revplan.views.company.total import FIGURES
from revplan.views.figure_json import text_of

_OF_CAPACITY = {
    "capacity": "capacity.year",
    "bookings": "capacity.bookings",
    "short": "capacity.short",
    "quota": "capacity.quotas_total",
}


def company_flat(
    key: str, outcome: Outcome, own: Answer | None, below: Sequence[tuple[Segment, Answer]]
) -> Table:
    """The rows of the company's own section, of each segment's, which the last column names, and of
    level `total` what the segments come to together.
    """
    answers = [("", own), *((it.name, answer) for it, answer in below)]
    tables = [(name, it.flat_table()) for name, it in answers if it is not None]
    found = [(name, table) for name, table in tables if table is not None]
    columns = next((_without_segment(table) for _, table in found), ())
    rows = [row for name, table in found for row in _rows(name, table, len(columns))]
    if key in outcome.work.found.get("segment_totals", ()):
        with exactly():
            keys = [column.key for column in columns]
            rows += [Row((*map(cells.get, keys), "")) for cells in _total(key, outcome)]
    return Table(key, (*columns, Column("segment")), tuple(rows))


def _without_segment(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.key != "segment")


def _rows(name: str, table: Table, width: int) -> Iterator[Row]:
    """The rows, with their segment in the last column, its own segments below it."""
    for row in table.rows:
        inner = str(row.cells[width] or "") if len(row.cells) > width else ""
        yield Row((*row.cells[:width], ".".join(filter(None, (name, inner)))))


def _total(key: str, outcome: Outcome) -> Iterator[dict[str, Cell]]:
    """The rows of the total, by column: of reps the year and a row a territory, else a row a
    figure.
    """
    year = str(outcome.plan.fiscal_year)
    head: dict[str, Cell] = {
        "plan": outcome.plan.name,
        "currency": outcome.plan.currency,
        "level": "total",
        "name": "",
        "owner": "",
        "territory": "",
    }
    if key == "capacity":
        yield head | {"name": year} | {it: _value(outcome, x) for it, x in _OF_CAPACITY.items()}
        for name, stem in territories_of(outcome):
            told: dict[str, Cell] = {it: _value(outcome, f"{stem}.{it}") for it in TERRITORY}
            yield head | {"name": year, "territory": name} | told
        return
    for path in FIGURES[key].values():
        value = _value(outcome, path)
        if value is not None:
            named = "figure" if key == "funnel" else "name"
            yield head | {"period": year, "value": value, named: path}


def _value(outcome: Outcome, path: str) -> Decimal | None:
    text = text_of(outcome, path)
    return None if text is None else Decimal(text)

"""The segments of a company as a table."""

from __future__ import annotations

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import CATALOGUE
from revplan.views.columns import figure_columns
from revplan.views.figure_text import cell
from revplan.views.labels import worth_showing


def segments_table(outcome: Outcome) -> Table:
    """A row a segment, in the company's currency, then what none covers, and the company."""
    told = [row for row in CATALOGUE if row.segment and worth_showing(outcome, row.path)]
    rows = [
        Row(
            (
                escape(segment.name),
                segment.own.plan.currency,
                *(cell(row, segment.whole.figure(row.path)) for row in told),
            )
        )
        for segment in outcome.segments
    ]
    spare = outcome.year.unallocated
    if spare:
        signed = outcome.bridge.bookings - sum(it.whole.bridge.bookings for it in outcome.segments)
        uncovered = {"target": spare, "new_business": spare, "bookings": signed}
        where = "unallocated" if spare > 0 else "over-allocated"
        rows.append(Row((where, "", *(uncovered.get(row.path) for row in told))))
    whole = (cell(row, outcome.figure(row.path)) for row in told)
    rows.append(Row((escape(outcome.plan.name), outcome.plan.currency, *whole), True, True))
    columns = figure_columns(told, outcome.plan.basis)
    own = Column("currency", "Own currency")
    return Table("segments", (Column("segment", "Segment"), own, *columns), tuple(rows))

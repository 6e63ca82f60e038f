"""Whether the work carries the number: what the sections beyond the bridge say of the bookings."""

from __future__ import annotations

from revplan.base.table import Column, Table
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.views.sections import gap_rows, told_in


def work_check_table(outcome: Outcome) -> Table | None:
    """A line each of what the plan's funnel, reps and budget say; None for a plan without any."""
    with exactly():
        rows = tuple(row for record in told_in(outcome) for row in gap_rows(record, outcome))
    columns = (
        Column("part", "Part"),
        Column("figure", "Figure", True),
        Column("says", "Says", keep=1),
    )
    return Table("carried", columns, rows, headed=False) if rows else None

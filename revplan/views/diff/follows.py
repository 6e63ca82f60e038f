"""What follows of a change in the work: leads, reps, quotas, budget, and what is within reach."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape
from revplan.studies.comparison import Comparison
from revplan.studies.moved import Moved
from revplan.views.diff.values import both_cells, change_of


def follows_table(comparison: Comparison) -> Table | None:
    """The figures of the work that moved, before and after, but for the measure, which stands above
    them; None where none did.
    """
    following = (it for it in comparison.follows if it.quantity != comparison.measure)
    rows = tuple(_row(comparison, it) for it in following)
    columns = (
        Column("figure", ""),
        Column("before", "Before", number=True, keep=2),
        Column("after", "After", number=True, keep=1),
        Column("change", "Change", number=True, change=True),
    )
    return Table("follows", columns, rows, title="What follows") if rows else None


def _row(comparison: Comparison, it: Moved) -> Row:
    before, after = both_cells(comparison, it.quantity, it.before, it.after)
    label = escape(comparison.label(it.quantity))
    return Row((label, before, after, change_of(comparison, it.quantity, it.change)))


def follows_data(
    comparison: Comparison, writer: Callable[[Comparison, str], Callable[[Decimal], str]]
) -> list[dict[str, Any]]:
    """They for JSON; absent is what a plan does not have."""
    rows = []
    for it in comparison.follows:
        write = writer(comparison, it.quantity)
        row = {"figure": it.quantity, "label": comparison.label(it.quantity)}
        pairs = (("before", it.before), ("after", it.after))
        row |= {key: write(value) for key, value in pairs if value is not None}
        rows.append(row | {"change": write(it.change)})
    return rows

"""A figure and all that it is made of as one flat table, for comma-separated values."""

from __future__ import annotations

from decimal import Decimal

from revplan.base.problem import Locate
from revplan.base.table import Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.studies.explanation import Explanation
from revplan.views.explain.data import plain_value, source_of


def flat_table(all_told: list[Explanation], outcome: Outcome, locate: Locate) -> Table:
    """A row a figure, with its formula, and a row an input, with its line."""
    rows, plan = [], outcome.plan
    for it in all_told:
        spot = locate(it.at).location if it.at is not None else None
        source = source_of(plan, it.at, locate) if it.at is not None else ""
        rows.append(
            Row(
                (
                    it.path,
                    it.label,
                    Decimal(plain_value(it, outcome)),
                    it.formula,
                    spot.file if spot else "",
                    Decimal(spot.line) if spot else None,
                    source,
                )
            )
        )
    columns = (
        Column("path"),
        Column("label"),
        Column("value", number=True),
        Column("formula"),
        Column("file"),
        Column("line", number=True),
        Column("source"),
    )
    return Table("explanation", columns, tuple(rows))

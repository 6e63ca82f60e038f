"""What `gap` shows of one plan: the bridge, the months and quarters, the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from revplan.base.table import Answer, Block, Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import trace_outcome
from revplan.model.catalogue import month_columns
from revplan.model.tried import Tried
from revplan.views.columns import figure_columns
from revplan.views.figure_text import cell
from revplan.views.gap.aside import aside_of
from revplan.views.gap.bridge import bridge_table
from revplan.views.gap.verdict import verdict_of
from revplan.views.heading import title
from revplan.views.labels import of_year, worth_showing

if TYPE_CHECKING:
    from revplan.engine.definitions import Definition

_NONE = (None,) * 4  # the quarters of a share


def gap_answer(
    outcome: Outcome, file: str, found: list[Definition] | None, tried: Sequence[Tried] = ()
) -> Answer:
    """The whole answer about one plan; `found` where definitions were asked for, `tried` where
    other values were.
    """
    aside = aside_of(outcome)
    verdict = verdict_of(outcome)
    tables: list[Block] = [*(() if verdict is None else (verdict,)), bridge_table(outcome)]
    tables += [*(() if aside is None else (aside,)), *_beyond(outcome), months_table(outcome)]
    if found is not None:
        tables.append(readings_table(found))
    return Answer(
        title=title(outcome, tried),
        tables=tuple(tables),
        later=lambda: _data(outcome, file, found, tried),
        flat=lambda: _flat(outcome, found or []),
        trace=partial(trace_outcome, outcome),
    )


def _data(
    outcome: Outcome, file: str, found: list[Definition] | None, tried: Sequence[Tried]
) -> dict[str, Any]:
    """The answer for JSON, which few ask for."""
    from revplan.views.gap.data import gap_data

    return gap_data(outcome, file, found, tried)


def _flat(outcome: Outcome, found: Sequence[Definition]) -> Table:
    """The table of comma-separated values, which few ask for."""
    from revplan.views.gap.flat import flat_table

    return flat_table(outcome, found)


def _beyond(outcome: Outcome) -> Iterator[Table]:
    """A company's segments."""
    if outcome.segments:
        from revplan.views.gap.segments import segments_table

        yield segments_table(outcome)


def months_table(outcome: Outcome) -> Table:
    """The months, the quarters and the year: what the plan says something about."""
    plan = outcome.plan
    told = [row for row in month_columns(plan.basis) if worth_showing(outcome, row.path)]
    monthly, quarterly = outcome.monthly, outcome.quarterly
    rows = [
        Row((str(month), *(cell(row, monthly[row.path][i]) for row in told)))
        for i, month in enumerate(plan.year.months)
    ]
    rows.extend(
        Row(
            (f"Q{i + 1}", *(cell(row, quarterly.get(row.path, _NONE)[i]) for row in told)),
            apart=i == 0,
        )
        for i in range(4)
    )
    whole = (cell(row, of_year(outcome, row)) for row in told)
    rows.append(Row((str(plan.fiscal_year), *whole), strong=True, apart=True))
    columns = figure_columns(told, plan.basis)
    return Table("months", (Column("month", "Month"), *columns), tuple(rows))


def readings_table(found: list[Definition]) -> Table:
    """The requirement under every definition."""
    rows = tuple(
        Row((reading.id, reading.required, reading.label), strong=reading.id == "plan")
        for reading in found
    )
    columns = (
        Column("id", "Definition"),
        Column("required", "Required", number=True),
        Column("label", "Meaning"),
    )
    return Table("readings", columns, rows)

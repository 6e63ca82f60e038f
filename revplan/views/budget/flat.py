"""The budget as one flat table, for comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.table import Cell, Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.sections.budget import BudgetFigures, Spent, last_year_cost
from revplan.views.figure_json import text_of

COLUMNS = (
    Column("plan"),
    Column("currency"),
    Column("level"),
    Column("name"),
    Column("owner"),
    Column("period"),
    Column("total", number=True),
    Column("recurring", number=True),
    Column("one_off", number=True),
    Column("last_year", number=True),
    Column("value", number=True),
)
ECONOMICS = (
    "cac",
    "payback_months",
    "spend_multiple",
    "spend_multiple_asks_for",
    "spend_multiple_last_year",
    "churn_point.revenue",
    "churn_point.leads",
    "churn_point.points_pay",
    "return",
    "contribution",
    "contribution.share",
)
"""The unit economics by their path."""


def flat_table(outcome: Outcome, budget: BudgetFigures) -> Table:
    """A row an item, an owner and month, an owner's year, a month, the year, a figure, and a month
    of the contribution.

    Rows of one level add up. To be called where decimals are exact.
    """
    head = (outcome.plan.name, outcome.plan.currency)
    rows = (*_item_rows(outcome, budget), *_spent_rows(outcome, budget),
            *_figure_rows(outcome), *_contribution_rows(outcome))  # fmt: skip
    return Table("budget", COLUMNS, tuple(Row((*head, *cells)) for cells in rows))


def _item_rows(outcome: Outcome, budget: BudgetFigures) -> Iterator[tuple[Cell, ...]]:
    year = str(outcome.plan.fiscal_year)
    for name, item in outcome.plan.budget.items():
        cost, nothing = budget.items[name], outcome.plan.q(0)
        split = (cost, nothing) if item.month is None else (nothing, cost)
        before = last_year_cost(item, outcome.plan.q)
        yield ("item", name, item.owner or "", year, cost, *split, before, None)


def _spent_rows(outcome: Outcome, budget: BudgetFigures) -> Iterator[tuple[Cell, ...]]:
    for owner, part in budget.owners.items():
        yield from _month_rows(outcome, "owner month", owner, part)
    year = str(outcome.plan.fiscal_year)
    for owner, part in budget.owners.items():
        yield ("owner", "", owner, year, *_year_of(part))
    yield from _month_rows(outcome, "month", "", budget.whole)
    yield ("year", "", "", year, *_year_of(budget.whole))


def _year_of(part: Spent) -> tuple[Cell, ...]:
    return (part.total, part.recurring, part.one_off, part.last_year, None)


def _month_rows(
    outcome: Outcome, level: str, owner: str, part: Spent
) -> Iterator[tuple[Cell, ...]]:
    for i, month in enumerate(outcome.plan.year.months):
        amounts = (part.months[i], part.recurring_months[i], part.one_off_months[i])
        yield (level, "", owner, str(month), *amounts, None, None)


def _figure_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    year = str(outcome.plan.fiscal_year)
    for path in ECONOMICS:
        text = text_of(outcome, path)
        if text is not None:
            yield ("figure", path, "", year, None, None, None, None, Decimal(text))


def _contribution_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    for month, path in outcome.months_of("contribution").items():
        yield ("figure month", "contribution", "", month, *(None,) * 4, outcome.printed(path))

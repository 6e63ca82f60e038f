"""What `budget` shows: who spends what and when, item by item, and the unit economics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from revplan.base.table import Answer, Column, Row, Table
from revplan.base.words import escape
from revplan.base.year import PlanYear
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.numbers.acts import Quantiser
from revplan.numbers.exact import EXACT, ZERO, exactly
from revplan.numbers.write import amount_text, percent, plain
from revplan.sections.budget import BudgetFigures, Item, Spent, last_year_cost
from revplan.views.budget.data import data_of
from revplan.views.budget.economics import economics_table
from revplan.views.budget.flat import flat_table
from revplan.views.heading import plan_data, title

NOBODY = "no owner"
"""Who owns what nobody owns, for display: no name, as names have no spaces."""


def answer_of(outcome: Outcome, file: str, tried: Sequence[Tried] = ()) -> Answer:
    """The whole answer about a plan that has a budget; `tried` where other values were tried."""
    budget: BudgetFigures = outcome.work.found["budget"]
    with exactly():
        tables = (
            owners_table(budget),
            months_table(outcome, budget),
            items_table(outcome, budget),
            economics_table(outcome),
        )
        flat = flat_table(outcome, budget)
    return Answer(
        title=title(outcome, tried),
        tables=tables,
        data={"plan": plan_data(outcome, file, tried)} | data_of(outcome),
        flat=flat,
    )


def owners_last(budget: BudgetFigures) -> list[tuple[str, Spent]]:
    """The parts of the budget with what their owner is called, what nobody owns at the end."""
    parts = sorted(budget.owners.items(), key=lambda part: not part[0])
    return [(escape(owner) or NOBODY, part) for owner, part in parts]


def owners_table(budget: BudgetFigures) -> Table:
    """The year by owner, beside last year where it is stated."""
    parts = owners_last(budget)
    rows = [_part_row(owner, part) for owner, part in parts]
    if len(parts) > 1:
        rows.append(_part_row("Budget", budget.whole)._replace(strong=True, rule=True))
    columns = (
        Column("owner", "Owner"),
        Column("total", "Budget", True),
        Column("recurring", "Recurring", True, 2),
        Column("one_off", "One-off", True, 1),
        Column("last_year", "Last year", True, 3),
        Column("change", "Change", True, 3, change=True),
    )
    return _filled(Table("owners", columns, tuple(rows)))


def _part_row(owner: str, part: Spent) -> Row:
    change = change_of(part.total, part.last_year)
    return Row((owner, part.total, part.recurring, part.one_off, part.last_year, change))


def change_of(cost: Decimal, before: Decimal | None) -> str | None:
    """The growth over last year, in words; None where that is not stated.

    >>> change_of(Decimal(6), Decimal(4)), change_of(Decimal(6), Decimal(0))
    ('+50.0%', 'new')
    """
    if before is None:
        return None
    if before:
        return percent(cost / before - 1, sign=True)
    return "new" if cost else None


def _filled(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if not column.keep or any(row.cells[place] is not None for row in table.rows)
    ]
    return table._replace(
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(
            row._replace(cells=tuple(row.cells[place] for place in kept)) for row in table.rows
        ),
    )


def months_table(outcome: Outcome, budget: BudgetFigures) -> Table:
    """The months, the quarters and the year, by owner, one-off and recurring apart."""
    several = len(budget.owners) > 1
    parts, whole = owners_last(budget) if several else [], budget.whole
    laid_out = [part.months for _, part in parts]
    laid_out += [whole.recurring_months, whole.one_off_months, whole.months]
    left = outcome.work.contribution
    laid_out += [] if left is None else [left.months]
    rows = [
        Row((str(month), *(months[i] for months in laid_out)))
        for i, month in enumerate(outcome.plan.year.months)
    ]
    rows += [
        Row((f"Q{i + 1}", *_added(of[3 * i : 3 * i + 3] for of in laid_out)), apart=i == 0)
        for i in range(4)
    ]
    year = _added(laid_out)
    rows.append(Row((str(outcome.plan.fiscal_year), *year), strong=True, apart=True))
    columns = (
        Column("month", "Month"),
        *_owner_columns(parts),
        Column("recurring", "Recurring", True, 1000),
        Column("one_off", "One-off", True, 1001),
        Column("total", "Budget", True),
        *(() if left is None else (Column("contribution", outcome.label("contribution"), True),)),
    )
    return Table("months", columns, tuple(rows))


def _owner_columns(parts: Sequence[tuple[str, Spent]]) -> Iterator[Column]:
    """A column an owner; where room is short, the smallest budgets are told together."""
    by_size = sorted(parts, key=lambda it: -it[1].total)
    places = {owner: place for place, (owner, _) in enumerate(by_size, 1)}
    return (Column(f"owner.{owner}", owner, True, places[owner], 1) for owner, _ in parts)


def _added(months: Iterable[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    return tuple(sum(amounts, ZERO) for amounts in months)


def items_table(outcome: Outcome, budget: BudgetFigures) -> Table:
    """What is bought: whose it is, what it costs in the year, and when that falls due."""
    plan = outcome.plan
    rows = []
    for name, item in plan.budget.items():
        before = last_year_cost(item, plan.q)
        cost = budget.items[name]
        due = due_words(item, plan.q, plan.year)
        called = escape(item.label or name)
        owner = escape(item.owner) if item.owner else NOBODY
        rows.append(Row((called, owner, cost, due, before, change_of(cost, before))))
    columns = (
        Column("item", "Item"),
        Column("owner", "Owner"),
        Column("total", "Budget", True),
        Column("due", "Falls due"),
        Column("last_year", "Last year", True, 3),
        Column("change", "Change", True, 3, change=True),
    )
    return _filled(Table("items", columns, tuple(rows)))


def due_words(item: Item, q: Quantiser, year: PlanYear) -> str:
    """When an item falls due, and with how much.

    >>> from revplan.base.year import Month
    >>> q, of_year = Quantiser(Decimal(1)), PlanYear(Month(2027, 1))
    >>> due_words(Item(amount="24k", every="year"), q, of_year)
    '24,000 a year, in Jan 2027'
    >>> due_words(Item(rate="8%", of="bookings"), q, of_year)
    '8% of bookings, month by month'
    """
    key, stated = item.measure()
    if key == "rate":
        return f"{plain(EXACT.scaleb(stated.value, 2))}% of {item.of}, month by month"
    if item.month is not None:
        return f"once, in {item.month.words}"
    first = {"quarter": ", in its first month", "year": f", in {year.first.words}"}
    return f"{amount_text(q(stated.value))} a {item.every}{first.get(item.every or '', '')}"

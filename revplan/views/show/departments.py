"""What `show` says of the departments: what is promised, paid, done and measured for the number."""

from __future__ import annotations

from typing import Any

from revplan.base.table import Answer, Column, Note, Row, Table
from revplan.base.words import listing
from revplan.numbers.exact import ONE, to_step
from revplan.numbers.write import amount_text, plain_amount
from revplan.studies.departments import PILLARS, Department, Promised, departments
from revplan.views.show.chapter import Shown, without_empty

_PROMISED = {
    "new_business": "new business",
    "bookings": "bookings",
    "leads": "leads",
    "lead_value": "lead value",
    "churn": "churn at most",
    "upsell": "upsell",
}


def department_table(shown: Shown) -> Answer | None:
    """Departments by pillars, with the figures; None where the plan has nothing of any."""
    found = departments(shown.outcome)
    if all(set(PILLARS) - {"tool"} <= set(it.missing) for it in found):
        return None
    columns = (
        Column("department", "Department"),
        Column("of", "For"),
        Column("promise", "Promised"),
        Column("money", "Budget", True),
        Column("work", "Initiatives", True),
        Column("measure", "Goals"),
        Column("tools", "Tools", True, keep=3),
    )
    rows = tuple(_row(it) for it in found)
    data = [_data(shown, it) for it in found]
    note = Note("Each by what it is there for, whoever brings it; an empty cell is not planned.")
    return Answer(tables=(Table("departments", columns, rows), note), data={"departments": data})


def _row(it: Department) -> Row:
    return Row(
        (
            it.name,
            it.of,
            ", ".join(map(_promise, it.promises)),
            f"with {listing(it.money_with, 'and')}"
            if it.money is None and it.money_with
            else it.money,
            str(len(it.initiatives)) if it.initiatives else "",
            ", ".join(goal.value or name for name, goal in it.goals.items()),
            str(len(it.tools)) if it.tools else "",
        )
    )


def _promise(it: Promised) -> str:
    amount = to_step(it.amount, ONE) if it.source == "leads" else it.amount
    return f"{amount_text(amount)} {_PROMISED[it.source]}"


def _data(shown: Shown, it: Department) -> dict[str, Any]:
    step = shown.outcome.plan.phasing.rounding
    return {
        "department": it.name,
        "of": it.of,
        **without_empty(
            promises=[
                {
                    "source": each.source,
                    "amount": plain_amount(each.amount, ONE if each.source == "leads" else step),
                    "owners": list(each.owners),
                }
                for each in it.promises
            ],
            owners=list(it.owners),
            budget=None if it.money is None else plain_amount(it.money, step),
            budget_with=list(it.money_with),
            initiatives=list(it.initiatives),
            goals=list(it.goals),
            tools=list(it.tools),
        ),
        "missing": list(it.missing),
    }

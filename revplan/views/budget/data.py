"""What `budget` gives in JSON: the year, its months and owners, the unit economics."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.sections.budget import BudgetFigures, Spent
from revplan.sections.contribution import ContributionFigures
from revplan.sections.economics import EconomicsFigures
from revplan.views.figure_json import quarters_data, texts_at


def data_of(outcome: Outcome) -> dict[str, Any]:
    """The budget for JSON; what the plan does not say enough for is absent.

    An owner without `owner` stands for what nobody owns.
    """
    quantum, work = outcome.plan.phasing.rounding, outcome.work
    data: dict[str, Any] = {}
    with exactly():
        if work.budget is not None:
            months = [str(month) for month in outcome.plan.year.months]
            data |= _spent_data(work.budget, months, quantum)
            data["quarters"] = quarters_data(outcome, _QUARTERS)
            data["items"] = _items_data(outcome)
        if work.economics is not None:
            data |= _economics_data(work.economics, _point_data(outcome), quantum)
        if work.contribution is not None:
            data["contribution"] = _contribution_data(outcome, work.contribution)
    return data


_QUARTERS = {name: f"budget.quarters.{{}}.{name}" for name in ("total", "recurring", "one_off")}


def _items_data(outcome: Outcome) -> list[dict[str, str]]:
    """What each item costs in the year, in plan order."""
    return [
        {"item": name}
        | ({} if item.owner is None else {"owner": item.owner})
        | texts_at(outcome, {"total": f"budget.items.{name}"})
        for name, item in outcome.plan.budget.items()
    ]


def _spent_data(budget: BudgetFigures, months: list[str], quantum: Decimal) -> dict[str, Any]:
    whole = budget.whole
    return {
        **_amounts(whole, quantum),
        **_before(whole, quantum),
        "months": [
            {
                "month": month,
                "total": plain_amount(whole.months[i], quantum),
                "recurring": plain_amount(whole.recurring_months[i], quantum),
                "one_off": plain_amount(whole.one_off_months[i], quantum),
            }
            for i, month in enumerate(months)
        ],
        "owners": [
            ({"owner": owner} if owner else {}) | _amounts(part, quantum) | _before(part, quantum)
            for owner, part in budget.owners.items()
        ],
    }


def _amounts(part: Spent, quantum: Decimal) -> dict[str, str]:
    return {
        "total": plain_amount(part.total, quantum),
        "recurring": plain_amount(part.recurring, quantum),
        "one_off": plain_amount(part.one_off, quantum),
    }


def _before(part: Spent, quantum: Decimal) -> dict[str, str]:
    return {} if part.last_year is None else {"last_year": plain_amount(part.last_year, quantum)}


def _point_data(outcome: Outcome) -> dict[str, str]:
    """What a point of churn moves, in money and leads, and how many pay for keeping customers."""
    revenue = outcome.year.beside["churn_point.revenue"]
    told = {"revenue": plain_amount(revenue, outcome.plan.phasing.rounding)}
    for key in ("leads", "points_pay"):
        count = outcome.figure(f"churn_point.{key}")
        told |= {} if count is None else {key: plain_count(count)}
    return told


def _contribution_data(outcome: Outcome, found: ContributionFigures) -> dict[str, Any]:
    """What the margin leaves after the budget: the year, its share of revenue, the months."""
    quantum = outcome.plan.phasing.rounding
    share = {} if found.share is None else {"share": plain_share(found.share)}
    months = [
        {"month": str(month), "contribution": plain_amount(amount, quantum)}
        for month, amount in zip(outcome.plan.year.months, found.months, strict=True)
    ]
    quarters = quarters_data(outcome, {"contribution": "quarters.{}.contribution"})
    year = plain_amount(found.year, quantum)
    return {"year": year, **share, "months": months, "quarters": quarters}


def _economics_data(
    found: EconomicsFigures, point: dict[str, str], quantum: Decimal
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if found.cac is not None:
        data["cac"] = plain_amount(found.cac, quantum)
    if found.payback_months is not None:
        data["payback_months"] = plain_count(found.payback_months)
    if found.spend_multiple is not None:
        data["spend_multiple"] = plain_share(found.spend_multiple)
    if found.spend_multiple_asks_for is not None:
        data["spend_multiple_asks_for"] = plain_amount(found.spend_multiple_asks_for, quantum)
    if found.spend_multiple_last_year is not None:
        data["spend_multiple_last_year"] = plain_share(found.spend_multiple_last_year)
    data["churn_point"] = point
    if found.returned is not None:
        data["return"] = plain_share(found.returned)
    return data

"""What the year's revenue contributes: its gross margin less the budget.

This file owns no key: it reads `unit_economics.margin`, the budget and the year's revenue.
"""

from __future__ import annotations

from typing import NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import Quantiser, phase, ratio
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number


class ContributionFigures(NamedTuple):
    """What is left of the year's margin after the budget.

    `year` and `months` (12, the first month of the plan year first) are money at the quantum, below
    zero where the budget takes more; `share` is of the year's revenue, None where there is none.
    """

    year: Number
    share: Number | None
    months: Months


LABEL = "Contribution"
"""What it is called."""


def contribution(revenue: Number, margin: Number, budget: Number, q: Quantiser) -> Number:
    """What the year's revenue leaves at its gross margin after the budget [currency].

    Source: contribution after marketing and sales as boards read it; the margin is that of the
    revenue, the budget is all that the plan spends.

    >>> from decimal import Decimal
    >>> int(contribution(Decimal(100), Decimal("0.8"), Decimal(50), Quantiser(Decimal(1))))
    30
    """
    return q(revenue * margin) - budget


def contribution_months(
    revenue: Number, margin: Number, by_month: Months, budget: Months, q: Quantiser
) -> Months:
    """The same by month [currency], 12: the year's margin is laid on the months of the revenue,
    and each month's budget comes off.

    >>> from decimal import Decimal
    >>> of_month = (Decimal(10),) * 12
    >>> q = Quantiser(Decimal(1))
    >>> [int(x) for x in contribution_months(120, Decimal("0.5"), of_month, of_month, q)][:3]
    [-5, -5, -5]
    """
    earned = phase(q(revenue * margin), by_month, q, "contribution")
    return tuple(month - spent for month, spent in zip(earned, budget, strict=True))


def contribution_figures(
    figures: Figures,
    *,
    revenue: Number,
    revenue_by_month: Months,
    margin: Number,
    budget_total: Number,
    budget_by_month: Months,
    year: PlanYear,
    q: Quantiser,
) -> ContributionFigures:
    """The contribution worked out; its figures go into `figures` by path.

    `revenue` is that of the year: the target, under arr what is recognised.
    """
    found = contribution(revenue, margin, budget_total, q)
    of_year = figures.money("contribution", found, LABEL)
    share = ratio(of_year, revenue)
    if share is not None:
        share = figures.rate("contribution.share", share, f"{LABEL}, share of the revenue")
    laid = contribution_months(revenue, margin, revenue_by_month, budget_by_month, q)
    months = tuple(
        figures.money(f"months.{month}.contribution", amount, f"{LABEL}, {month}")
        for month, amount in zip(year.months, laid, strict=True)
    )
    return ContributionFigures(of_year, share, months)

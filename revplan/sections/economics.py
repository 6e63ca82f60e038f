"""The formulas of unit economics, and what they are made of: of one plan, or of a company's sums.

This file owns no key: `unit_economics` gives it what a plan says, `segment_economics` what the
segments of a company say together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from revplan.numbers.acts import Quantiser, larger, ratio
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Number

MARKETING, SALES, SUCCESS = DEPARTMENTS = ("marketing", "sales", "customer_success")
"""The departments that win and keep customers, as owners are usually called. The marketing spend
multiple is about the budget of the first; the last keeps customers, and its budget wins none."""

SPEND_MULTIPLE = "Marketing spend multiple"
"""What bookings over the marketing budget are called, known or only asked for."""


class EconomicsParts(NamedTuple):
    """What unit economics are made of, in one currency; None where the plan does not say it.

    `winning`, `marketing`, `keeping` and `budget` are spent [currency]: to win customers, by
    marketing, to keep customers, and in all; `marketing_last_year` was, and `won_last_year` was
    won. `deals` is a count, `margin_a_month` the margin of the year's deals in a month of their
    contracts, `margin` that of all bookings, `point` what a point of churn brings at the margin
    [currency]; `leads` are those that replace it [count].
    """

    bookings: Number
    margin: Number
    point: Number
    winning: Number | None = None
    marketing: Number | None = None
    keeping: Number | None = None
    budget: Number | None = None
    deals: Number | None = None
    margin_a_month: Number | None = None
    leads: Number | None = None
    won_last_year: Number | None = None
    marketing_last_year: Number | None = None

    def converted(self, exchanged: Callable[[Number], Number], q: Quantiser) -> EconomicsParts:
        """The same in another currency, in which `exchanged` tells an amount: what is spent and
        signed rounded, margins as they are.
        """
        money: dict[str, Number | None] = {}
        for name, of in self._asdict().items():
            if of is not None and name not in ("deals", "leads"):
                exact = name in ("margin", "point", "margin_a_month")
                money[name] = exchanged(of) if exact else q(exchanged(of))
        return self._replace(**money)


@dataclass(frozen=True, slots=True)
class EconomicsFigures:
    """The unit economics; None where the plan does not say enough.

    `cac` and `spend_multiple_asks_for` are money at the quantum, `payback_months`,
    `churn_point_leads` and `points_pay` counts, `spend_multiple`, that of last year and `returned`
    rates. They are made of `parts`.
    """

    parts: EconomicsParts
    cac: Number
    payback_months: Number
    spend_multiple: Number
    spend_multiple_asks_for: Number
    spend_multiple_last_year: Number
    churn_point_leads: Number
    points_pay: Number
    returned: Number


def acquisition_cost(spend: Number, deals: Number) -> Number | None:
    """What it costs to win one customer, unrounded [currency]; None where no deal is needed.

    Source: the usual customer acquisition cost, sales and marketing expense over customers won.

    >>> from decimal import Decimal
    >>> int(acquisition_cost(Decimal(500_000), Decimal(100)))
    5000
    """
    return ratio(spend, larger(deals, 0))


def monthly_margin(
    deals: Number, average_deal: Number, margin: Number, contract_months: int
) -> Number:
    """What the year's deals leave at the margin in a month of their contracts [currency].

    A deal is the revenue of `contract_months`: 12 of recurring revenue, and of deals recognised at
    once.

    >>> from decimal import Decimal
    >>> int(monthly_margin(Decimal(100), Decimal(12_000), Decimal("0.5"), 12))
    50000
    """
    return larger(deals, 0) * average_deal * margin / contract_months


def payback(spend: Number, margin_a_month: Number) -> Number | None:
    """Months until the customers' gross margin has paid for them [months]; None where no deal is
    needed.

    Source: the usual CAC payback period, CAC over monthly revenue times gross margin.

    >>> from decimal import Decimal
    >>> int(payback(Decimal(500_000), Decimal(50_000)))
    10
    """
    return ratio(spend, margin_a_month)


def budget_return(margin_of_bookings: Number, budget: Number) -> Number | None:
    """What the year's contracts bring at their margin over what the year spends, less that, as a
    share of it [share of one]; None where nothing is spent. Contracts count whole, also where they
    are earned later.

    >>> from decimal import Decimal
    >>> budget_return(Decimal(150), Decimal(100))
    Decimal('0.5')
    """
    return ratio(margin_of_bookings - budget, budget)


def paying_points(spend: Number, point_at_margin: Number) -> Number | None:
    """How many points of churn less pay for what is spent on keeping customers [points]; None where
    a point moves nothing.

    >>> from decimal import Decimal
    >>> paying_points(Decimal(230_000), Decimal(100_000))
    Decimal('2.3')
    """
    return ratio(spend, point_at_margin)


def work_out_economics(
    parts: EconomicsParts, figures: Figures, q: Quantiser, stated_multiple: Number | None = None
) -> EconomicsFigures:
    """The unit economics of what they are made of; their figures go into `figures` by path.

    `stated_multiple` is the marketing spend multiple so far, where it is stated.
    """
    cac, months = None, None
    if parts.winning is not None and parts.deals is not None:
        cac = acquisition_cost(parts.winning, parts.deals)
        cac = make_if_any(figures.money, "cac", None if cac is None else q(cac), "CAC")
        found = payback(parts.winning, parts.margin_a_month)
        months = make_if_any(figures.count, "payback_months", found, "CAC payback")
    multiple, asked, before = _multiples(parts, figures, q, stated_multiple)
    label = "Leads to replace a point of churn"
    leads = make_if_any(figures.count, "churn_point.leads", parts.leads, label)
    points, returned = None, None
    if parts.keeping is not None:
        label = f"Points of churn that pay for {SUCCESS}"
        found = paying_points(parts.keeping, parts.point)
        points = make_if_any(figures.count, "churn_point.points_pay", found, label)
    if parts.budget is not None:
        found = budget_return(parts.margin, parts.budget)
        returned = make_if_any(figures.rate, "return", found, "Return on the budget")
    parts = parts._replace(leads=leads)
    return EconomicsFigures(parts, cac, months, multiple, asked, before, leads, points, returned)


def _multiples(
    parts: EconomicsParts, figures: Figures, q: Quantiser, stated: Number | None
) -> tuple[Number | None, Number | None, Number | None]:
    """The marketing spend multiple of the year, the budget that a stated one asks for [currency],
    and the multiple of last year.
    """
    multiple, asked, before = None, None, None
    if parts.marketing is not None:
        found = ratio(parts.bookings, parts.marketing)
        multiple = make_if_any(figures.multiple, "spend_multiple", found, SPEND_MULTIPLE)
    if stated is not None:
        spent = q(larger(parts.bookings, ZERO) / stated)
        label = "Marketing budget that the stated multiple asks for"
        asked = figures.money("spend_multiple_asks_for", spent, label)
    if parts.won_last_year is not None and parts.marketing_last_year is not None:
        found = ratio(parts.won_last_year, parts.marketing_last_year)
        label = f"{SPEND_MULTIPLE}, last year"
        before = make_if_any(figures.multiple, "spend_multiple_last_year", found, label)
    return multiple, asked, before

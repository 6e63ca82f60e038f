"""`unit_economics:` CAC and its payback, the marketing spend multiple, the return."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import Field

from revplan.fields.amount import PositiveFactor
from revplan.fields.last_year import ComparedShare
from revplan.fields.section import Section
from revplan.fields.text import Name
from revplan.numbers.acts import Quantiser, larger, ratio
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Number


class UnitEconomics(Section):
    """How the unit economics are counted."""

    cac_owners: Annotated[
        tuple[Name, ...] | None,
        Field(
            min_length=1,
            description="The owners whose budgets count towards CAC, what it costs to win a "
            "customer; default: every owner but customer_success.",
        ),
    ] = None
    margin: Annotated[
        ComparedShare | None,
        Field(description="Gross margin, from which the CAC is paid back; default 100%."),
    ] = None
    spend_multiple: Annotated[
        PositiveFactor | None,
        Field(
            description="Marketing spend multiple so far: bookings per unit of marketing budget."
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class EconomicsFigures:
    """The unit economics; None where the plan does not say enough.

    `cac` and `spend_multiple_asks_for` are money at the quantum, `payback_months`,
    `churn_point_leads` and `points_pay` counts, `spend_multiple`, that of last year and `returned`
    rates.
    """

    cac: Number
    payback_months: Number
    spend_multiple: Number
    spend_multiple_asks_for: Number
    spend_multiple_last_year: Number
    churn_point_leads: Number
    points_pay: Number
    returned: Number


class Won(NamedTuple):
    """What a funnel wins: what one deal brings [currency], how many deals are needed, and the share
    of leads that is won.
    """

    average_deal: Number
    deals: Number
    win_rate: Number


NO_SELLER = "customer_success"
"""The owner who keeps customers, and whose budget therefore wins none."""

MARKETING = "marketing"
"""The owner whose budget the spend multiple is about."""

SPEND_MULTIPLE = "Marketing spend multiple"
"""What bookings over that budget are called, known or only asked for."""


def acquisition_cost(spend: Number, deals: Number) -> Number | None:
    """What it costs to win one customer, unrounded [currency]; None where no deal is needed.

    Source: the usual customer acquisition cost, sales and marketing expense over customers won.

    >>> from decimal import Decimal
    >>> int(acquisition_cost(Decimal(500_000), Decimal(100)))
    5000
    """
    return ratio(spend, larger(deals, 0))


def payback(
    spend: Number, deals: Number, average_deal: Number, margin: Number, contract_months: int
) -> Number | None:
    """Months until a customer's gross margin has paid for the customer [months].

    Source: the usual CAC payback period, CAC over monthly revenue times gross margin. A deal is the
    revenue of `contract_months`: 12 of recurring revenue, and of deals recognised at once. None
    where no deal is needed.

    >>> from decimal import Decimal
    >>> deal = {"average_deal": Decimal(12_000), "margin": Decimal("0.5")}
    >>> int(payback(Decimal(500_000), Decimal(100), contract_months=12, **deal))
    10
    >>> int(payback(Decimal(500_000), Decimal(100), contract_months=24, **deal))
    20
    """
    return ratio(spend * contract_months, larger(deals, 0) * average_deal * margin)


def budget_return(bookings: Number, margin: Number, budget: Number) -> Number | None:
    """What the year's contracts bring at their margin over what the year spends, less that, as a
    share of it [share of one]; None where nothing is spent. Contracts count whole, also where they
    are earned later.

    >>> from decimal import Decimal
    >>> budget_return(Decimal(300), Decimal("0.5"), Decimal(100))
    Decimal('0.5')
    """
    return ratio(bookings * margin - budget, budget)


def leads_of(revenue: Number, earned: Number, average_deal: Number, win: Number) -> Number | None:
    """The leads that this much revenue within the year takes [leads].

    `earned` is the share of a year's bookings that is recognised in it, `win` that of the leads
    that is won.

    >>> from decimal import Decimal
    >>> int(leads_of(Decimal(100_000), Decimal("0.5"), Decimal(40_000), Decimal("0.05")))
    100
    """
    return ratio(revenue, earned * average_deal * win)


def paying_points(spend: Number, churn_point: Number, margin: Number) -> Number | None:
    """How many points of churn less pay for what is spent on keeping customers [points]; None where
    a point moves nothing.

    >>> from decimal import Decimal
    >>> paying_points(Decimal(230_000), Decimal(125_000), Decimal("0.8"))
    Decimal('2.3')
    """
    return ratio(spend, churn_point * margin)


def economics_figures(
    section: UnitEconomics | None,
    figures: Figures,
    *,
    bookings: Number,
    churn_point: Number,
    earned: Number,
    won: Won | None,
    contract_months: int,
    margin: Number,
    won_last_year: Number | None,
    budgets: Mapping[str, Number] | None,
    budgets_last_year: Mapping[str, Number],
    budget_total: Number | None,
    q: Quantiser,
) -> EconomicsFigures:
    """The unit economics worked out; their figures go into `figures` by path.

    `churn_point` is what a point of churn moves new business by [currency], `earned` the share of
    the year's bookings that is recognised in it; `won` is None without a funnel; `budgets` are by
    owner, those of last year of the owners who state it.
    """
    stated = section or UnitEconomics.model_construct()
    cac, months = None, None
    spend = winning_spend(stated, budgets or {})
    if spend is not None and won is not None:
        cac = acquisition_cost(spend, won.deals)
        cac = None if cac is None else figures.money("cac", q(cac), "CAC")
        found = payback(spend, won.deals, won.average_deal, margin, contract_months)
        months = make_if_any(figures.count, "payback_months", found, "CAC payback")

    multiple, asked = None, None
    marketing = (budgets or {}).get(MARKETING)
    if marketing is not None:
        found = ratio(bookings, marketing)
        multiple = make_if_any(figures.multiple, "spend_multiple", found, SPEND_MULTIPLE)
    if stated.spend_multiple is not None:
        spent = q(larger(bookings, ZERO) / stated.spend_multiple.value)
        label = "Marketing budget that the stated multiple asks for"
        asked = figures.money("spend_multiple_asks_for", spent, label)

    before = None
    if won_last_year is not None and MARKETING in budgets_last_year:
        found = ratio(won_last_year, budgets_last_year[MARKETING])
        before = make_if_any(
            figures.multiple, "spend_multiple_last_year", found, f"{SPEND_MULTIPLE}, last year"
        )

    leads = None
    if won is not None:
        found = leads_of(churn_point, earned, won.average_deal, won.win_rate)
        leads = make_if_any(
            figures.count, "churn_point.leads", found, "Leads to replace a point of churn"
        )
    kept_by = (budgets or {}).get(NO_SELLER)
    points = None
    if kept_by is not None:
        label = f"Points of churn that pay for {NO_SELLER}"
        points = make_if_any(
            figures.count,
            "churn_point.points_pay",
            paying_points(kept_by, churn_point, margin),
            label,
        )

    returned = None
    if budget_total is not None:
        label = "Return on the budget"
        found = budget_return(bookings, margin, budget_total)
        returned = make_if_any(figures.rate, "return", found, label)
    return EconomicsFigures(cac, months, multiple, asked, before, leads, points, returned)


def wins(owner: str, section: UnitEconomics) -> bool:
    """Whether the budget of an owner counts as the cost of winning customers."""
    return owner != NO_SELLER if section.cac_owners is None else owner in section.cac_owners


def winning_spend(section: UnitEconomics, budgets: Mapping[str, Number]) -> Number | None:
    """The budget that wins customers [currency]; None where nobody of its owners has one.

    >>> winning_spend(UnitEconomics(), {"sales": 5, "customer_success": 3, "": 1})
    6
    """
    counted = [budget for owner, budget in budgets.items() if wins(owner, section)]
    return sum(counted) if counted else None

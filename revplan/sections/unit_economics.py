"""`unit_economics:` CAC and its payback, the marketing spend multiple, the return."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from revplan.fields.amount import PositiveFactor
from revplan.fields.key import says
from revplan.fields.last_year import ComparedShare
from revplan.fields.section import Section
from revplan.fields.text import Name
from revplan.numbers.acts import Quantiser, ratio
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number
from revplan.sections.economics import (
    MARKETING,
    SUCCESS,
    EconomicsFigures,
    EconomicsParts,
    monthly_margin,
    work_out_economics,
)


class UnitEconomics(Section):
    """How the unit economics are counted."""

    cac_owners: Annotated[
        tuple[Name, ...] | None,
        says(
            "The owners whose budgets count towards CAC, what it costs to win a customer.",
            ["marketing", "sales"],
            default="every owner but customer_success",
            min_length=1,
        ),
    ] = None
    margin: Annotated[
        ComparedShare | None,
        says("Gross margin, from which the CAC is paid back.", "80%", default="100%"),
    ] = None
    spend_multiple: Annotated[
        PositiveFactor | None,
        says("Marketing spend multiple so far: bookings per unit of marketing budget.", "7"),
    ] = None

    LEFT_OUT = {"spend_multiple": "none: this year's is held against no other"}


class Won(NamedTuple):
    """What a funnel wins: what one deal brings [currency], how many deals are needed, and the share
    of leads that is won.
    """

    average_deal: Number
    deals: Number
    win_rate: Number


def leads_of(revenue: Number, earned: Number, average_deal: Number, win: Number) -> Number | None:
    """The leads that this much revenue within the year takes [leads].

    `earned` is the share of a year's bookings that is recognised in it, `win` that of the leads
    that is won.

    >>> from decimal import Decimal
    >>> int(leads_of(Decimal(100_000), Decimal("0.5"), Decimal(40_000), Decimal("0.05")))
    100
    """
    return ratio(revenue, earned * average_deal * win)


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
    spent, spent_before = budgets or {}, budgets_last_year
    leads, at_margin = None, None
    if won is not None:
        leads = leads_of(churn_point, earned, won.average_deal, won.win_rate)
        at_margin = monthly_margin(won.deals, won.average_deal, margin, contract_months)
    parts = EconomicsParts(
        bookings=bookings,
        margin=bookings * margin,
        point=churn_point * margin,
        winning=winning_spend(stated, spent),
        marketing=spent.get(MARKETING),
        keeping=spent.get(SUCCESS),
        budget=budget_total,
        deals=None if won is None else won.deals,
        margin_a_month=at_margin,
        leads=leads,
        won_last_year=won_last_year,
        marketing_last_year=spent_before.get(MARKETING),
    )
    multiple = None if stated.spend_multiple is None else stated.spend_multiple.value
    return work_out_economics(parts, figures, q, multiple)


def gross_margin(section: UnitEconomics | None) -> Number:
    """The gross margin [share of one]; one where none is stated.

    >>> gross_margin(None), str(gross_margin(UnitEconomics(margin="80%")).normalize())
    (1, '0.8')
    """
    return 1 if section is None or section.margin is None else section.margin.value


def wins(owner: str, section: UnitEconomics) -> bool:
    """Whether the budget of an owner counts as the cost of winning customers."""
    return owner != SUCCESS if section.cac_owners is None else owner in section.cac_owners


def winning_spend(section: UnitEconomics, budgets: Mapping[str, Number]) -> Number | None:
    """The budget that wins customers [currency]; None where nobody of its owners has one.

    >>> winning_spend(UnitEconomics(), {"sales": 5, "customer_success": 3, "": 1})
    6
    """
    counted = [budget for owner, budget in budgets.items() if wins(owner, section)]
    return sum(counted) if counted else None

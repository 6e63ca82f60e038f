"""From the number to the work: what the bookings ask of the funnel, the reps and the budget.

Each section reads the bridge's figures, and is read by none of the earlier ones. A plan that has
none of them imports none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from revplan.engine.year import Year
from revplan.model.plan import Plan
from revplan.numbers.acts import ratio_or
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Figures
from revplan.numbers.kind import Months, Number
from revplan.sections.bridge import by_quarter
from revplan.sections.new_business import contracts, earned_share

if TYPE_CHECKING:
    from revplan.sections.budget import BudgetFigures
    from revplan.sections.capacity import CapacityFigures
    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.hires import Hires
    from revplan.sections.lead_value import LeadValueFigures
    from revplan.sections.unit_economics import EconomicsFigures, Won


class Work(NamedTuple):
    """What the sections beyond the bridge come to; None for a section that the plan has not.

    `figures` are all their figures by path.
    """

    figures: Figures
    funnel: FunnelFigures | None = None
    capacity: CapacityFigures | None = None
    budget: BudgetFigures | None = None
    economics: EconomicsFigures | None = None
    lead_value: LeadValueFigures | None = None


def work_of(plan: Plan, year: Year, bookings: Months) -> Work:
    """The sections beyond the bridge, of `bookings` by month; called where decimals are exact."""
    figures = Figures()
    funnel = _funnel(plan, year, bookings, figures) if plan.funnel is not None else None
    lead_value = _lead_value(plan, year, funnel, figures) if funnel is not None else None
    capacity = _capacity(plan, year, bookings, figures) if plan.capacity is not None else None
    budget = _budget(plan, year, bookings, figures) if plan.budget else None
    economics = None
    if funnel is not None or budget is not None:
        economics = _economics(plan, year, funnel, budget, figures)
    return Work(figures, funnel, capacity, budget, economics, lead_value)


def _funnel(plan: Plan, year: Year, monthly: Months, figures: Figures) -> FunnelFigures:
    from revplan.sections.funnel import funnel_figures

    assert plan.funnel is not None
    return funnel_figures(
        plan.funnel, figures, bookings=year.bridge.bookings, monthly=monthly, year=plan.year
    )


def _lead_value(
    plan: Plan, year: Year, funnel: FunnelFigures, figures: Figures
) -> LeadValueFigures:
    from revplan.sections.lead_value import Needed, Supply, lead_value_figures

    section = plan.funnel
    assert section is not None
    supplies = [
        Supply(
            source=name,
            label=it.label or name,
            owner=it.owner,
            leads=tuple(x.value for x in it.leads)
            if isinstance(it.leads, tuple)
            else it.leads.value,
            value=it.value.value if it.value is not None else None,
        )
        for name, it in section.sources.items()
    ]
    return lead_value_figures(
        supplies,
        figures,
        needed=Needed(
            bookings=year.bridge.bookings,
            by_lead=funnel.bookings_by_lead,
            leads=funnel.leads,
            leads_by_month=funnel.stages[0].months,
            months=funnel.months,
        ),
        lead_coverage=section.lead_coverage.value if section.lead_coverage is not None else 1,
        lead_worth=section.average_deal.value * funnel.win_rate,
        new_business=year.bridge.new_business,
        promised=_promised(plan),
        year=plan.year,
        q=plan.q,
    )


def _promised(plan: Plan) -> dict[str, Number]:
    """The new business that owners committed to, by owner [currency]."""
    return {
        owner: plan.q(commitment.new_business.value)
        for owner, commitment in plan.commitments.items()
        if commitment.new_business is not None
    }


def _capacity(plan: Plan, year: Year, monthly: Months, figures: Figures) -> CapacityFigures:
    from revplan.sections.capacity import capacity_figures

    assert plan.capacity is not None
    return capacity_figures(
        plan.capacity,
        figures,
        bookings=year.bridge.bookings,
        monthly=monthly,
        sigma=year.sigma,
        year=plan.year,
        q=plan.q,
    )


def _budget(plan: Plan, year: Year, monthly: Months, figures: Figures) -> BudgetFigures:
    from revplan.sections.budget import budget_figures

    return budget_figures(
        plan.budget,
        figures,
        bookings=year.bridge.bookings,
        monthly=monthly,
        year=plan.year,
        q=plan.q,
    )


def _economics(
    plan: Plan,
    year: Year,
    funnel: FunnelFigures | None,
    budget: BudgetFigures | None,
    figures: Figures,
) -> EconomicsFigures:
    from revplan.sections.unit_economics import economics_figures

    return economics_figures(
        plan.unit_economics,
        figures,
        bookings=year.bridge.bookings,
        repeatable=year.repeatable,
        earned=_earned(plan, year),
        won=_won(plan, funnel) if funnel is not None else None,
        budgets=budget.by_owner if budget is not None else None,
        total=budget.total if budget is not None else None,
        q=plan.q,
    )


def _won(plan: Plan, funnel: FunnelFigures) -> Won:
    from revplan.sections.unit_economics import Won

    assert plan.funnel is not None
    return Won(plan.funnel.average_deal.value, funnel.deals, funnel.win_rate)


def _earned(plan: Plan, year: Year) -> Number:
    """The share of the year's bookings that is recognised in it [share of one]."""
    if plan.segments:
        return ratio_or(year.bridge.new_business, year.bridge.bookings, 1)
    terms = contracts(plan.new_business)
    return 1 if terms is None else earned_share(terms, year.sigma, "new_business")


def hires(plan: Plan, year: Year, figures: CapacityFigures) -> Hires | None:
    """The hires that would close the year's shortfall; None where there is none. Exact numbers."""
    from revplan.sections.capacity import rep_bookings
    from revplan.sections.hires import hires_needed

    section = plan.capacity
    assert section is not None
    with exactly():
        return hires_needed(
            figures.short, lambda place: rep_bookings(section, year.sigma, place), plan.year
        )


def short_quarters(figures: CapacityFigures) -> list[tuple[str, Number]]:
    """The quarters in which less can be closed than must be signed, and by how much [currency]."""
    with exactly():
        can, must = (
            by_quarter("bookings", months, "revenue")
            for months in (figures.monthly, figures.bookings)
        )
        lacks = [bookings - capacity for capacity, bookings in zip(can, must, strict=True)]
    return [(f"Q{place}", lack) for place, lack in enumerate(lacks, start=1) if lack > 0]

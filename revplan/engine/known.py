"""What sections beyond the bridge are worked out from, each by its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from revplan.base.year import PlanYear
from revplan.engine.year import Year
from revplan.model.plan import Plan
from revplan.model.records import Record
from revplan.numbers.acts import Quantiser, ratio_or
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number
from revplan.sections.new_business import contracts
from revplan.sections.signing import earned_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revplan.sections.budget import BudgetFigures
    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.lead_value import Needed, Supply
    from revplan.sections.unit_economics import Won


@dataclass(frozen=True, slots=True)
class Known:
    """The plan and its year, and what other sections have come to: `section` is that in question.

    A section's function is handed what its parameters are named by.
    """

    plan: Plan
    worked_year: Year
    bookings_by_month: Months
    figures: Figures
    found: dict[str, Any]
    section: Any = None

    def about(self, record: Record) -> Known:
        """The same about one section."""
        return replace(self, section=getattr(self.plan, record.key, None) or None)

    @property
    def year(self) -> PlanYear:
        """The twelve months."""
        return self.plan.year

    @property
    def q(self) -> Quantiser:
        """The plan's rounding."""
        return self.plan.q

    @property
    def sigma(self) -> Months:
        """The season of signing [relative], 12."""
        return self.worked_year.sigma

    @property
    def bookings(self) -> Number:
        """What must be signed in the year [currency]; `bookings_by_month` is that by month."""
        return self.worked_year.bridge.bookings

    @property
    def new_business(self) -> Number:
        """What must be won [currency]."""
        return self.worked_year.bridge.new_business

    @property
    def repeatable(self) -> Number:
        """What of last year can repeat [currency]."""
        return self.worked_year.repeatable

    @property
    def earned(self) -> Number:
        """The share of the year's bookings that is recognised in it [share of one]."""
        if self.plan.segments:
            return ratio_or(self.new_business, self.bookings, 1)
        terms = contracts(self.plan.new_business)
        return 1 if terms is None else earned_share(terms, self.sigma, "new_business")

    @property
    def promised(self) -> dict[str, Number]:
        """The new business that owners committed to, by owner [currency]."""
        return {
            owner: self.q(commitment.new_business.value)
            for owner, commitment in self.plan.commitments.items()
            if commitment.new_business is not None
        }

    @property
    def average_deal(self) -> Number:
        """What one deal brings [currency]."""
        return self._funnel.average_deal.value

    @property
    def lead_coverage(self) -> Number:
        """Lead value asked for per unit of bookings."""
        stated = self._funnel.lead_coverage
        return 1 if stated is None else stated.value

    @property
    def _funnel(self) -> Any:
        return self.plan.funnel

    @property
    def lead_worth(self) -> Number:
        """What an average lead brings [currency]."""
        return self.average_deal * self.found["funnel"].win_rate

    @property
    def supplies(self) -> list[Supply]:
        """The sources of leads as the plan states them."""
        from revplan.sections.lead_value import Supply

        return [
            Supply(
                source=name,
                label=it.label or name,
                owner=it.owner,
                leads=tuple(x.value for x in it.leads)
                if isinstance(it.leads, tuple)
                else it.leads.value,
                value=it.value.value if it.value is not None else None,
            )
            for name, it in self._funnel.sources.items()
        ]

    @property
    def needed(self) -> Needed:
        """What the funnel needs."""
        from revplan.sections.lead_value import Needed

        funnel: FunnelFigures = self.found["funnel"]
        return Needed(
            bookings=self.bookings,
            by_lead=funnel.bookings_by_lead,
            leads=funnel.leads,
            leads_by_month=funnel.stages[0].months,
            months=funnel.months,
        )

    @property
    def won(self) -> Won | None:
        """What the funnel wins; None in a plan without one."""
        from revplan.sections.unit_economics import Won

        funnel: FunnelFigures | None = self.found.get("funnel")
        return None if funnel is None else Won(self.average_deal, funnel.deals, funnel.win_rate)

    @property
    def budgets(self) -> Mapping[str, Number] | None:
        """The budget by owner [currency]; None in a plan without one."""
        budget: BudgetFigures | None = self.found.get("budget")
        return None if budget is None else budget.by_owner

    @property
    def budget_total(self) -> Number | None:
        """The whole budget [currency]; None in a plan without one."""
        budget: BudgetFigures | None = self.found.get("budget")
        return None if budget is None else budget.total

"""What sections beyond the bridge are worked out from, each by its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from revplan.base.year import Month, PlanYear
from revplan.engine.known_money import KnownMoney
from revplan.model.records import Record
from revplan.numbers.acts import ratio_or
from revplan.numbers.lag import months_before
from revplan.numbers.number import Months, Number
from revplan.sections.new_business import contracts
from revplan.sections.signing import earned_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.lead_value import Needed
    from revplan.sections.supply import Supply
    from revplan.sections.unit_economics import Won


@dataclass(frozen=True, slots=True)
class Known(KnownMoney):
    """All of it: a section's function is handed what its parameters are named by."""

    def about(self, record: Record) -> Known:
        """The same about one section."""
        return replace(self, section=getattr(self.plan, record.key, None) or None)

    @property
    def year(self) -> PlanYear:
        """The twelve months."""
        return self.plan.year

    @property
    def sigma(self) -> Months:
        """The season of signing [relative], 12."""
        return self.worked_year.sigma

    @property
    def bookings(self) -> Number:
        """What must be signed in the year [currency]; `bookings_by_month` is that by month."""
        return self.worked_year.bridge.bookings

    @property
    def bookings_by_month(self) -> Months:
        """It by month [currency], 12."""
        return self.months["bookings"]

    @property
    def new_business(self) -> Number:
        """What must be won [currency]."""
        return self.worked_year.bridge.new_business

    @property
    def churn_point(self) -> Number:
        """What a point of churn moves new business by [currency]."""
        return self.worked_year.figure("churn_point.revenue")

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
        from revplan.sections.supply import Supply

        return [
            Supply(
                source=name,
                label=it.label or name,
                owner=it.owner,
                leads=_stated(it.leads),
                value=it.value.value if it.value is not None else None,
                last_year=None if it.last_year is None else _stated(it.last_year),
            )
            for name, it in self._funnel.sources.items()
        ]

    @property
    def win_rate(self) -> Number:
        """The share of leads that is won [share of one]."""
        return self.found["funnel"].win_rate

    @property
    def lag(self) -> Mapping[int, Number]:
        """The shares of a lead's way to signing by how many months it takes."""
        return months_before(self.found["funnel"].stages[0].days_to_signing)

    @property
    def prior_year(self) -> Number:
        """Last year's revenue, or opening ARR [currency]."""
        return self.worked_year.bridge.prior_year

    @property
    def planned_by_owner(self) -> dict[str, Number]:
        """The planned lead value of the owners of sources, in their order [currency]."""
        planned: dict[str, Number] = {}
        for it in self.found["lead_value"].sources:
            if it.owner is not None:
                planned[it.owner] = planned.get(it.owner, 0) + it.planned_value
        return planned

    @property
    def lead_value_asked(self) -> Number:
        """The lead value that the year asks for [currency]."""
        return self.found["lead_value"].value.asked

    @property
    def lead_value_planned(self) -> Number:
        """The lead value of all sources [currency]."""
        return self.found["lead_value"].value.planned

    @property
    def promised_lead_value(self) -> dict[str, Number]:
        """The lead value that owners committed to, by owner [currency]."""
        return {
            owner: self.q(commitment.lead_value.value)
            for owner, commitment in self.plan.commitments.items()
            if commitment.lead_value is not None
        }

    @property
    def lead_months(self) -> dict[Month, Number]:
        """The bookings by the month in which their leads are due: weights [relative]."""
        funnel: FunnelFigures = self.found["funnel"]
        return dict(zip(funnel.months, funnel.bookings_by_lead, strict=True))

    @property
    def next_year_growth(self) -> Number:
        """Next year's bookings over this year's, less one [share of one]."""
        stated = self._funnel.next_year
        return 0 if stated is None else stated.value

    @property
    def needed_by_stage(self) -> dict[str, Months]:
        """What has to enter each stage, by month from the funnel's first month [count]."""
        return {it.stage: it.months for it in self.found["funnel"].stages}

    @property
    def stage_labels(self) -> dict[str, str]:
        """What the stages are called."""
        return {name: stage.label or name for name, stage in self._funnel.stages.items()}

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


def _stated(counts: Any) -> Number | Months:
    """A count of the year, or its months or quarters."""
    return tuple(x.value for x in counts) if isinstance(counts, tuple) else counts.value

"""All that sections beyond the bridge may ask for, by name; here what is known of leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from revplan.base.year import Month
from revplan.engine.known_reps import KnownReps
from revplan.model.records import Record
from revplan.numbers.lag import months_before
from revplan.numbers.number import Months, Number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.lead_value import Needed
    from revplan.sections.leads_in_time import LeadsInTime
    from revplan.sections.reach import Brought
    from revplan.sections.supply import Supply
    from revplan.sections.unit_economics import Won


@dataclass(frozen=True, slots=True)
class Known(KnownReps):
    """All of it: a section's function is handed what its parameters are named by."""

    def about(self, record: Record) -> Known:
        """The same about one section."""
        return replace(self, section=getattr(self.plan, record.key, None) or None)

    @property
    def by_leads(self) -> Brought | None:
        """What the leads in time bring; None where no source is named."""
        from revplan.sections.reach import Brought

        found: LeadsInTime | None = self.found.get("leads_in_time")
        return None if found is None else Brought(found.value.in_time, found.value.months)

    @property
    def leads_to_work(self) -> Number | None:
        """The leads that are planned, or needed where no source is named [count]; None in a plan
        without a funnel.
        """
        if "funnel" not in self.found:
            return None
        planned = [it.year for it in self.supplies]
        return sum(planned) if planned else self.found["funnel"].leads

    @property
    def won(self) -> Won | None:
        """What the funnel wins; None in a plan without one."""
        from revplan.sections.unit_economics import Won

        funnel: FunnelFigures | None = self.found.get("funnel")
        if funnel is None:
            return None
        return Won(self.average_deal, funnel.deals, funnel.win_rate)

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
    def days_to_signing(self) -> Number:
        """How long a lead's way to signing is [days]."""
        return self.found["funnel"].stages[0].days_to_signing

    @property
    def lag(self) -> Mapping[int, Number]:
        """The shares of a lead's way to signing by how many months it takes."""
        return months_before(self.days_to_signing)

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
    def conversions(self) -> dict[str, tuple[Number, Number]]:
        """The conversions of stages, this year's and last year's, where both are known."""
        return {
            name: (it.conversion.value, it.last_year.value)
            for name, it in self._funnel.stages.items()
            if it.last_year is not None and not it.last_year.is_none
        }

    @property
    def leads(self) -> Number:
        """What has to enter the first stage [count]."""
        return self.found["funnel"].leads

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


def _stated(counts: Any) -> Number | Months:
    """A count of the year, or its months or quarters."""
    return tuple(x.value for x in counts) if isinstance(counts, tuple) else counts.value

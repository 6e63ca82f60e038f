"""What is known of a company's segments: what they come to beyond their bridges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from revplan.engine.known_money import KnownMoney
from revplan.numbers.acts import as_weights, phase
from revplan.sections.bridge import REVENUE_OF
from revplan.sections.segment_totals import SUMS, SegmentWork

if TYPE_CHECKING:
    from revplan.engine.year import SegmentYear
    from revplan.numbers.number import Number
    from revplan.sections.economics import EconomicsFigures, EconomicsParts
    from revplan.sections.reach import Closed, Reach
    from revplan.sections.rep_load import RepLoad
    from revplan.sections.segment_contribution import Contributed


@dataclass(frozen=True, slots=True)
class KnownParts(KnownMoney):
    """What is known of the plan, and of a company's segments."""

    segments_work: tuple[SegmentWork, ...] = ()
    """What each segment states beyond its bridge, and its figures."""

    @property
    def own_sections(self) -> frozenset[str]:
        """The sections that the plan states itself, of those that are added up."""
        return frozenset(key for key in SUMS if key in self.found)

    @property
    def closed_by_segments(self) -> list[Closed] | None:
        """What a company's segments sign of the work that they plan [currency of the company]; None
        where some segment states neither leads nor reps.
        """
        found: list[Reach | None] = [it.found.get("reach") for it in self.segments_work]
        reached = [it for it in found if it is not None]
        if not reached or len(reached) < len(found):
            return None
        years = zip(reached, self.worked_year.parts, strict=True)
        return [
            it.closed if part.year is part.own else it.closed.converted(part.teller(self.q), self.q)
            for it, part in years
        ]

    @property
    def economics_by_segment(self) -> list[EconomicsParts] | None:
        """What unit economics are made of, of the segments that state a funnel or a budget
        [currency of the company]; None where the company has its own.
        """
        if "unit_economics" in self.found:
            return None
        parts = zip(self.segments_work, self.worked_year.parts, strict=True)
        return [self._economics(it, part) for it, part in parts if _has_economics(it)]

    @property
    def every_segment_says(self) -> bool:
        """Whether every segment states a funnel or a budget."""
        return all(map(_has_economics, self.segments_work))

    def _economics(self, it: SegmentWork, part: SegmentYear) -> EconomicsParts:
        of_segments: EconomicsFigures | None = it.found.get("segment_economics")
        made: EconomicsFigures = of_segments or it.found["unit_economics"]
        if part.year is part.own:
            return made.parts
        return made.parts.converted(part.exchanged, self.q)

    @property
    def contributed_by_segment(self) -> list[Contributed]:
        """What each segment with a budget contributes, and its revenue [currency of the company];
        none where the company states a budget.
        """
        if "budget" in self.found:
            return []
        parts = zip(self.segments_work, self.worked_year.parts, strict=True)
        return [self._contributed(it, part) for it, part in parts if "contribution" in it.told]

    def _contributed(self, it: SegmentWork, part: SegmentYear) -> Contributed:
        from revplan.sections.segment_contribution import Contributed

        revenue: Number = it.revenue
        of_segments: Number | None = it.found.get("segment_contribution")
        if of_segments is not None:
            revenue = of_segments if it.told is it.own else part.teller(self.q)(of_segments)
        year, q = it.told["contribution"], self.q
        if it.told is it.own:
            months = it.months("contribution", "months.{}.contribution", self.year, q)
        else:  # as in one plan: the margin by the months of the revenue, less each month's budget
            earned = year.value + it.told["budget.total"].value
            weights = as_weights(it.monthly[REVENUE_OF[self.plan.basis]])
            earned = phase(earned, weights, q, "contribution")
            spent = it.budget_months(self.year, q)
            months = tuple(month - cost for month, cost in zip(earned, spent, strict=True))
        share = it.told.get("contribution.share")
        return Contributed(
            year=year.value,
            revenue=revenue,
            months=months,
            label=year.label,
            share_label=None if share is None else share.label,
        )

    @property
    def loads_by_segment(self) -> list[RepLoad | None] | None:
        """The leads and the reps of each segment that states a funnel or reps, None for one that
        does not state both; None in a plan that states either itself.
        """
        if not self.segments_work or self.own_sections & {"funnel", "capacity"}:
            return None
        stating = (it for it in self.segments_work if it.states & {"funnel", "capacity"})
        return [it.found.get("rep_load") for it in stating]


def _has_economics(it: SegmentWork) -> bool:
    return bool(it.states & {"funnel", "budget"})

"""What a company's segments come to beyond their bridges, for what is added up of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from revplan.engine.known_money import KnownMoney
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number
from revplan.sections.bridge import Bridge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revplan.engine.year import SegmentYear
    from revplan.sections.reach import Closed, Reach
    from revplan.sections.segment_economics import SegmentEconomics
    from revplan.sections.segment_totals import SegmentWork
    from revplan.sections.unit_economics import Won

SECTIONS = ("funnel", "capacity", "budget")
"""The sections that are added up."""


class Told(NamedTuple):
    """A segment worked out: what its records gave and its figures, in its own currency; its figures
    and its bridge in the company's.
    """

    found: Mapping[str, Any]
    own: Figures
    figures: Figures
    bridge: Bridge


@dataclass(frozen=True, slots=True)
class KnownParts(KnownMoney):
    """What is known of the plan, and of a company's segments."""

    parts: tuple[Told, ...] = ()

    @property
    def won(self) -> Won | None:
        """What the funnel wins; None in a plan without one."""
        from revplan.sections.unit_economics import Won

        funnel = self.found.get("funnel")
        if funnel is None or self.plan.funnel is None:
            return None
        return Won(self.plan.funnel.average_deal.value, funnel.deals, funnel.win_rate)

    @property
    def own_sections(self) -> frozenset[str]:
        """The sections that the plan states itself, of those that are added up."""
        return frozenset(key for key in SECTIONS if key in self.found)

    @property
    def closed_by_segments(self) -> list[Closed] | None:
        """What a company's segments sign of the work that they plan [currency of the company]; None
        where some segment states neither leads nor reps.
        """
        found: list[Reach | None] = [part.found.get("reach") for part in self.parts]
        reached = [it for it in found if it is not None]
        if not reached or len(reached) < len(found):
            return None
        years = zip(reached, self.worked_year.parts, strict=True)
        return [
            it.closed if part.year is part.own else it.closed.converted(part.teller(self.q), self.q)
            for it, part in years
        ]

    @property
    def segments_work(self) -> list[SegmentWork]:
        """What each segment states beyond its bridge, and its figures."""
        from revplan.sections.segment_totals import SegmentWork

        return [
            SegmentWork(stated_in(it.found), it.own, it.figures, it.bridge.bookings)
            for it in self.parts
        ]

    @property
    def economics_by_segment(self) -> list[SegmentEconomics] | None:
        """What unit economics are made of, of the segments that state a funnel or a budget
        [currency of the company]; None where the company has its own.
        """
        if "unit_economics" in self.found:
            return None
        parts = zip(self.parts, self.worked_year.parts, strict=True)
        return [self._economics(it, part) for it, part in parts if _has_economics(it)]

    @property
    def every_segment_says(self) -> bool:
        """Whether every segment states a funnel or a budget."""
        return all(map(_has_economics, self.parts))

    def _economics(self, it: Told, part: SegmentYear) -> SegmentEconomics:
        made: SegmentEconomics | None = it.found.get("segment_economics")
        if made is None:
            made = replace(
                self, plan=part.plan, worked_year=part.own, found=dict(it.found), figures=it.own
            ).own_economics
        return made if part.year is part.own else made.converted(part.exchanged, self.q)

    @property
    def own_economics(self) -> SegmentEconomics:
        """What the plan's own unit economics are made of."""
        from revplan.sections.segment_economics import SegmentEconomics
        from revplan.sections.unit_economics import (
            MARKETING,
            NO_SELLER,
            UnitEconomics,
            winning_spend,
        )

        stated = self.plan.unit_economics or UnitEconomics.model_construct()
        budgets, won, leads = self.budgets, self.won, self.figures.get("churn_point.leads")
        at_margin = None
        if won is not None:
            at_margin = won.deals * won.average_deal * self.margin / self.contract_months
        return SegmentEconomics(
            bookings=self.bookings,
            margin=self.bookings * self.margin,
            point=self.churn_point * self.margin,
            winning=None if budgets is None else winning_spend(stated, budgets),
            marketing=None if budgets is None else budgets.get(MARKETING),
            keeping=None if budgets is None else budgets.get(NO_SELLER),
            budget=self.budget_total,
            deals=None if won is None else won.deals,
            margin_a_month=at_margin,
            leads=None if leads is None else leads.value,
        )

    @property
    def contributed_by_segment(self) -> list[tuple[Number, Number]] | None:
        """What each segment with a budget contributes, and its revenue [currency of the company];
        None where the company states a budget.
        """
        if "budget" in self.found:
            return None
        return [
            (it.figures["contribution"].value, self._revenue_of(it))
            for it in self.parts
            if "contribution" in it.figures
        ]

    def _revenue_of(self, it: Told) -> Number:
        return it.bridge.recognised_revenue if self.plan.basis == "arr" else it.bridge.target


def stated_in(found: Mapping[str, Any]) -> frozenset[str]:
    """The sections that a plan states, or segments of it, of those that are added up."""
    own = frozenset(key for key in SECTIONS if key in found)
    return own.union(found.get("segment_totals", ()))


def _has_economics(it: Told) -> bool:
    return bool(stated_in(it.found) & {"funnel", "budget"})

"""The unit economics of a company whose segments state funnel and budget, derived from their sums.

This file owns no key: CAC, payback, multiple and return are those of `unit_economics`, made of what
the segments spend and win together. One is left out where a segment that states a funnel or a
budget does not say enough for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from revplan.numbers.acts import Quantiser, larger, ratio
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Number
from revplan.sections.unit_economics import (
    NO_SELLER,
    SPEND_MULTIPLE,
    acquisition_cost,
    budget_return,
    paying_points,
)


class SegmentEconomics(NamedTuple):
    """What the unit economics of one segment are made of, in one currency; None where its plan does
    not say it.

    `winning`, `marketing`, `keeping` and `budget` are spent [currency]: to win customers, by
    marketing, to keep customers, and in all. `deals` is a count, `margin_a_month` the margin of the
    year's deals in a month of their contracts, `margin` that of all bookings, `point` what a point
    of churn brings at the margin [currency]; `leads` are those that replace it [count].
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

    def converted(self, exchanged: Callable[[Number], Number], q: Quantiser) -> SegmentEconomics:
        """The same in another currency, in which `exchanged` tells an amount: what is spent and
        signed rounded, margins as they are.
        """
        money: dict[str, Number | None] = {}
        for name, of in self._asdict().items():
            if of is not None and name not in ("deals", "leads"):
                exact = name in ("margin", "point", "margin_a_month")
                money[name] = exchanged(of) if exact else q(exchanged(of))
        return self._replace(**money)


def segment_economics_figures(
    figures: Figures,
    *,
    economics_by_segment: Sequence[SegmentEconomics] | None,
    contributed_by_segment: Sequence[tuple[Number, Number]] | None,
    every_segment_says: bool,
    q: Quantiser,
) -> SegmentEconomics | None:
    """The unit economics of the segments together, of those that state a funnel or a budget; None,
    and no figures, where the company has its own. `every_segment_says` that all of them do;
    `contributed_by_segment` has the contribution and the revenue of each with a budget [currency],
    None where the company has its own.
    """
    if contributed_by_segment:
        _contribution(figures, contributed_by_segment)
    if economics_by_segment is None:
        return None
    whole = _added(economics_by_segment)
    if whole.winning is not None and whole.deals is not None:
        cac = acquisition_cost(whole.winning, whole.deals)
        make_if_any(figures.money, "cac", None if cac is None else q(cac), "CAC")
        months = None
        if whole.margin_a_month is not None:
            months = ratio(whole.winning, larger(whole.margin_a_month, 0))
        make_if_any(figures.count, "payback_months", months, "CAC payback")
    if whole.marketing is not None:
        multiple = ratio(whole.bookings, whole.marketing)
        make_if_any(figures.multiple, "spend_multiple", multiple, SPEND_MULTIPLE)
    if every_segment_says:
        label = "Leads to replace a point of churn"
        make_if_any(figures.count, "churn_point.leads", whole.leads, label)
        if whole.keeping is not None:
            label = f"Points of churn that pay for {NO_SELLER}"
            points = paying_points(whole.keeping, whole.point, 1)
            make_if_any(figures.count, "churn_point.points_pay", points, label)
    if whole.budget is not None:
        returned = budget_return(whole.margin, 1, whole.budget)
        make_if_any(figures.rate, "return", returned, "Return on the budget")
    return whole


def _contribution(figures: Figures, by_segment: Sequence[tuple[Number, Number]]) -> None:
    """What the segments with a budget contribute together, and its share of their revenue."""
    whole = sum(it for it, _ in by_segment)
    whole = figures.money("contribution", whole, "Contribution")
    share = ratio(whole, sum(revenue for _, revenue in by_segment))
    make_if_any(figures.rate, "contribution.share", share, "Contribution, share of the revenue")


def _added(parts: Sequence[SegmentEconomics]) -> SegmentEconomics:
    """What is stated by all added up."""
    columns = zip(*parts, strict=True)
    return SegmentEconomics(
        *(None if any(it is None for it in column) else sum(column) for column in columns)
    )

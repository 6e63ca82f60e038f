"""The unit economics of a company whose segments state funnel and budget, derived from their sums.

This file owns no key: CAC, payback, multiples and return are those of `unit_economics`, made of
what the segments spend and win together. One is left out where a segment that states a funnel or a
budget does not say enough for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import Quantiser, ratio
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Months, Number
from revplan.sections.economics import EconomicsFigures, EconomicsParts, work_out_economics


class Contributed(NamedTuple):
    """What a segment with a budget contributes, its revenue, and the contribution by month, 12
    [currency of the company], and what it and its share of the revenue are called.
    """

    year: Number
    revenue: Number
    months: Months
    label: str
    share_label: str | None


def segment_economics_figures(
    figures: Figures,
    *,
    economics_by_segment: Sequence[EconomicsParts] | None,
    contributed_by_segment: Sequence[Contributed] | None,
    every_segment_says: bool,
    year: PlanYear,
    q: Quantiser,
) -> EconomicsFigures | None:
    """The unit economics of the segments together, of those that state a funnel or a budget; None,
    and no figures, where the company has its own. `every_segment_says` that all of them do;
    `contributed_by_segment` is None where the company has its own.
    """
    if contributed_by_segment:
        _contribution(figures, contributed_by_segment, year)
    if economics_by_segment is None:
        return None
    whole = _added(economics_by_segment)
    if not every_segment_says:  # a point of churn is the whole company's
        whole = whole._replace(leads=None, keeping=None)
    return work_out_economics(whole, figures, q)


def _contribution(figures: Figures, parts: Sequence[Contributed], year: PlanYear) -> None:
    """What the segments with a budget contribute together, its share of their revenue, and it by
    month.
    """
    label, share_label = parts[0].label, next(filter(None, (it.share_label for it in parts)), "")
    whole = figures.money("contribution", sum(it.year for it in parts), label)
    share = ratio(whole, sum(it.revenue for it in parts))
    make_if_any(figures.rate, "contribution.share", share, share_label)
    for month, amounts in zip(
        year.months, zip(*(it.months for it in parts), strict=True), strict=True
    ):
        figures.money(f"months.{month}.contribution", sum(amounts), f"{label}, {month}")


def _added(parts: Sequence[EconomicsParts]) -> EconomicsParts:
    """What is stated by all added up."""
    columns = zip(*parts, strict=True)
    return EconomicsParts(
        *(None if any(it is None for it in column) else sum(column) for column in columns)
    )

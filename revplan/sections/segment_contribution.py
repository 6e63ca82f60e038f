"""What a company's segments contribute together, made of what each of them contributes.

This file owns no key: it adds up the segments that state a budget, where the company states none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import ratio
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Months, Number


class Contributed(NamedTuple):
    """What a segment with a budget contributes, the revenue that it is of, and the contribution by
    month, 12 [currency of the company], and what it and its share of the revenue are called.
    """

    year: Number
    revenue: Number
    months: Months
    label: str
    share_label: str | None


def segment_contribution_figures(
    figures: Figures, *, contributed_by_segment: Sequence[Contributed], year: PlanYear
) -> Number | None:
    """What the segments with a budget contribute together, its share of their revenue, and it by
    month; gives that revenue [currency], None where the company has a budget of its own.
    """
    if not contributed_by_segment:
        return None
    parts = contributed_by_segment
    label, share_label = parts[0].label, next(filter(None, (it.share_label for it in parts)), "")
    whole = figures.money("contribution", sum(it.year for it in parts), label)
    revenue = sum(it.revenue for it in parts)
    share = ratio(whole, revenue)
    make_if_any(figures.rate, "contribution.share", share, share_label)
    for month, amounts in zip(
        year.months, zip(*(it.months for it in parts), strict=True), strict=True
    ):
        figures.money(f"months.{month}.contribution", sum(amounts), f"{label}, {month}")
    return revenue

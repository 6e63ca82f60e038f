"""The unit economics of a company whose segments state funnel and budget, derived from their sums.

This file owns no key: CAC, payback, multiples and return are those of `unit_economics`, made of
what the segments spend and win together. One is left out where a segment that states a funnel or a
budget does not say enough for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from revplan.numbers.acts import Quantiser
from revplan.numbers.figure import Figures
from revplan.sections.economics import EconomicsFigures, EconomicsParts, work_out_economics


def segment_economics_figures(
    figures: Figures,
    *,
    economics_by_segment: Sequence[EconomicsParts] | None,
    every_segment_says: bool,
    q: Quantiser,
) -> EconomicsFigures | None:
    """The unit economics of the segments together, of those that state a funnel or a budget; None,
    and no figures, where the company has its own. `every_segment_says` that all of them do.
    """
    if economics_by_segment is None:
        return None
    whole = _added(economics_by_segment)
    if not every_segment_says:  # a point of churn is the whole company's
        whole = whole._replace(leads=None, keeping=None)
    return work_out_economics(whole, figures, q)


def _added(parts: Sequence[EconomicsParts]) -> EconomicsParts:
    """What is stated by all added up."""
    columns = zip(*parts, strict=True)
    return EconomicsParts(
        *(None if any(it is None for it in column) else sum(column) for column in columns)
    )

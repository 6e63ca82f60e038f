"""Leads that a funnel loses where a stage converts worse than last year. This file owns no key."""

from __future__ import annotations

from collections.abc import Mapping

from revplan.numbers.acts import larger
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number


def leak_figures(
    figures: Figures,
    *,
    leads: Number,
    stage_labels: Mapping[str, str],
    conversions: Mapping[str, tuple[Number, Number]],
) -> dict[str, Number]:
    """The leads that each stage would save at last year's rate [count], nothing where this year's
    is the better; they go into `figures` by path.

    `leads` is what has to enter the first stage, `conversions` have this year's and last year's of
    every stage that says what it was [share of one].
    """
    return {
        name: figures.count(
            f"funnel.stages.{name}.saves_at_last_year",
            larger(leads * (1 - now / before), ZERO),
            f"Leads saved at last year's rate of {stage_labels[name]}",
        )
        for name, (now, before) in conversions.items()
    }

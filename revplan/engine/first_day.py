"""The customers of the first day: what they bring at the year's end, and what a point of churn
moves. The formulas are those of `sections.retention`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from revplan.model.plan import Plan
from revplan.numbers.acts import tag
from revplan.numbers.number import Months, Number
from revplan.sections.lines import full_year_amount
from revplan.sections.retention import (
    full_year_loss,
    gross_retention,
    loss_apart,
    net_retention,
)


def retention_shares(base: Number, kept: Number, grown: Number) -> dict[str, Number | None]:
    """Gross and net retention [shares of one] by path; None where nothing could repeat."""
    return {
        "grr": tag("grr", gross_retention(kept, base)),
        "nrr": tag("nrr", net_retention(kept, grown, base)),
    }


def kept_arr(leaves: Mapping[str, Any]) -> tuple[Number, Number]:
    """What opening ARR is at the year's end, and what upsell adds to it [currency a year]."""
    return leaves["base"] - leaves["churned"] - leaves["contracted"], leaves["upsell"]


def kept_revenue(plan: Plan, base: Number, s: Months) -> tuple[Number, Number]:
    """What a full year of the customers brings who are there at the year's end, and what they add
    to it [currency].
    """
    kept = base
    for loss in (plan.churn, plan.contraction):
        if loss is not None:
            kept = kept - full_year_loss(loss, base, s)
    for line in plan.losses.values():
        kept = kept - full_year_amount(line, base)
    return kept, sum(full_year_amount(line, base) for line in plan.upsell.values())


def churn_point(plan: Plan, base: Number, s: Months) -> Number:
    """What a point of yearly churn less takes off the new business [currency]; where a point less
    is not there to take, what a point more adds to it; a hundredth of `base` where no churn is
    stated.
    """
    if plan.churn is None:
        return plan.q(base / 100)
    more, less = loss_apart(plan.churn, base, s, plan.basis, "churn")
    return plan.q(more) - plan.q(less)

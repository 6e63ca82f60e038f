"""Definitions: one plan's requirement under every definition in use."""

from __future__ import annotations

from typing import NamedTuple

from revplan.engine.worked import Worked
from revplan.model.plan import Plan
from revplan.numbers.acts import (
    larger,
    powers,
    quotient,
    ratio,
    ratio_or,
    smaller,
    twelfth_root,
)
from revplan.numbers.exact import exactly
from revplan.numbers.number import Months, Number
from revplan.sections.churn import in_a_year
from revplan.sections.signing import YEAR, earned_share

LABELS = {
    "naive": "growth alone, as if all of last year came again",
    "plan": "the plan's own definition",
    "A": "new business; churn once, on the opening base",
    "A2": "new business; churn as a twelfth a month, compounded",
    "A3": "new business, if monthly churn meets new customers too",
    "B1": "bookings of 12-month contracts; all churn on the first day",
    "B2": "bookings of 12-month contracts; churn evenly through the year",
    "B4": "bookings of 12-month contracts; churn on the last day",
}


class Definition(NamedTuple):
    """What the year requires under one definition [currency]."""

    id: str
    label: str
    required: Number


def definitions(outcome: Worked) -> list[Definition]:
    """What growth alone would ask, the plan's requirement under its own definition, then under each
    of the others.

    The same opening base R, target T, yearly loss a and other lines X give different requirements:
    A, A2 and A3 read the target as recurring revenue at the year's end, B1, B2 and B4 as revenue
    recognised in the year from subscriptions. All that divide honour when customers sign. A
    numerator at or below zero is not divided; a definition under which nobody who signs would be
    there at the year's end is left out, as no amount is enough.
    """
    with exactly():
        required = _required(outcome)
    return [
        Definition(key, label, need)
        for key, label in LABELS.items()
        if (need := required[key]) is not None
    ]


def _required(outcome: Worked) -> dict[str, Number | None]:
    bridge, q = outcome.bridge, outcome.plan.q
    base, target = outcome.year.repeatable, bridge.target
    others = bridge.carried_over + bridge.upsell + bridge.new_streams
    lost = yearly_loss(outcome)
    a = ratio_or(lost, base, stated_rate(outcome.plan))
    one_step = target - base + lost - others
    stays = needed_to_stay(one_step, twelfth_root(larger(1 - a, 0)), outcome.year.sigma)
    earns = earned_share(YEAR, outcome.year.sigma, "new_business.seasonality")
    return {
        "naive": outcome.year.beside["naive"],
        "plan": bridge.new_business,
        "A": q(one_step),
        # (12 - a)^12 / 12^12 is (1 - a/12)^12 with the one division last
        "A2": q(target - base * (12 - a) ** 12 / 12**12 - others),
        "A3": None if stays is None else q(stays),
        "B1": q(_needed(one_step, earns)),
        "B2": q(_needed(target - base + lost / 2 - others, earns)),
        "B4": q(_needed(target - base - others, earns)),
    }


def _needed(wanted: Number, earns: Number) -> Number:
    """What must be won, where a unit won brings `earns`; a surplus is told as it is."""
    return smaller(wanted, 0) + quotient(larger(wanted, 0), earns, "new_business.seasonality")


def needed_to_stay(wanted: Number, monthly: Number, sigma: Months) -> Number | None:
    """What must be won so that `wanted` is there at the year's end [currency], where `monthly` of
    those who were won stay from one month to the next and they sign by the season `sigma`; None
    where nobody would be there.

    `sum sigma_k * monthly^(12-k) / sum sigma` of it is: who signs in December has no month to leave
    in. A surplus is told as it is.

    >>> from decimal import Decimal
    >>> str(needed_to_stay(Decimal(3), Decimal("0.5"), (0,) * 10 + (1, 1)))
    '4'
    >>> needed_to_stay(Decimal(3), Decimal(0), (1,) + (0,) * 11) is None
    True
    """
    left = powers(monthly, 12)[::-1]
    there = sum(weight * share for weight, share in zip(sigma, left, strict=True))
    won = ratio(larger(wanted, 0) * sum(sigma), there)
    return None if won is None else smaller(wanted, 0) + won


def yearly_loss(outcome: Worked) -> Number:
    """What a year of churn, contraction and losses takes of the base [currency].

    An annual rate counts as it is stated and a monthly one compounded; anything else as what it
    takes within the plan year. Losses known by name come on top.
    """
    plan, year = outcome.plan, outcome.year
    return (
        outcome.bridge.churned
        - year.churn_alone
        + in_a_year(plan.churn, year.repeatable, year.churn_alone)
        + in_a_year(plan.contraction, year.repeatable, outcome.bridge.contracted)
    )


def stated_rate(plan: Plan) -> Number:
    """The annual or monthly rates that the plan states [share of one, a year].

    They alone are known where there is no base: what any other key takes is a share of it.
    """
    return sum(in_a_year(loss, 1, 0) for loss in (plan.churn, plan.contraction))

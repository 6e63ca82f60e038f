"""Whether a plan can be worked out: what only its numbers together show."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from revplan.base.problem import Problem
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text
from revplan.sections.new_business import contracts
from revplan.sections.phasing import season
from revplan.sections.prior_year import months_of, prior_amount
from revplan.sections.signing import earning_parts


def value_problems(plan: Plan) -> Iterator[Problem]:
    """What only the numbers together show."""
    with exactly():
        prior = _prior_amount(plan)
        one_off = plan.prior_year.one_off
        if one_off is not None and plan.q(one_off.value) > prior:
            yield Problem(
                "RP114",
                f"one_off is more than all of last year's {amount_text(prior)}",
                "one_off is the part of last year's revenue that was never going to repeat",
                path=("prior_year", "one_off"),
            )
    if not prior and plan.target.growth is not None:
        own = "arr" if plan.basis == "arr" else "revenue"
        yield Problem(
            "RP123",
            "growth on a prior year of zero is zero",
            f"give target.{own}, an amount",
            path=("target", "growth"),
        )
    yield from _earning_problems(plan)
    yield from _winning_problems(plan)


def _prior_amount(plan: Plan) -> Number:
    """Last year's amount: of a company, what its segments' come to in its currency."""
    if not plan.segments:
        return prior_amount(plan.prior_year, plan.q)
    found = plan.q(0)
    for segment in plan.below.values():
        foreign = segment.currency != plan.currency
        rate = plan.fx[segment.currency].value if foreign else 1
        found += plan.q(_prior_amount(segment) * rate)
    return found


def _earning_problems(plan: Plan) -> Iterator[Problem]:
    """Contracts that earn nothing in the year, whenever they are signed."""
    terms = None if plan.basis == "arr" else contracts(plan.new_business)
    if terms is None or plan.new_business is None:
        return
    last_year = months_of(plan.prior_year) or None
    setting = plan.new_business.seasonality or plan.phasing.seasonality
    sigma = season(setting, plan.year, last_year)
    if not any(
        weight and part for weight, part in zip(sigma, earning_parts(terms)[0], strict=True)
    ):
        yield Problem(
            "RP123",
            "no contract signed in the year earns anything in it",
            "write a shorter delay, or let customers sign earlier (new_business.seasonality)",
            path=("new_business", "recognition"),
        )


_ONE_IN = 10**12
"""More leads to one that is won than there are people."""


def _winning_problems(plan: Plan) -> Iterator[Problem]:
    """Conversions of which next to nothing is left."""
    stages = plan.funnel.stages.values() if plan.funnel is not None else ()
    with exactly():
        left = prod(stage.conversion.value for stage in stages)
    if left * _ONE_IN < 1:
        yield Problem(
            "RP114",
            f"fewer than one lead in {_ONE_IN:,} passes all the stages",
            "a conversion is the share that reaches the next stage (25%): raise the smallest",
            path=("funnel", "stages"),
            on_key=True,
        )

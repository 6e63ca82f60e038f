"""Whether a plan can be worked out: what only its numbers together show."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.exchange import convert
from revplan.model.catalogue import LINE_SECTIONS
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
        if prior < 0:
            yield Problem(
                "RP114",
                f"last year's months come to {amount_text(prior)}, less than nothing",
                "a month of refunds may be below zero, the year not; is a month missing, or a sign "
                "wrong?",
                path=("prior_year", "monthly"),
            )
            return
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
    yield from _season_problems(plan)
    yield from _earning_problems(plan)
    yield from _winning_problems(plan)


def _prior_amount(plan: Plan) -> Number:
    """Last year's amount: of a company, what its segments' come to in its currency."""
    if not plan.segments:
        return prior_amount(plan.prior_year, plan.q)
    found = plan.q(0)
    for segment in plan.below.values():
        rate = plan.fx[segment.currency] if segment.currency != plan.currency else None
        found += plan.q(convert(_prior_amount(segment), rate))
    return found


def _season_problems(plan: Plan) -> Iterator[Problem]:
    """A season of last year's months of which one brought less than nothing."""
    months = months_of(plan.prior_year)
    below = next((place for place, month in enumerate(months) if month < 0), None)
    if below is None:
        return
    told = f"last year's months are not a season: one is below zero, {amount_text(months[below])}"
    if plan.phasing.seasonality in (None, _LAST_YEAR):
        at = ("phasing", "seasonality") if plan.phasing.seasonality else None
        hint = "write phasing: {seasonality: even}, or another season"
        yield Problem("RP114", told, hint, path=at or ("prior_year", "monthly", below))
    for path, season_of_its_own in _own_seasons(plan):
        if season_of_its_own == _LAST_YEAR:
            hint = "write seasonality: even, or another season"
            yield Problem("RP114", told, hint, path=(*path, "seasonality"))


def _own_seasons(plan: Plan) -> Iterator[tuple[Path, Any]]:
    """The seasons of new business and of lines, by the path of their section."""
    if plan.new_business is not None:
        yield ("new_business",), plan.new_business.seasonality
    for section in LINE_SECTIONS:
        for name, line in getattr(plan, section).items():
            yield (section, name), line.seasonality


_LAST_YEAR = "prior_year"
"""The season of last year's months."""


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

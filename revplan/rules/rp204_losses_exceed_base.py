"""A month loses more than it has.

What it checks
  Churn, contraction and losses by name together may not take more from a month than last year's
  revenue laid on it, before rounding; a target that builds may not fall below zero in a month. An
  arr plan may not lose more than its opening ARR, and no month may close below zero. What rounding
  alone takes below zero is shown, not reported; what is reported has the decimals that tell it
  from rounding.

Why it matters
  Nobody can lose 120% of a customer. A plan that does has counted a loss twice, usually a big
  departure both by name and in the rate, and asks new business to replace money that was never
  there.

Fails
    revplan: 1
    name: Two Clients Consulting
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 2M}
    target: {growth: 5%}
    churn: {rate: 60%}
    losses:
      bigger_client: {amount: 1.2M}

Passes
    revplan: 1
    name: Two Clients Consulting
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 2M}
    target: {growth: 5%}
    churn: {rate: 10%}
    losses:
      bigger_client: {amount: 1.2M}

How to fix
  Take what is lost by name out of the rate, or let the loss start later. Such a plan has no
  answer: every command but `check` refuses it, and the rule cannot be waived.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.acts import Quantiser
from revplan.numbers.exact import exactly
from revplan.numbers.number import Months
from revplan.numbers.write import amount_text
from revplan.rules.unrounded import DUST, Exact, rounded_at_most, without_rounding
from revplan.sections.target import target_weights

CODE = "RP204"
NAME = "losses-exceed-base"
SEVERITIES = (Severity.error,)

_TWICE = "is a loss counted twice, in the rate and by name?"


def check(outcome: Outcome) -> Iterator[Problem]:
    """The first month that is overdrawn, and the first whose target is below zero.

    What a company loses is its segments', and found there.
    """
    with exactly():
        if _may_be_overdrawn(outcome):
            exact = without_rounding(outcome, lines=False)
            if outcome.plan.basis == "arr":
                yield from () if outcome.segments else _losses(outcome, exact.months)
                yield from _closing(outcome, exact.months)
            else:
                yield from () if outcome.segments else _revenue(outcome, exact.months)
                yield from _target(outcome, exact)


def _may_be_overdrawn(outcome: Outcome) -> bool:
    """Whether a month as it is told is so low that it may be below zero before rounding.

    Most plans are far from it, and need not be worked out again.
    """
    plan, monthly = outcome.plan, outcome.monthly
    if plan.basis == "revenue":
        low = not outcome.segments and min(monthly["retained"]) < rounded_at_most(outcome)
        return low or plan.target.path == "rising"
    if outcome.segments:  # without a target of its own it closes at the sum of its segments
        return outcome.year.unallocated is not None
    left = outcome.bridge.prior_year - sum(monthly["churned"]) - sum(monthly["contracted"])
    lowest = min(left, *monthly["closing"])
    return bool(plan.phasing.late_start) or lowest < rounded_at_most(outcome)


def _revenue(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    taken = _taken(months)
    for month, held, lost in zip(outcome.plan.year.months, months["base"], taken, strict=True):
        if held - lost < -DUST:
            loses, has = _apart(outcome, lost, held)
            message = f"{month} loses {loses} and has {has} of last year's revenue"
            yield Problem(CODE, message, _TWICE, Severity.error, _culprit(outcome))
            return


def _losses(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    opening = months["opening"][0]
    for month, lost in zip(outcome.plan.year.months, accumulate(_taken(months)), strict=True):
        if opening - lost < -DUST:
            gone, had = _apart(outcome, lost, opening)
            message = f"by {month} the plan has lost {gone} of an opening ARR of {had}"
            yield Problem(CODE, message, _TWICE, Severity.error, _culprit(outcome))
            return


def _closing(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    for month, closing in zip(outcome.plan.year.months, months["closing"], strict=True):
        if closing < -DUST:
            message = f"{month} closes at {_apart(outcome, closing, Decimal(0))[0]}, below zero"
            hint = "the losses come earlier than what replaces them: look at their timing"
            where = _culprit(outcome)
            if outcome.bridge.new_business < 0:
                hint = "new business is negative, and takes from months that have little yet"
                where = ("target",)
            yield Problem(CODE, message, hint, Severity.error, where)
            return


def _target(outcome: Outcome, exact: Exact) -> Iterator[Problem]:
    plan = outcome.plan
    if plan.target.path == "rising":
        bridge = exact.year.bridge
        season = exact.months["base"] if outcome.segments else exact.year.s
        weights = target_weights(plan.target, bridge.prior_year, bridge.target, season)
        dust = DUST * sum(map(abs, weights))
        for month, weight in zip(plan.year.months, weights, strict=True):
            if weight < -dust:
                message = f"the target of {month} falls below zero on a path that builds"
                hint = "write path: level, or twelve weights"
                yield Problem(CODE, message, hint, Severity.error, ("target", "path"))
                return


def _taken(months: dict[str, Months]) -> Months:
    """What each month loses, of every kind."""
    return tuple(map(sum, zip(months["churned"], months["contracted"], strict=True)))


def _apart(outcome: Outcome, one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two amounts that differ, with as many decimals as tell them apart, and none too many.

    They are at the plan's rounding where that does.
    """
    step = outcome.plan.q.quantum
    while Quantiser(step)(one) == Quantiser(step)(other):
        step = step.scaleb(-1)
    q = Quantiser(step)
    return amount_text(q(one)), amount_text(q(other))


def _culprit(outcome: Outcome) -> Path:
    plan = outcome.plan
    if outcome.segments:
        return ("segments",)
    if plan.losses:
        return ("losses", next(iter(plan.losses)))
    return ("churn",) if plan.churn is not None else ("contraction",)

"""A month loses more than it has.

What it checks
  Churn, contraction and losses by name together may not take more from a month than last year's
  revenue laid on it, before rounding; a target that builds may not fall below zero in a month. An
  arr plan may not lose more than its opening ARR, and no month may close below zero. What rounding
  alone takes below zero is shown, not reported.

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

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from revplan.annual import line_season, lost, lost_weights, stated_lines
from revplan.ground.figures import grouped
from revplan.ground.number import ZERO, Months, Number, exactly
from revplan.ground.problem import Path, Problem, Severity
from revplan.outcome import Outcome
from revplan.sections.lines import line_amount, line_weights
from revplan.sections.target import target_weights

CODE = "RP204"
NAME = "base-overdrawn"
SEVERITY = Severity.error

_DUST = Decimal("1e-60")


def check(outcome: Outcome) -> Iterator[Problem]:
    """The first month that is overdrawn, and the first whose target is below zero.

    What a company loses is its segments', and found there.
    """
    with exactly():
        if outcome.plan.basis == "arr":
            yield from () if outcome.segments else _losses(outcome)
            yield from _closing(outcome)
        else:
            yield from () if outcome.segments else _revenue(outcome)
            yield from _target(outcome)


def _revenue(outcome: Outcome) -> Iterator[Problem]:
    plan, monthly = outcome.plan, outcome.monthly
    margin = 2 * (len(plan.losses) + 3) * plan.q.quantum
    if min(monthly["retained"]) < margin:
        base = _stated_base(outcome)
        held = _unrounded(base, outcome.year.s)
        taken = _taken(outcome, base)
        for i, month in enumerate(plan.year.months):
            if held[i] - taken[i] < -_DUST:
                yield Problem(
                    CODE,
                    f"{month} loses {_shown(outcome, taken[i])} and has "
                    f"{_shown(outcome, held[i])} of last year's revenue",
                    "is a loss counted twice, in the rate and by name?",
                    SEVERITY,
                    _culprit(outcome),
                )
                break


def _target(outcome: Outcome) -> Iterator[Problem]:
    plan = outcome.plan
    if plan.target.path == "rising":
        prior, wanted = outcome.bridge.prior_year, outcome.bridge.target
        season = outcome.monthly["base"] if outcome.segments else outcome.year.s
        weights = target_weights(plan.target, prior, wanted, season)
        for month, weight in zip(plan.year.months, weights, strict=True):
            if weight < 0:
                message = f"the target of {month} falls below zero on a path that builds"
                hint = "write path: level, or twelve weights"
                yield Problem(CODE, message, hint, SEVERITY, ("target", "path"))
                break


def _losses(outcome: Outcome) -> Iterator[Problem]:
    plan, base = outcome.plan, _stated_base(outcome)
    gone = list(accumulate(_taken(outcome, base)))
    for i, month in enumerate(plan.year.months):
        if base - gone[i] < -_DUST:
            yield Problem(
                CODE,
                f"by {month} the plan has lost {_shown(outcome, gone[i])} of an opening ARR of "
                f"{_shown(outcome, base)}",
                "is a loss counted twice, in the rate and by name?",
                SEVERITY,
                _culprit(outcome),
            )
            return


def _closing(outcome: Outcome) -> Iterator[Problem]:
    plan = outcome.plan
    for month, closing in zip(plan.year.months, outcome.monthly["closing"], strict=True):
        if closing < 0:
            message = f"{month} closes at {grouped(closing)}, below zero"
            hint = "the losses come earlier than what replaces them: look at their timing"
            where = _culprit(outcome)
            if outcome.bridge.new_business < 0:
                hint = "new business is negative, and takes from months that have little yet"
                where = ("target",)
            yield Problem(CODE, message, hint, SEVERITY, where)
            return


def _stated_base(outcome: Outcome) -> Number:
    """What can repeat of last year, as written, before any rounding."""
    section = outcome.plan.prior_year
    if section.monthly is not None:
        prior = sum(month.value for month in section.monthly)
    else:
        stated = section.arr if section.revenue is None else section.revenue
        prior = stated.value if stated is not None else ZERO
    return prior if section.one_off is None else prior - section.one_off.value


def _taken(outcome: Outcome, base: Number) -> list[Number]:
    """What each month loses, before any rounding."""
    plan, s = outcome.plan, outcome.year.s
    total = [ZERO] * 12
    for key in ("churn", "contraction"):
        more = _unrounded(lost(plan, key, base, s), lost_weights(plan, key, s))
        total = [a + b for a, b in zip(total, more, strict=True)]
    for path, line in stated_lines(plan):
        if path.startswith("losses."):
            g = line_season(plan, line, s)
            amount = line_amount(line, base, g, plan.year, path)
            more = _unrounded(amount, line_weights(line, g, plan.year))
            total = [a + b for a, b in zip(total, more, strict=True)]
    return total


def _unrounded(total: Number, weights: Sequence[Number]) -> Months:
    whole = sum(weights)
    return tuple(total * weight / whole if whole else ZERO for weight in weights)


def _shown(outcome: Outcome, amount: Number) -> str:
    return grouped(outcome.plan.q(amount))


def _culprit(outcome: Outcome) -> Path:
    plan = outcome.plan
    if outcome.segments:
        return ("segments",)
    if plan.losses:
        return ("losses", next(iter(plan.losses)))
    return ("churn",) if plan.churn is not None else ("contraction",)

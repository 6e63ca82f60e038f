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
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import CannotWorkOut, Problem, Severity
from revplan.engine.company import year_of
from revplan.engine.company_months import lay_out
from revplan.engine.outcome import Outcome
from revplan.engine.year import Year
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser
from revplan.numbers.exact import exactly
from revplan.numbers.number import Months
from revplan.numbers.write import amount_text
from revplan.sections.target import target_weights

CODE = "RP204"
NAME = "losses-exceed-base"
SEVERITIES = (Severity.error,)

_FINEST = Decimal("1e-50")
_DUST = Decimal("1e-40")
"""Below it lies what quotients that have no end, told to _FINEST, do not add up to."""

_TWICE = "is a loss counted twice, in the rate and by name?"


def check(outcome: Outcome) -> Iterator[Problem]:
    """The first month that is overdrawn, and the first whose target is below zero.

    What a company loses is its segments', and found there.
    """
    with exactly():
        if _may_be_overdrawn(outcome):
            exact = _unrounded(outcome)
            if outcome.plan.basis == "arr":
                yield from () if outcome.segments else _losses(outcome, exact.months)
                yield from _closing(outcome, exact.months)
            else:
                yield from () if outcome.segments else _revenue(outcome, exact.months)
                yield from _target(outcome, exact)


class _Exact(NamedTuple):
    """The figures of the year, and the months by quantity, before any rounding."""

    year: Year
    months: dict[str, Months]


_BROUGHT: dict[str, dict[str, Any]] = {key: {} for key in LINE_SECTIONS if key != "losses"}


def _unrounded(outcome: Outcome) -> _Exact:
    """The plan worked out without its rounding.

    As it is told where that has no answer: a loss that rounds to nothing may fall in no month.
    """
    plan = _without_rounding(outcome.plan)
    try:
        year = year_of(plan)
        return _Exact(year, lay_out(plan, year).months)
    except (CannotWorkOut, InvalidOperation):
        return _Exact(outcome.year, outcome.monthly)


def _without_rounding(plan: Plan) -> Plan:
    segments = {name: _without_rounding(segment) for name, segment in plan.below.items()}
    phasing = plan.phasing.model_copy(update={"rounding": _FINEST})
    others = _BROUGHT if plan.basis == "revenue" else {}  # they move a closing, no month's base
    return plan.model_copy(update={"phasing": phasing, "segments": segments, **others})


def _may_be_overdrawn(outcome: Outcome) -> bool:
    """Whether a month as it is told is so low that it may be below zero before rounding.

    Most plans are far from it, and need not be worked out again.
    """
    plan, monthly = outcome.plan, outcome.monthly
    if plan.basis == "revenue":
        low = not outcome.segments and min(monthly["retained"]) < _rest(outcome)
        return low or plan.target.path == "rising"
    if outcome.segments:  # without a target of its own it closes at the sum of its segments
        return outcome.year.unallocated is not None
    left = outcome.bridge.prior_year - sum(monthly["churned"]) - sum(monthly["contracted"])
    lowest = min(left, *monthly["closing"])
    return bool(plan.phasing.late_start) or lowest < _rest(outcome)


def _rest(outcome: Outcome) -> Decimal:
    """More than rounding can move a month, or a closing [currency].

    A base, a loss and a line are each rounded as they are first used, by at most one quantum in
    all, and once more as they are laid over months, by at most one; growth multiplies what the
    prior year was rounded by.
    """
    growth = outcome.plan.target.growth
    times = Decimal(0) if growth is None else abs(growth.value)
    return (3 * (len(outcome.lines) + 3) + times) * outcome.plan.q.quantum


def _revenue(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    taken = _taken(months)
    for month, held, lost in zip(outcome.plan.year.months, months["base"], taken, strict=True):
        if held - lost < -_DUST:
            loses, has = _apart(outcome, lost, held)
            message = f"{month} loses {loses} and has {has} of last year's revenue"
            yield Problem(CODE, message, _TWICE, Severity.error, _culprit(outcome))
            return


def _losses(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    opening = months["opening"][0]
    for month, lost in zip(outcome.plan.year.months, accumulate(_taken(months)), strict=True):
        if opening - lost < -_DUST:
            gone, had = _apart(outcome, lost, opening)
            message = f"by {month} the plan has lost {gone} of an opening ARR of {had}"
            yield Problem(CODE, message, _TWICE, Severity.error, _culprit(outcome))
            return


def _closing(outcome: Outcome, months: dict[str, Months]) -> Iterator[Problem]:
    for month, closing in zip(outcome.plan.year.months, months["closing"], strict=True):
        if closing < -_DUST:
            message = f"{month} closes at {_apart(outcome, closing, Decimal(0))[0]}, below zero"
            hint = "the losses come earlier than what replaces them: look at their timing"
            where = _culprit(outcome)
            if outcome.bridge.new_business < 0:
                hint = "new business is negative, and takes from months that have little yet"
                where = ("target",)
            yield Problem(CODE, message, hint, Severity.error, where)
            return


def _target(outcome: Outcome, exact: _Exact) -> Iterator[Problem]:
    plan = outcome.plan
    if plan.target.path == "rising":
        bridge = exact.year.bridge
        season = exact.months["base"] if outcome.segments else exact.year.s
        weights = target_weights(plan.target, bridge.prior_year, bridge.target, season)
        dust = _DUST * sum(map(abs, weights))
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

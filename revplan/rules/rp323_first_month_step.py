"""The year begins with a step.

What it checks
  The target of the first month stands more than 20% above last year's same month; where no months
  of last year are given, above its season's last month, and under basis arr above the opening ARR.
  Silent when that month is zero. Both are compared before any rounding.

Why it matters
  A level 50% on every month means that January must sell half as much again as December did, on
  the same calendar, with the same people, three weeks later. Growth builds: it does not arrive at
  midnight on New Year's Eve.

Fails
    revplan: 1
    name: Sparrow Logistics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 12M}
    target: {growth: 24%}
    churn: {rate: 5%}

Passes
    revplan: 1
    name: Sparrow Logistics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 12M}
    target: {growth: 24%, path: rising}
    churn: {rate: 5%}

How to waive
    waivers:
      - {rule: RP323, because: "a contract of 200k a month begins on 1 January"}
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.number import Months
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold
from revplan.rules.unrounded import DUST, rounded_at_most, without_rounding
from revplan.rules.where_to_write import key_place
from revplan.sections.target import AS_SIGNED

CODE = "RP323"
NAME = "first-month-step"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

STEP = Threshold("0.2", "of the month before, and the first stands further above it")


def check(outcome: Outcome) -> Iterator[Problem]:
    """A first month far above the one before it, or last year's."""
    plan = outcome.plan
    exact, told = _exactly(outcome), _first(outcome, outcome.monthly)
    with exactly():
        if exact.before <= 0 or exact.above() <= DUST:
            return
        step = percent(exact.target / exact.before - 1)
    known = plan.basis == "revenue" and plan.prior_year.monthly is not None
    yield Problem(
        CODE,
        f"the first month's target, {amount_text(told.target)}, stands {step} above "
        f"{_BEFORE[plan.basis, known]}, "
        f"{amount_text(told.before)}",
        _way_out(plan),
        Severity.warning,
        ("target",),
    )


_BEFORE = {
    ("revenue", True): "the same month of last year",
    ("revenue", False): "the month before by the plan's season",
    ("arr", False): "the month before",
}


def _way_out(plan: Plan) -> str:
    """What to do about it; months that follow of what is signed are not to be laid otherwise."""
    waiver = "or say in a waiver what begins that month"
    if plan.basis == "arr":
        return f"let losses or growth fall later, {waiver}"
    if plan.target.path != AS_SIGNED:
        return f"let it build: write {key_place(plan, 'target', 'path: rising')}, {waiver}"
    known = plan.prior_year.monthly is not None
    return waiver.removeprefix("or ") if known else f"state prior_year.monthly, {waiver}"


class _First(NamedTuple):
    """The first month's target, and the month that it is held against [currency]."""

    target: Decimal
    before: Decimal

    def above(self) -> Decimal:
        """By how much the target stands beyond the step; at most nothing where it does not."""
        return self.target - (1 + STEP.value) * self.before


def _first(outcome: Outcome, months: dict[str, Months]) -> _First:
    """The two of some months of a plan."""
    target = months["target"][0]
    if outcome.plan.basis == "arr":
        return _First(target, months["opening"][0])
    known = outcome.plan.prior_year.monthly is not None
    return _First(target, months["prior_year"][0] if known else months["base"][11])


def _exactly(outcome: Outcome) -> _First:
    """The two before any rounding, where it may decide; most plans need not be worked out again."""
    first = _first(outcome, outcome.monthly)
    with exactly():
        if abs(first.above()) > 2 * rounded_at_most(outcome):
            return first
        return _first(outcome, without_rounding(outcome, lines=True).months)

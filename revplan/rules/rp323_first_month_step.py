"""The year begins with a step.

What it checks
  The target of the first month stands more than 20% above last year's last month: of last year's
  season where no months are given, of opening ARR under basis arr. Silent when that month is zero.

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

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold

CODE = "RP323"
NAME = "first-month-step"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

STEP = Threshold("0.2", "of the month before, and the first stands further above it")


def check(outcome: Outcome) -> Iterator[Problem]:
    """A first month far above the one before it."""
    plan, monthly = outcome.plan, outcome.monthly
    if plan.basis == "arr":
        before = outcome.bridge.prior_year
    else:
        known = plan.prior_year.monthly is not None
        before = monthly["prior_year" if known else "base"][11]
    first = monthly["target"][0]
    with exactly():
        steps = before > 0 and first > (1 + STEP.value) * before
        step = percent(first / before - 1, 0) if steps else ""
    if steps:
        yield Problem(
            CODE,
            f"the first month's target, {amount_text(first)}, stands {step} above the month "
            f"before, {amount_text(before)}",
            "let it build (target: {path: rising}), or say in a waiver what begins that month"
            if plan.basis == "revenue"
            else "let losses or growth fall later, or say in a waiver what begins that month",
            Severity.warning,
            ("target",),
        )

"""New business is to grow by more than half.

What it checks
  New business is more than 1.5 times `new_business.last_year`. Where that is zero or none, nothing
  is compared.

Why it matters
  Last year's team, budget and market brought 5 million. Asking them for 8 means 60% more leads,
  or a close rate 60% better, or more people, each of which costs money and takes months. The plan
  that asks without saying how is the plan that is missed in every quarter.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_business: {last_year: 5M}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_business: {last_year: 6M}

How to waive
    waivers:
      - {rule: RP305, because: "two new territories open in January", until: 2027-06}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, change_percent
from revplan.rules.reasons import leaps
from revplan.rules.threshold import Threshold

CODE = "RP305"
NAME = "new-business-leap"
SEVERITIES = (Severity.warning,)

LEAP = Threshold("1.5", "times last year's new business, and more is a leap")


def check(outcome: Outcome) -> Iterator[Problem]:
    """New business far above last year's."""
    before, needed = outcome.figure("new_business_last_year"), outcome.bridge.new_business
    if before is None:
        return
    with exactly():
        leap = needed / before - 1 if leaps(needed, before, LEAP.value) else None
        growth = "" if leap is None else change_percent(leap, LEAP.value - 1).removeprefix("+")
    if growth:
        yield Problem(
            CODE,
            f"new business of {amount_text(needed)} is {growth} more than last year's "
            f"{amount_text(before)}",
            "plan for less, or say in a waiver what makes the leap possible",
            Severity.warning,
            ("new_business", "last_year"),
        )

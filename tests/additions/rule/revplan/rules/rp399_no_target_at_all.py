"""A target that is the prior year to the unit.

What it checks
  The target is exactly last year's revenue.

Why it matters
  A plan without growth may be meant; more often nobody filled it in.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {revenue: 10M}
    churn: {rate: 30%}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

How to waive
    waivers:
      - {rule: RP399, because: "a year of rest"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP399"
NAME = "no-target-at-all"
SEVERITIES = (Severity.warning,)


def check(outcome: Outcome) -> Iterator[Problem]:
    """A target that stands still."""
    if outcome.bridge.target == outcome.bridge.prior_year:
        yield Problem(CODE, "the year stands still", "grow", SEVERITIES[0], ("target",))

"""The plan expects to keep every customer.

What it checks
  Churn and losses by name together come to zero, or nothing is said about churn.

Why it matters
  It is the mistake that this program exists for. Ten million that should become fifteen need five
  of new business only if every customer stays; with three lost they need eight. A plan without
  churn starts the year short by exactly what it forgot.

Fails
    revplan: 1
    name: Lighthouse Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}

Passes
    revplan: 1
    name: Lighthouse Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

How to waive
    waivers:
      - {rule: RP301, because: "state contract, fixed until 2029"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP301"
NAME = "no-churn"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """A year in which nothing is lost."""
    if outcome.bridge.churned == 0 and outcome.year.repeatable > 0:
        stated = outcome.plan.churn is not None
        yield Problem(
            CODE,
            "churn is zero: the plan expects to keep every customer"
            if stated
            else "no churn: the plan expects to keep every customer",
            "write what last year's customers will not bring again, as churn: {rate: 10%}",
            Severity.warning,
            ("churn",) if stated else (),
        )

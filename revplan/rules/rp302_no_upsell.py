"""Nothing is planned from existing customers.

What it checks
  The lines of `upsell` come to zero, or there are none.

Why it matters
  Selling more to a customer costs less than finding one. What existing customers add comes off
  the new business, unit for unit: 500,000 of upsell is 500,000 that nobody has to win.

Fails
    revplan: 1
    name: Fennel Kitchens
    fiscal_year: 2027
    currency: GBP
    prior_year: {revenue: 4M}
    target: {growth: 20%}
    churn: {rate: 15%}

Passes
    revplan: 1
    name: Fennel Kitchens
    fiscal_year: 2027
    currency: GBP
    prior_year: {revenue: 4M}
    target: {growth: 20%}
    churn: {rate: 15%}
    upsell:
      service_contracts: {amount: 180k, starts: 2027-04, owner: customer_success}

How to waive
    waivers:
      - {rule: RP302, because: "one product at one price"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP302"
NAME = "no-upsell"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """A year in which existing customers add nothing."""
    if outcome.bridge.upsell == 0:
        yield Problem(
            CODE,
            "nothing is planned from existing customers",
            "add a line under `upsell:` for what they will buy more of",
            Severity.info,
            ("upsell",) if outcome.plan.upsell else (),
        )

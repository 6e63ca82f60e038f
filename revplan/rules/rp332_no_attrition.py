"""The plan expects to keep every rep.

What it checks
  Reps are on board and `capacity.attrition` is not stated, or zero.

Why it matters
  Some of the people who are in their seats in January will not be there in December; their
  successors start at the beginning of the ramp. A capacity that leaves this out is too high in
  every month but the first, and most so in the last quarter.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      reps:
        west: {count: 8, starts: 2025-09}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      attrition: 15%
      reps:
        west: {count: 8, starts: 2025-09}

How to waive
    waivers:
      - {rule: RP332, because: "two founders sell, and stay"}
"""

from collections.abc import Iterator

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP332"
NAME = "no-attrition"
SEVERITIES = (Severity.warning,)
ABOUT = "capacity"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Reps, and none who leave."""
    section = outcome.plan.capacity
    if section is None or not any(group.count.value for group in section.reps.values()):
        return
    stated = section.attrition is not None
    if section.attrition is not None and section.attrition.value:
        return
    at: Path = ("capacity", "attrition") if stated else ("capacity",)
    yield Problem(
        CODE,
        "the plan expects to keep every rep through the year",
        "write attrition: 15%, the share of reps who leave within a year",
        Severity.warning,
        at,
    )

"""The target asks for nothing new.

What it checks
  New business is zero or negative: what stays, what is carried over, upsell and new streams meet
  the target or pass it.

Why it matters
  It may be a cautious year. More often a line is counted twice (in the carry-over and again in the
  upsell) or churn was forgotten, and a sales team is about to be told that it has nothing to do.

Fails
    revplan: 1
    name: Bramble Press
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {revenue: 10M}
    churn: {rate: 10%}
    upsell:
      box_sets: {amount: 2M}

Passes
    revplan: 1
    name: Bramble Press
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {revenue: 12M}
    churn: {rate: 10%}
    upsell:
      box_sets: {amount: 2M}

How to waive
    waivers:
      - {rule: RP306, because: "capacity is sold out; no new customers this year"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text

CODE = "RP306"
NAME = "target-met-already"
SEVERITIES = (Severity.info,)


def check(outcome: Outcome) -> Iterator[Problem]:
    """New business that is none."""
    needed = outcome.bridge.new_business
    if needed > 0:
        return
    surplus = f": a surplus of {amount_text(-needed)}" if needed else ""
    yield Problem(
        CODE,
        f"the target is met without new business{surplus}",
        "is something counted twice, or is the target too low?",
        Severity.info,
        ("target",),
    )

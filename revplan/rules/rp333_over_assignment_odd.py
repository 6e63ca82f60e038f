"""Quotas are far above what must be signed.

What it checks
  All quotas together are more than 140% of the bookings. Quotas below 100% are an error of their
  own, quotas-short, and are not reported here again.

Why it matters
  Some quota is handed out above the plan, because not every rep makes it. Where it is far above,
  the plan counts on most reps to miss theirs: they will know by spring, and so will the good ones,
  who are paid for reaching them elsewhere.

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
      attrition: 10%
      over_assignment: 50%
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
      attrition: 10%
      over_assignment: 20%
      reps:
        west: {count: 8, starts: 2025-09}

How to waive
    waivers:
      - {rule: RP333, because: "half of the quota is on a product that is not released yet"}
"""

from collections.abc import Iterator

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold

CODE = "RP333"
NAME = "over-assignment-odd"
SEVERITIES = (Severity.warning,)
ABOUT = "capacity"

MOST = Threshold("1.4", "times the bookings, and quotas above that are odd")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Quotas far above the bookings."""
    section, figures = outcome.plan.capacity, outcome.work.capacity
    needed = outcome.bridge.bookings
    if section is None or figures is None or needed <= 0:
        return
    with exactly():
        odd = figures.quotas_total > MOST.value * needed
        share = percent(figures.quotas_total / needed)
    if odd:
        stated = section.over_assignment is not None
        at: Path = ("capacity", "over_assignment") if stated else ("capacity", "reps")
        yield Problem(
            CODE,
            f"quotas of {amount_text(figures.quotas_total)} are {share} of the "
            f"{amount_text(needed)} that must be signed",
            "hand out smaller quotas, or say in a waiver why they are so high",
            Severity.warning,
            at,
        )

"""All quotas together are less than what must be signed.

What it checks
  The quotas of all groups, those stated by `quota_per_rep` and those laid out, are added up and
  held against the bookings of the year.

Why it matters
  When every rep makes the quota to the last unit and the year is still missed, nobody has failed
  and nobody has noticed. Quotas are handed out above the plan, because some reps fall short of
  theirs and some leave; never below it.

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
      reps:
        west: {count: 8, starts: 2025-09, quota_per_rep: 900k}

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
      reps:
        west: {count: 8, starts: 2025-09, quota_per_rep: 1.1M}

How to fix
  Raise the quotas, or leave `quota_per_rep` out of one group, which then takes what is left. The
  rule cannot be waived.
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text

CODE = "RP207"
NAME = "quotas-short"
SEVERITIES = (Severity.error,)
ABOUT = "capacity"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Quotas that add up to less than the bookings."""
    figures = outcome.work.capacity
    if figures is None:
        return
    needed = outcome.bridge.bookings
    with exactly():
        short = needed - figures.quotas_total
    if short > 0:
        yield Problem(
            CODE,
            f"all quotas add up to {amount_text(figures.quotas_total)}, {amount_text(short)} less "
            f"than the {amount_text(needed)} that must be signed",
            "raise quotas, or leave quota_per_rep out of a group, which then takes what is left",
            Severity.error,
            ("capacity", "reps"),
        )

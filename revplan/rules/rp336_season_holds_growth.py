"""Growth that builds, on a season that has built already.

What it checks
  `target.path` is rising, revenue is to grow, and the season is last year's months, of which the
  last quarter was above the first.

Why it matters
  The months of a business that grew are not its season alone: December stands above January
  because there were more customers by then. Laid on such months, growth that builds asks the last
  quarter for it twice, and the first for too little. By the time the last quarter is missed, it is
  the last quarter.

Fails
    revplan: 1
    name: Tamarack Rentals
    fiscal_year: 2027
    currency: CAD
    prior_year:
      monthly: [310k, 320k, 340k, 350k, 370k, 380k, 400k, 410k, 430k, 440k, 460k, 470k]
    target: {growth: 25%, path: rising}
    churn: {rate: 15%}

Passes
    revplan: 1
    name: Tamarack Rentals
    fiscal_year: 2027
    currency: CAD
    prior_year:
      monthly: [310k, 320k, 340k, 350k, 370k, 380k, 400k, 410k, 430k, 440k, 460k, 470k]
    target: {growth: 25%, path: rising}
    churn: {rate: 15%}
    phasing: {seasonality: [9, 9, 10, 10, 10, 10, 11, 10, 10, 10, 10, 10]}

How to waive
    waivers:
      - {rule: RP336, because: "last year did not grow: its autumn is the season of fairs"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.write import amount_text
from revplan.rules.where_to_write import key_place

CODE = "RP336"
NAME = "season-holds-growth"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """A path that rises, laid on months that rose."""
    plan, bridge = outcome.plan, outcome.bridge
    monthly = plan.prior_year.monthly
    of_last_year = plan.phasing.seasonality in (None, "prior_year") and monthly is not None
    if plan.target.path != "rising" or not of_last_year or bridge.target <= bridge.prior_year:
        return
    with exactly():
        first, last = sum(outcome.year.s[:3], ZERO), sum(outcome.year.s[-3:], ZERO)
    if last > first:
        yield Problem(
            CODE,
            f"last year grew from {amount_text(first)} in its first quarter to {amount_text(last)} "
            "in its last, and its months are the season: a rising path asks the last quarter for "
            "that growth again, and for this year's",
            f"write {key_place(plan, 'phasing', 'seasonality: [12 weights]')} without last year's "
            "growth, or path: level under target",
            Severity.info,
            ("target", "path"),
        )

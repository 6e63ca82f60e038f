"""Every month is like every other.

What it checks
  The months follow even weights although no month of last year was given. Under basis arr it is
  the season of new business that is looked at. Not asked where `target.path` has twelve weights of
  its own, or is as_signed.

Why it matters
  No business has twelve equal months. A shop that earns a fifth of its year in December and plans
  a twelfth is ahead of plan until November and misses the year by the time anyone can act; a
  consultancy looks broken every August.

Fails
    revplan: 1
    name: Candle and Co
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 2.4M}
    target: {growth: 10%}
    churn: {rate: 20%}

Passes
    revplan: 1
    name: Candle and Co
    fiscal_year: 2027
    currency: EUR
    prior_year:
      monthly: [120k, 130k, 150k, 160k, 170k, 160k, 140k, 130k, 190k, 230k, 340k, 480k]
    target: {growth: 10%}
    churn: {rate: 20%}

How to waive
    waivers:
      - {rule: RP321, because: "rent, billed in twelve equal parts"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.rules.where_to_write import key_place
from revplan.sections.target import AS_SIGNED

CODE = "RP321"
NAME = "flat-months"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """Even weights where no month is known."""
    arr, path = outcome.plan.basis == "arr", outcome.plan.target.path
    if path == AS_SIGNED or isinstance(path, tuple):
        return
    weights = outcome.year.sigma if arr else outcome.year.s
    if outcome.plan.prior_year.monthly is None and len(set(weights)) == 1:
        yield Problem(
            CODE,
            "the season is even: every month weighs the same, and no month of last year is given",
            f"write {key_place(outcome.plan, 'phasing', 'seasonality: [12 weights]')}"
            if arr
            else "give last year's months under prior_year.monthly, or phasing.seasonality",
            Severity.info,
            ("phasing", "seasonality"),
        )

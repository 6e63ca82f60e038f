"""A first quarter that asks for more than last year's.

What it checks
  The first quarter's target is above last year's first quarter and `phasing.late_start` is not
  set. Under basis arr, new business of the first quarter is held against last year's where
  `new_business.last_year` is given. Not asked where last year had no revenue, or won nothing, where
  the quarter asks for no new business, nor where `target.path` is as_signed.

Why it matters
  What is signed in the first quarter was begun in the autumn. A team that starts on the new plan
  in January does its autumn's work then, and a target that expects growth from the first day is
  missed by March, with three quarters of the year spent explaining.

Fails
    revplan: 1
    name: Granite Advisory
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 15%}
    churn: {rate: 10%}

Passes
    revplan: 1
    name: Granite Advisory
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 15%}
    churn: {rate: 10%}
    phasing: {late_start: true}

How to waive
  Better decide: `late_start: true` holds the quarter to last year's, `late_start: false` says that
  the pipeline for a full first quarter is already there.
    waivers:
      - {rule: RP322, because: "decided in the January review"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.number import Months
from revplan.numbers.write import amount_text
from revplan.rules.where_to_write import key_place
from revplan.sections.new_business import last_year_months
from revplan.sections.target import AS_SIGNED

CODE = "RP322"
NAME = "late-start"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """A first quarter above last year's, undecided."""
    plan = outcome.plan
    if plan.phasing.late_start is not None or plan.target.path == AS_SIGNED:
        return
    what, now, before = _compared(outcome)
    if before is None:
        return
    wanted, had = sum(now[:3], ZERO), sum(before[:3], ZERO)
    there = wanted - sum(outcome.monthly["new_business"][:3], ZERO)
    if wanted <= max(had, there):
        return
    hold = key_place(plan, "phasing", "late_start: true")
    hint = f"write {hold} to hold the quarter to last year's, or false if its pipeline is already "
    hint += "there"
    if there > had:
        leave = key_place(plan, "phasing", "late_start: false")
        hint = f"write {leave} if its pipeline is already there; held to last "
        hint += f"year's it would ask for less than is there without it, {amount_text(there)}"
    yield Problem(
        CODE,
        f"the first quarter asks for {amount_text(wanted)} of {what}, last year's brought "
        f"{amount_text(had)}",
        hint,
        Severity.info,
        ("phasing",),
    )


def _compared(outcome: Outcome) -> tuple[str, Months, Months | None]:
    plan, monthly = outcome.plan, outcome.monthly
    if plan.basis == "revenue":
        had = outcome.bridge.prior_year > 0
        return "revenue", monthly["target"], monthly["prior_year"] if had else None
    stated = plan.new_business.last_year if plan.new_business is not None else None
    if stated is None or outcome.bridge.prior_year <= 0:
        return "new business", monthly["new_business"], None
    with exactly():
        before = last_year_months(stated, outcome.year.sigma, plan.q)
    return "new business", monthly["new_business"], before if any(before) else None

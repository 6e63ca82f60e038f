"""A department has a number in the plan, and no plan of its own.

What it checks
  Where new business is more than a tenth of the target: whether the plan has, for leads, for new
  business, and for churn and upsell, a promise (a commitment), money (a budget), work (an
  initiative that supports them), a measure (a goal) and tools. Marketing, sales and customer
  success are told by these figures, whatever their owners are called; marketing by new business
  where no source of leads is named. One finding a department, of a company once: an info, and a
  warning where a department has nothing at all and the plan states a funnel, capacity, a budget or
  a strategy. `revplan show` has the table.

Why it matters
  The number is the sum of what three departments do. The one that is missing in the plan will do
  what it did last year, and the number counts on something else. It is cheap to see in November,
  and costs the year in June.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      team: {owner: sales, amount: 150k, every: month}
    commitments:
      sales: {new_business: 8M}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      campaigns: {owner: marketing, amount: 50k, every: month}
      team: {owner: sales, amount: 150k, every: month}
      care: {owner: customer_success, amount: 60k, every: month}
    strategy:
      goals:
        new_customers: {metric: new_business, value: 8M, by: 2027-12, owner: sales}
        retention: {metric: churn.rate, value: 30%, by: 2027-12, owner: customer_success}
      initiatives:
        depots:
          owner: sales
          supports: [new_business]
          tasks: [{do: "Visit ten firms.", every: week}, {do: "Count the offers.", every: month}]
        renewals:
          owner: customer_success
          supports: [churn.rate]
          tasks: [{do: "Call who ends soon.", every: week}, {do: "Read who left.", every: month}]
      tools: {crm: "Where every deal lives."}
    commitments:
      marketing: {new_business: 1M}
      sales: {new_business: 7M}
      customer_success: {churn: 3M}

How to waive
    waivers:
      - {rule: RP355, because: "the departments keep their own plans, and hold them to this one"}
"""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.rules.threshold import Threshold
from revplan.studies.departments import PILLARS, departments

CODE = "RP355"
NAME = "department-without-plan"
SEVERITIES = (Severity.warning, Severity.info)
OF_COMPANY = True

SHARE = Threshold("0.1", "of the target, and more new business than that takes departments")

_CALLED = dict(zip(PILLARS, ("commitment", "budget", "initiative", "goal", "tool"), strict=True))
_STANDS = dict(
    zip(
        PILLARS,
        ("commitments", "budget", "strategy.initiatives", "strategy.goals", "strategy.tools"),
        strict=True,
    )
)
_BEYOND = ("funnel", "capacity", "budget", "strategy")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Departments for whose figures something is missing, a finding each."""
    bridge = outcome.bridge
    with exactly():
        if bridge.new_business <= SHARE.value * bridge.target:
            return
    for department in departments(outcome):
        missing = department.missing
        if not missing:
            continue
        nothing = missing == PILLARS
        lacks = listing((f"no {_CALLED[it]}" for it in missing), "and")
        has = f"nothing for {department.of}: {lacks}" if nothing else f"{lacks} for {department.of}"
        gravest = nothing and _plans_work(outcome.plan)
        yield Problem(
            CODE,
            f"{department.name} has {has}",
            f"state it under {listing((_STANDS[it] for it in missing), 'and')}, or say in a "
            "waiver where it stands",
            Severity.warning if gravest else Severity.info,
        )


def _plans_work(plan: Plan) -> bool:
    """Whether a plan, or a segment of it, says how its number is reached."""
    return any(getattr(plan, key) for key in _BEYOND) or any(
        _plans_work(segment) for segment in plan.segments.values()
    )

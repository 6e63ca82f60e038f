"""An initiative that is a title.

What it checks
  An initiative under `strategy` has an owner, names a number of the plan that it `supports`, and
  has two tasks at least that are done again and again (`every`).

Why it matters
  What is done once is over in February. A number moves because somebody does something every week
  and looks every month at whether it works: two tasks. Without an owner nobody does, and without
  the number nobody can say whether it did.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    strategy:
      initiatives:
        better_service:
          owner: customer_success
          what: "Customers hear from us before they have to ask."
          supports: [churn.rate]

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    strategy:
      initiatives:
        better_service:
          owner: customer_success
          what: "Customers hear from us before they have to ask."
          supports: [churn.rate]
          tasks:
            - {do: "Call every customer whose use has halved.", every: week}
            - {do: "Read who left, and why.", every: month}

How to waive
    waivers:
      - {rule: RP354, because: "the projects are kept in the project list, with owners and dates"}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing
from revplan.engine.outcome import Outcome
from revplan.rules.threshold import Threshold

if TYPE_CHECKING:
    from revplan.sections.strategy import Initiative

CODE = "RP354"
NAME = "initiative-bare"
SEVERITIES = (Severity.info,)
ABOUT = "strategy"

TASKS = Threshold("2", "tasks that are done again and again, and fewer are too few")

_EXAMPLES = {
    "owner": "owner: sales",
    "number that it supports": "supports: [churn.rate]",
    "task": 'what somebody does again and again, as - {do: "...", every: week} under tasks',
}


def check(outcome: Outcome) -> Iterator[Problem]:
    """Initiatives that lack an owner, a number or tasks, a finding each."""
    strategy = outcome.plan.strategy
    for name, initiative in strategy.initiatives.items() if strategy is not None else ():
        lacking = dict(_lacking(initiative))
        if lacking:
            yield Problem(
                CODE,
                f"the initiative {escape(name)} has {listing(lacking.values(), 'and')}",
                f"add {', '.join(_EXAMPLES[it] for it in lacking)}",
                Severity.info,
                ("strategy", "initiatives", name),
                on_key=True,
            )


def _lacking(initiative: Initiative) -> Iterator[tuple[str, str]]:
    """What is missing, and how to say that."""
    if initiative.owner is None:
        yield "owner", "no owner"
    if not initiative.supports:
        yield "number that it supports", "no number that it supports"
    recurring = sum(task.every is not None for task in initiative.tasks)
    if recurring < TASKS.value:
        one = {0: "no task that is", 1: "one task that is"}
        some = one.get(recurring, f"{recurring} tasks that are")
        yield "task", f"{some} done again and again"

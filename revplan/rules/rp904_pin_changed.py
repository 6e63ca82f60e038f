"""A pin that differs from the base.

What it checks
  With `check --against`: every figure under `expect` that was pinned at another value in the base,
  and every pin that is gone.

Why it matters
  A pin holds what was approved. A change that moves a figure and its pin together passes `check`:
  the new figure is approved by whoever merges, who should know that he approves it.

Base
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    expect: {new_business: 8M}

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 31%}
    expect: {new_business: 8.1M}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    expect: {new_business: 8M, target: 15M}

How to fix
  Nothing is wrong. Have the new figure approved by those who approved the old one.
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.limit import Limit
from revplan.numbers.write import amount_text
from revplan.rules import Base

CODE = "RP904"
NAME = "pin-changed"
SEVERITIES = (Severity.info,)
ABOUT = "changes"


def check(outcome: Outcome, base: Base, limit: Limit | None) -> Iterator[Problem]:
    """Pins that moved, and pins that are gone."""
    pins = outcome.plan.expect
    for name, before in (base.plan.expect if base.plan else {}).items():
        if name not in pins:
            said = f"this change removes the pin of {name}, {amount_text(before)}"
            yield Problem(CODE, said, "pin the figure again, or approve that nothing holds it",
                          Severity.info, ("expect",), on_key=True)  # fmt: skip
        elif pins[name] != before:
            said = f"this change moves the pin of {name} from {amount_text(before)} to "
            said += amount_text(pins[name])
            hint = "whoever merges approves the new figure"
            yield Problem(CODE, said, hint, Severity.info, ("expect", name))

"""A waiver that the base does not have.

What it checks
  With `check --against`: every waiver of a rule that the plan did not waive in the base, and every
  waiver that now holds for longer.

Why it matters
  A waiver decides what `check` lets pass. Whoever adds one in the change that it covers judges
  himself: that may be right, and a second person should see it.

Base
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 0%}

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 0%}
    waivers:
      - {rule: RP301, because: "we lose nobody"}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 0%}

How to fix
  Nothing is wrong. Read the reason, and approve the change or ask. The report is gone once the
  change is merged.
"""

from collections.abc import Iterator

from revplan.ground.limit import Limit
from revplan.ground.problem import Problem, Severity
from revplan.ground.words import cut
from revplan.outcome import Outcome
from revplan.sections.waivers import Waiver

CODE = "RP903"
NAME = "waiver-added"
SEVERITY = Severity.info


def check(outcome: Outcome, base: Outcome, limit: Limit | None) -> Iterator[Problem]:
    """Waivers that are new, and waivers that hold for longer."""
    known = {waiver.rule: waiver for waiver in base.plan.waivers}
    for place, waiver in enumerate(outcome.plan.waivers):
        before = known.get(waiver.rule)
        if before is None:
            said = f"this change waives {waiver.rule}: {cut(waiver.because, 80)}"
        elif _longer(waiver, before):
            until = waiver.until or "any month"
            said = f"this change waives {waiver.rule} until {until}; it was {before.until}"
        else:
            continue
        hint = "see whether the reason holds; the finding that it covers is not shown"
        yield Problem(CODE, said, hint, SEVERITY, ("waivers", place, "rule"))


def _longer(waiver: Waiver, before: Waiver) -> bool:
    """Whether a waiver holds for later plans than it did."""
    if before.until is None:
        return False
    return waiver.until is None or waiver.until > before.until

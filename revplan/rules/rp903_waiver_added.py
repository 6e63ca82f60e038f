"""A waiver that the base does not have.

What it checks
  With `check --against`: every waiver of a rule that the plan did not waive in the base, and every
  waiver that now holds for longer, or for another reason. A plan that is new adds all its waivers.

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

from revplan.base.problem import Problem, Severity
from revplan.base.words import cut
from revplan.engine.outcome import Outcome
from revplan.numbers.limit import Limit
from revplan.rules import Base
from revplan.sections.waivers import Waiver

CODE = "RP903"
NAME = "waiver-added"
SEVERITIES = (Severity.info,)
ABOUT = "changes"


def check(outcome: Outcome, base: Base, limit: Limit | None) -> Iterator[Problem]:
    """Waivers that are new, that hold for longer, or for another reason."""
    known = {waiver.rule: waiver for waiver in base.plan.waivers} if base.plan else {}
    for place, waiver in enumerate(outcome.plan.waivers):
        said = _said(waiver, known.get(waiver.rule))
        if said:
            hint = "see whether the reason holds; the finding that it covers is not shown"
            yield Problem(CODE, said, hint, Severity.info, ("waivers", place, "rule"))


def _said(waiver: Waiver, before: Waiver | None) -> str:
    """What the change does to a waiver; empty where it leaves it, or lets it end earlier."""
    because = cut(waiver.because, 80)
    if before is None:
        return f"this change waives {waiver.rule}: {because}"
    if before.until is not None and (waiver.until is None or waiver.until > before.until):
        until = waiver.until or "any month"
        return f"this change waives {waiver.rule} until {until}; it was {before.until}"
    if waiver.because != before.because:
        return f"this change gives the waiver of {waiver.rule} another reason: {because}"
    return ""

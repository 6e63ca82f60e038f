"""A waiver past its date.

What it checks
  A waiver whose `until` lies before the plan's first month. It waives nothing any more, so the
  finding that it covered is reported as well. The plan's own month is compared, not today's date:
  the same file always gives the same answer.

Why it matters
  "Two new territories open in January" explains one year's leap. Copied into the next year's plan
  it explains nothing, and would go on silencing the rule for ever.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    waivers:
      - {rule: RP302, because: "no second product before autumn", until: 2026-09}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    waivers:
      - {rule: RP302, because: "no second product before autumn", until: 2027-09}

How to fix
  Remove the waiver, or decide again and give it a later `until`. This rule cannot be waived.
"""

from collections.abc import Iterator, Sequence

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.sections.waivers import is_expired

CODE = "RP902"
NAME = "waiver-expired"
SEVERITIES = (Severity.error,)
ABOUT = "waivers"


def check(outcome: Outcome, findings: Sequence[Problem]) -> Iterator[Problem]:
    """Waivers whose date lies before the plan."""
    first = outcome.plan.year.first
    for place, waiver in enumerate(outcome.plan.waivers):
        if is_expired(waiver, first):
            yield Problem(
                CODE,
                f"the waiver of {waiver.rule} held until {waiver.until}, and the plan begins "
                f"{first}",
                "remove it, or decide again and give it a later month",
                Severity.error,
                ("waivers", place, "until"),
            )

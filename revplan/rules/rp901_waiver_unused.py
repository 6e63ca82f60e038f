"""A waiver that waives nothing.

What it checks
  A waiver whose rule finds nothing in this plan, or nothing that can be waived.

Why it matters
  A waiver is a promise that somebody looked. One that outlives its finding stays in the file, and
  silences the rule on the day that it has something to say again.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
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
    waivers:
      - {rule: RP301, because: "we lose nobody"}

How to fix
  Remove the waiver. This rule cannot be waived.
"""

from collections.abc import Iterator, Sequence

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.rules.register import find
from revplan.rules.waiving import is_binding
from revplan.sections.waivers import is_expired

CODE = "RP901"
NAME = "waiver-unused"
SEVERITIES = (Severity.warning,)
ABOUT = "waivers"


def check(outcome: Outcome, findings: Sequence[Problem]) -> Iterator[Problem]:
    """Waivers of rules that found nothing."""
    fired = {problem.code for problem in findings}
    waived = {problem.code for problem in findings if not is_binding(problem)}
    first = outcome.plan.year.first
    seen: set[str] = set()
    for place, waiver in enumerate(outcome.plan.waivers):
        again = waiver.rule in seen
        seen.add(waiver.rule)
        if is_expired(waiver, first) or (waiver.rule in waived and not again):
            continue
        if waiver.rule not in fired and not again and _of_changes(waiver.rule):
            continue
        why = "is waived twice" if again else "finds nothing in this plan"
        if waiver.rule in fired - waived:
            why = "finds here what cannot be waived"
        yield Problem(
            CODE,
            f"{waiver.rule} {why}",
            "remove the waiver",
            Severity.warning,
            ("waivers", place, "rule"),
        )


def _of_changes(code: str) -> bool:
    """Whether a rule finds something, or more, only once it knows what the plan was."""
    rule = find(code)
    return rule is not None and (
        getattr(rule, "ABOUT", "") == "changes" or hasattr(rule, "changed")
    )

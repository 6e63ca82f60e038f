"""Leads are promised, and nobody promises to call them.

What it checks
  A source of the funnel states a `value` or an `owner`, and `funnel.follow_up_hours` is not stated.

Why it matters
  The agreement has two sides: marketing brings leads of a value, sales calls each within some
  hours. A lead that waits for a week is worth a fraction of what it was on the first day, and then
  both sides are right that the other one failed.

Fails
    revplan: 1
    name: Fathom Sensors
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 4%}}
      sources: {webinar: {kind: net, leads: 5500, owner: marketing}}

Passes
    revplan: 1
    name: Fathom Sensors
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 4%}}
      sources: {webinar: {kind: net, leads: 5500, owner: marketing}}
      follow_up_hours: 12

How to waive
    waivers:
      - {rule: RP314, because: "partners follow up, by a contract of their own"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP314"
NAME = "follow-up-missing"
SEVERITIES = (Severity.info,)
ABOUT = "funnel"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Lead values without a promise in return."""
    funnel = outcome.plan.funnel
    if funnel is None or funnel.follow_up_hours is not None:
        return
    if any(it.value is not None or it.owner is not None for it in funnel.sources.values()):
        yield Problem(
            CODE,
            "leads are promised, and nothing says how soon sales follows them up",
            "write follow_up_hours: 24, or what sales can promise",
            Severity.info,
            ("funnel",),
            on_key=True,
        )

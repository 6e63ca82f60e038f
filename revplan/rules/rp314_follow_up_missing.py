"""Leads are promised, and nobody promises to call them soon.

What it checks
  A source of the funnel states a `value` or an `owner`, and `funnel.follow_up_hours` is not stated,
  or above 24.

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
      follow_up_hours: 72

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
from revplan.numbers.write import plain
from revplan.rules.threshold import Threshold

CODE = "RP314"
NAME = "follow-up-missing"
SEVERITIES = (Severity.info,)
ABOUT = "funnel"

HOURS = Threshold("24", "hours until a lead is followed up, and more is late")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Leads that are promised without a promise in return, or for one that is too late."""
    funnel = outcome.plan.funnel
    if funnel is None or not any(
        it.value is not None or it.owner is not None for it in funnel.sources.values()
    ):
        return
    hours = funnel.follow_up_hours
    if hours is None:
        yield Problem(
            CODE,
            "leads are promised, and nothing says how soon sales follows them up",
            f"write follow_up_hours: {plain(HOURS.value)}, or what sales can promise",
            Severity.info,
            ("funnel",),
            on_key=True,
        )
    elif hours.value > HOURS.value:
        yield Problem(
            CODE,
            f"sales follows leads up within {plain(hours.value)} hours: by then most have called "
            "somebody else",
            f"promise {plain(HOURS.value)} hours at most, or say in a waiver why these leads wait",
            Severity.info,
            ("funnel", "follow_up_hours"),
        )

"""Leads of last year are counted on, and the plan does not say how many there were.

What it checks
  Leads that were created last year and are signed in this one count for this year. Where no source
  states its `last_year`, as many are taken as this year plans. Said where they bring something: as
  an information, and as a warning where the year has too few leads without them, or does not reach
  its target.

Why it matters
  A plan that doubles its leads takes for granted that last year's were doubled already, and fills
  its first quarter with leads that nobody created. What was there is known on the first day: it
  stands in the CRM.

Fails
    revplan: 1
    name: Quarry Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%, days: 45}
        proposal: {conversion: 20%, days: 45}
      sources:
        webinar: {kind: net, leads: 6000}
      follow_up_hours: 12

Passes
    revplan: 1
    name: Quarry Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%, days: 45}
        proposal: {conversion: 20%, days: 45}
      sources:
        webinar: {kind: net, leads: 6000, last_year: 5500}
      follow_up_hours: 12

How to waive
    waivers:
      - {rule: RP316, because: "last year's leads are counted in February, with the new CRM"}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.fields.assumption import Assumption
from revplan.model.plan import Plan
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Unit
from revplan.numbers.write import unit_text

if TYPE_CHECKING:
    from revplan.sections.leads_in_time import InTime, LeadsInTime

CODE = "RP316"
NAME = "last-years-leads-assumed"
SEVERITIES = (Severity.warning, Severity.info)
ABOUT = "funnel"


def check(outcome: Outcome) -> Iterator[Problem]:
    """What last year's leads bring that nobody stated."""
    found: LeadsInTime | None = outcome.work.found.get("leads_in_time")
    if found is None or not found.assumed or found.held.of_last_year <= 0:
        return
    told = unit_text(found.held.of_last_year, Unit.count)
    what = f"{told} of the leads in time are" if found.leads else f"{told} of lead value in time is"
    message = (
        f"{what} of last year, and no source states its leads: as many as this year's are taken"
    )
    lacks = _lacks(outcome)
    yield Problem(
        CODE,
        f"{message}; {lacks}" if lacks else message,
        "state each source's leads of last year, or none where it is new: last_year",
        Severity.warning if lacks else Severity.info,
        ("funnel", "sources"),
    )


def _lacks(outcome: Outcome) -> str:
    """What the year is short of without them; empty where it is not."""
    without = work_out(_without(outcome.plan))
    held: InTime = without.work.found["leads_in_time"].held
    if held.short > 0:
        return "without them the year's leads do not suffice"
    reach = without.work.reach
    return "without them the target is not within reach" if reach and reach.short > 0 else ""


def _without(plan: Plan) -> Plan:
    """The plan, which has a funnel, with no leads last year."""
    funnel: Any = plan.funnel
    none = {"last_year": Assumption(ZERO)}
    sources = {name: it.model_copy(update=none) for name, it in funnel.sources.items()}
    return plan.model_copy(update={"funnel": funnel.model_copy(update={"sources": sources})})

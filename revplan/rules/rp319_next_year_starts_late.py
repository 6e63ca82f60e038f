"""The last months of the year bring too few leads for the first months of the next.

What it checks
  Deals of next year's first months begin as leads in the last months of this one: as many as this
  year's first months needed before it began, times `1 + funnel.next_year`. In the months in which
  they are due, the leads that are planned, less those that this year itself needs, are held against
  them. Where sources state a `value`, leads count by what they are worth.

Why it matters
  A plan that ends in December stops bringing leads in October, since none of them is signed in the
  year. The first quarter after it then begins with an empty funnel, and no plan that is written in
  January can fill it in time.

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
        webinar:
          kind: net
          leads: [600, 600, 600, 600, 600, 600, 600, 600, 200, 0, 0, 0]
          last_year: 5000
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
        webinar: {kind: net, leads: 6000, last_year: 5000}
      follow_up_hours: 12

How to waive
    waivers:
      - {rule: RP319, because: "the line is sold for the last time this year"}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.number import Months
from revplan.numbers.write import unit_text
from revplan.rules.threshold import Threshold

if TYPE_CHECKING:
    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.lead_value import LeadValueFigures
    from revplan.sections.next_year import NextYear

CODE = "RP319"
NAME = "next-year-starts-late"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

MISSING = Threshold("0.1", "of the leads that next year needs: what may be missing of them")


def check(outcome: Outcome) -> Iterator[Problem]:
    """What is planned for next year, in the months in which it needs leads."""
    found = outcome.work.found
    funnel: FunnelFigures = found["funnel"]
    lead: LeadValueFigures = found["lead_value"]
    next_year: NextYear = found["next_year"]
    if not lead.sources:
        return
    needed = next_year.months[funnel.stages[0].stage]
    with exactly():
        planned = _planned(outcome, lead)
        own = funnel.stages[0].months[-len(planned) :]
        due = [place for place, count in enumerate(needed) if count > 0]
        asked = sum(needed[place] for place in due)
        there = sum(max(planned[place] - own[place], 0) for place in due)
        if not due or there >= (1 - MISSING.value) * asked:
            return
        short = asked - there
    months = [str(outcome.plan.year.months[place]) for place in due]
    told, spare, lack = (unit_text(x, Unit.count) for x in (asked, there, short))
    yield Problem(
        CODE,
        f"next year's first months need {told} leads of {listing(months, 'and')}, and "
        f"{_there(spare, outcome.plan)} planned there beyond what this year needs",
        f"plan {lack} more leads in these months, or say what next year signs: funnel.next_year",
        Severity.warning,
        ("funnel", "sources"),
    )


def _there(spare: str, plan: Plan) -> str:
    """How many leads are there; where sources say what theirs are worth, in average ones."""
    sources = plan.funnel.sources.values() if plan.funnel is not None else ()
    valued = any(it.value is not None for it in sources)
    return f"leads worth {spare} average ones are" if valued else f"{spare} are"


def _planned(outcome: Outcome, lead: LeadValueFigures) -> Months:
    """The leads that are planned by month, 12: by what they are worth where that is stated."""
    section: Any = outcome.plan.funnel
    worth = section.average_deal.value * outcome.work.found["funnel"].win_rate
    return tuple(month / worth for month in lead.value.planned_months)

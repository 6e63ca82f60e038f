"""The leads planned are worth less than the bookings ask for.

What it checks
  The value of all `funnel.sources` together, leads times what one is worth, is held against
  `funnel.lead_coverage` times the bookings of the year. Where no source states a `value`, leads are
  held against leads. The first quarter that falls short is named: what is asked for is moved to the
  months in which the leads have to be there.

Why it matters
  Every deal of the year begins as a lead. Where the sources bring 6.4 million of lead value and 8
  are asked for, a fifth of the deals has no beginning, and the sales team learns of it one sales
  cycle too late.

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
        lead:     {conversion: 20%, days: 30}
        proposal: {conversion: 20%, days: 30}
      sources:
        webinar: {kind: net, leads: 4000, owner: marketing, value: 1600}
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
        lead:     {conversion: 20%, days: 30}
        proposal: {conversion: 20%, days: 30}
      sources:
        webinar:  {kind: net, leads: 4000, owner: marketing, value: 1600}
        outbound: {kind: spear, leads: 1000, owner: sales, value: 1600}
      follow_up_hours: 12

How to fix
  Plan for more leads, or for better ones; or plan for fewer bookings. Leads that are short in one
  quarter alone can be moved: `leads` may be twelve monthly numbers. The rule cannot be waived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Severity
from revplan.base.words import trim
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text

if TYPE_CHECKING:
    from revplan.sections.lead_value import Coverage

CODE = "RP205"
NAME = "lead-value-short"
SEVERITIES = (Severity.error,)
ABOUT = "funnel"

_MEANT = Decimal("0.01")
"""Less than that is not a lead; what a quarter lacks of it comes from dividing by twelve."""

_TENTH = Decimal("0.1")


def check(outcome: Outcome) -> Iterator[Problem]:
    """What the sources bring, against what is asked for."""
    lead = outcome.work.lead_value
    if lead is None or not lead.sources or lead.held.short <= 0:
        return
    held, show = lead.held, amount_text if lead.leads is None else _leads_shown
    asked, planned, short = (show(x) for x in (held.asked, held.planned, held.short))
    if lead.leads is None:
        told = f"the leads planned are worth {planned}, {short} less than the {asked} asked for"
        hint = f"plan for leads worth {short} more, or for fewer bookings"
    else:
        told = f"{planned} leads are planned, {short} less than the {asked} asked for"
        hint = f"plan for {short} more leads, or for fewer bookings"
    with exactly():
        where = _first_short(outcome, held, show)
    yield Problem(CODE, f"{told}; {where}", hint, Severity.error, ("funnel", "sources"))


def _first_short(outcome: Outcome, held: Coverage, show: Callable[[Number], str]) -> str:
    """The first quarter that asks for more than is planned in it."""
    months = outcome.plan.year.months
    in_year = held.asked_months[-12:]
    for quarter in range(4):
        within = slice(3 * quarter, 3 * quarter + 3)
        asked, planned = sum(in_year[within]), sum(held.planned_months[within])
        if asked - planned >= _MEANT:
            first, _, last = months[within]
            told = show(planned), show(asked)
            if told[0] == told[1]:
                told = (_to_a_tenth(planned), _to_a_tenth(asked))
            return (
                f"Q{quarter + 1} ({first} to {last}) is the first quarter that falls short, with "
                f"{told[0]} of {told[1]}"
            )
    return "no quarter falls short by itself: what is missing is due before the year begins"


def _leads_shown(leads: Number) -> str:
    """Leads: whole ones, and below a hundred to a tenth."""
    return amount_text(to_step(leads, ONE)) if leads >= 100 else _to_a_tenth(leads)


def _to_a_tenth(leads: Number) -> str:
    return trim(amount_text(to_step(leads, _TENTH)))

"""The leads planned are worth less than the bookings ask for.

What it checks
  The value of the leads that come in time is held against `funnel.lead_coverage` times the bookings
  of the year: leads times what one is worth, of this year and of last year, as far as they are
  signed in the year. Where no source states a `value`, leads are held against leads. An error where
  the year falls short; a warning where the year suffices, and what is signed up to the end of a
  quarter is behind what was to be signed by then by more than the threshold.

Why it matters
  Every deal of the year begins as a lead. Where the sources bring 6.4 million of lead value and 8
  are asked for, a fifth of the deals has no beginning, and the sales team learns of it one sales
  cycle too late. Leads of December count for next year, however many they are.

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
        webinar: {kind: net, leads: 4000, last_year: 4000, owner: marketing, value: 1600}
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
        webinar:  {kind: net, leads: 4000, last_year: 4000, owner: marketing, value: 1600}
        outbound: {kind: spear, leads: 1000, last_year: 1000, owner: sales, value: 1600}
      follow_up_hours: 12

How to fix
  Plan for more leads, for better or for earlier ones; or plan for fewer bookings. Leads that are
  short in one quarter alone can be moved: `leads` may be twelve monthly numbers. The error cannot
  be waived; the warning of a quarter can.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, tell_apart, unit_text
from revplan.rules.leads_wanted import leads_wanted
from revplan.rules.threshold import Threshold
from revplan.sections.new_business import contracts

if TYPE_CHECKING:
    from revplan.sections.leads_in_time import InTime, LeadsInTime

CODE = "RP205"
NAME = "lead-value-short"
SEVERITIES = (Severity.error, Severity.warning)
ABOUT = "funnel"

BEHIND = Threshold(
    "0.05", "of what was to be signed so far: what may be missing at a quarter's end"
)

_AT = ("funnel", "sources")


def check(outcome: Outcome) -> Iterator[Problem]:
    """What comes in time, against what is asked for."""
    found: LeadsInTime | None = outcome.work.found.get("leads_in_time")
    if found is None:
        return
    held, counted = found.held, found.leads is not None
    if held.short <= 0:
        yield from _behind(outcome, held, counted)
        return
    short, late = (_shown(counted, x) for x in (held.short, held.too_late))
    came, asked = _both(counted, held.in_time, held.asked)
    if counted:
        told = f"{came} leads come in time, {short} less than the {asked} asked for"
        too_late = f"; {late} of the leads planned are signed after the year"
    else:
        told = (
            f"the leads that come in time are worth {came}, {short} less than the {asked} asked for"
        )
        too_late = f"; {late} of what is planned is signed after the year"
    message = told + (too_late if held.too_late > 0 else "")
    hint = leads_wanted(outcome, held.short, counted)
    yield Problem(CODE, message, hint, Severity.error, _AT)


def _behind(outcome: Outcome, held: InTime, counted: bool) -> Iterator[Problem]:
    """The first quarter's end at which too little has been signed."""
    with exactly():
        for quarter, end in enumerate((3, 6, 9, 12), start=1):
            asked, came = sum(held.asked_months[:end]), sum(held.months[:end])
            if asked - came > BEHIND.value * asked:
                what = "leads are" if counted else "of lead value is"
                were = "were" if counted else "was"
                here, wanted = _both(counted, came, asked)
                yield Problem(
                    CODE,
                    f"by the end of Q{quarter} {here} {what} signed, and {wanted} {were} to be: "
                    "the year suffices, and begins too late",
                    _earlier(outcome.plan),
                    Severity.warning,
                    _AT,
                )
                return


def _earlier(plan: Plan) -> str:
    """What to do about leads that suffice and come too late. Contracts that are signed later earn
    less of the year, so that more of them would have to be signed.
    """
    sources = plan.funnel.sources.values() if plan.funnel is not None else ()
    known = any(isinstance(it.last_year, Assumption) and it.last_year.value for it in sources)
    hint = "bring leads earlier: write leads as twelve numbers"
    hint += ", and last_year as well: a year's count is spread as they are" if known else ""
    if plan.basis == "arr" or contracts(plan.new_business) is None:
        hint += "; or let the bookings come later: new_business.seasonality"
    return hint


def _both(counted: bool, came: Number, asked: Number) -> tuple[str, str]:
    """What comes and what is asked for: leads with as many decimals as tell them apart."""
    if not counted:
        return amount_text(came), amount_text(asked)
    return tell_apart(came, asked, 0 if asked >= 100 else 1)


def _shown(counted: bool, x: Number) -> str:
    """An amount as it is; leads as they are displayed."""
    return unit_text(x, Unit.count) if counted else amount_text(x)

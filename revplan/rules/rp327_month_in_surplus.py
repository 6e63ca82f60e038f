"""Months that bring more than they ask for, in a year that still needs new business.

What it checks
  The year needs new business, a month has asked for some, and a later month's new business is below
  zero: what is planned brings more than that month's target. A surplus before the first month that
  asks for any, such as a backlog delivered in January, is none.

Why it matters
  New business of the year nets such a month against the others: a sale in August seems to pay for
  what June did not sell. Revenue that comes later pays back no month before it: those months still
  have to be won, and the bookings of the year are laid on them alone.

Fails
    revplan: 1
    name: Saltwater Swim
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 20%}
    churn: {rate: 10%}
    new_streams:
      clearance: {amount: 1.5M, month: 2027-08}

Passes
    revplan: 1
    name: Saltwater Swim
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 20%, path: [10, 10, 10, 10, 10, 10, 10, 25, 10, 10, 10, 10]}
    churn: {rate: 10%}
    new_streams:
      clearance: {amount: 1.5M, month: 2027-08}

How to waive
    waivers:
      - {rule: RP327, because: "the sale clears stock; nobody plans to win less in June for it"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text

CODE = "RP327"
NAME = "month-in-surplus"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

_NOISE = 2  # rounding steps that a month may lie below zero by rounding alone


def check(outcome: Outcome) -> Iterator[Problem]:
    """The months below zero after one that asks for new business."""
    if outcome.bridge.new_business <= 0 or outcome.segments:
        return
    needed, step = outcome.monthly["new_business"], outcome.plan.phasing.rounding
    first = next(i for i, month in enumerate(needed) if month > 0)
    with exactly():
        over = {
            str(month): -needed[i]
            for i, month in enumerate(outcome.plan.year.months)
            if i > first and needed[i] < -_NOISE * step
        }
        whole = amount_text(sum(over.values()))
    if over:
        brings = "brings" if len(over) == 1 else "bring together"
        yield Problem(
            CODE,
            f"{listing(tuple(over), 'and')} {brings} {whole} more than asked for: that pays back "
            "no month before",
            "let the target's months follow what is planned (target.path, as twelve weights), or "
            "plan the line in the months in which it sells",
            Severity.warning,
            ("target",),
        )

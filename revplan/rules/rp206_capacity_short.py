"""The reps on board cannot close what must be signed.

What it checks
  The capacity of the year is held against its bookings: an error where it is less. Where the year
  as a whole is covered and a quarter is not, a warning names the quarter.

Why it matters
  A rep who starts in April closes little before September, and some of those who are there in
  January will have left by then. A plan that needs 8 million from people who can close 7 is short
  on the day it is signed, and the hires that would close it are due months before they are missed.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      attrition: 10%
      reps:
        west: {count: 6, starts: 2025-09}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      attrition: 10%
      reps:
        west: {count: 8, starts: 2025-09}

How to fix
  Hire earlier or more, raise what a rep brings, or plan for less; `revplan capacity` says how many
  hires would close the year, and by when. The error cannot be waived; the warning of a quarter can,
  where bookings may come later than they are laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import listing, number_of
from revplan.engine.go_to_market import hires, short_quarters
from revplan.engine.outcome import Outcome
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text

if TYPE_CHECKING:
    from revplan.sections.capacity import CapacityFigures

CODE = "RP206"
NAME = "capacity-short"
SEVERITIES = (Severity.error, Severity.warning)
ABOUT = "capacity"

_AT: Path = ("capacity", "reps")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Capacity below the bookings, of the year or else of a quarter."""
    figures = outcome.work.capacity
    if figures is None:
        return
    if figures.short:
        message = (
            f"the reps can close {amount_text(figures.year)}, {amount_text(figures.short)} less "
            f"than the {amount_text(outcome.bridge.bookings)} that must be signed"
        )
        yield Problem(CODE, message, _hires(outcome, figures), Severity.error, _AT)
        return
    short = _quarters_told(short_quarters(figures))
    if short:
        yield Problem(
            CODE,
            f"{listing(short, 'and')}, though the reps can close the year as a whole",
            "have more reps ramped by then, hired earlier or besides; another season "
            "(new_business.seasonality) moves what they can close along with the bookings",
            Severity.warning,
            _AT,
        )


def _hires(outcome: Outcome, figures: CapacityFigures) -> str:
    """What to do about a year that is short."""
    needed = hires(outcome.plan, outcome.year, figures)
    if needed is None or not needed.reps:
        return "nobody hired in the year's first month brings anything in it; plan for less"
    return (
        f"hire {number_of(needed.reps, 'more rep')} by {needed.by} to close the year's bookings, "
        "or plan for less"
    )


def _quarters_told(short: Sequence[tuple[str, Number]]) -> list[str]:
    """The quarters that fall short, and by how much."""
    return [
        f"{name} {'' if place else 'falls short '}by {amount_text(lack)}"
        for place, (name, lack) in enumerate(short)
    ]

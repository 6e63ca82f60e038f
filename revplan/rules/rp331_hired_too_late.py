"""Reps are counted on who start too late to bring much.

What it checks
  A group that starts within the plan year, and whose months on board and ramp give each of its
  reps less than a fifth of a year's productivity in it. Attrition is left out of this. What next
  year gains of them is told, with attrition.

Why it matters
  Three reps who start in September cost three salaries from September on; with a ramp of four
  months they close their first full month's business in January. They belong in next year's plan,
  and the month they should have started in belongs in this one.

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
      ramp: [0%, 0%, 50%]
      attrition: 10%
      reps:
        west: {count: 8, starts: 2025-09}
        late: {count: 3, starts: 2027-09}

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
      ramp: [0%, 0%, 50%]
      attrition: 10%
      reps:
        west: {count: 8, starts: 2025-09}
        late: {count: 3, starts: 2027-05}

How to waive
    waivers:
      - {rule: RP331, because: "hired for next year's plan, and in this one for their quota only"}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.acts import settle
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold

if TYPE_CHECKING:
    from revplan.sections.capacity import Capacity, RepGroup

CODE = "RP331"
NAME = "hired-too-late"
SEVERITIES = (Severity.warning,)
ABOUT = "capacity"

LEAST = Threshold("0.2", "of a year's productivity, and less is too late")

_MONTHS_BACK = 60
"""How far an earlier start is looked for."""


def check(outcome: Outcome) -> Iterator[Problem]:
    """Groups that start in the year and bring less than a fifth of a year's productivity."""
    section, year = outcome.plan.capacity, outcome.plan.year
    if section is None:
        return
    for name, group in section.reps.items():
        place = year.place(group.starts)
        if place < 0 or not group.count.value:
            continue
        with exactly():
            share = _share(outcome, section, place)
        if share < LEAST.value:
            yield Problem(
                CODE,
                f"reps who start in {group.starts} bring {percent(share)} of a year's productivity "
                f"in the plan year, and {_next_year(outcome, section, group, place)} in the next",
                _hint(outcome, section, place),
                Severity.warning,
                ("capacity", "reps", name, "starts"),
            )


def _share(outcome: Outcome, section: Capacity, place: int) -> Decimal:
    """What a rep who stays brings in the year, of what a fully ramped one brings in a whole one."""
    from revplan.sections.capacity import worth
    from revplan.sections.ramp import rep_years

    return Decimal(rep_years(worth(section, place, leaving=False), outcome.year.sigma))


def _next_year(outcome: Outcome, section: Capacity, group: RepGroup, place: int) -> str:
    """What the group can close in the year after the plan's [currency]."""
    from revplan.sections.capacity import rep_bookings

    with exactly():
        each = rep_bookings(section, outcome.year.sigma, place - 12)
        return amount_text(outcome.plan.q(settle(group.count.value * each)))


def _hint(outcome: Outcome, section: Capacity, place: int) -> str:
    """The last month that would have been early enough."""
    earlier = range(place - 1, place - _MONTHS_BACK, -1)
    with exactly():
        enough = (at for at in earlier if _share(outcome, section, at) >= LEAST.value)
        found = next(enough, None)
    if found is None:
        return "leave them out of this plan"
    return f"hire them by {outcome.plan.year.first.plus(found)}, or leave them out of this plan"

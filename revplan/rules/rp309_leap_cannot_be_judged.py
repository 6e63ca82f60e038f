"""A number that decides the plan does not say what it was last year.

What it checks
  Numbers beside which `last_year` may stand, that state none, and a tenth more of which moves new
  business by more than 5% of the target, or the leads needed or what the reps can close by more
  than 5% of themselves. One finding a section names them: a warning where another number of the
  section states its `last_year`, or where no number of the plan does, else an info.

Why it matters
  A conversion of 40% may be last year's, or twice that. Who states last year's number is asked what
  changes; who leaves it out is not, unless somebody asks for it. Silence must not pay.

Fails
    revplan: 1
    name: Lantern Legal Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 12%, last_year: 12%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%, last_year: 19%}
        proposal: {conversion: 40%}

Passes
    revplan: 1
    name: Lantern Legal Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 12%, last_year: 12%}
    funnel:
      average_deal: {value: 40k, last_year: 38k}
      stages:
        lead:     {conversion: 20%, last_year: 19%}
        proposal: {conversion: 40%, last_year: none}

How to waive
    waivers:
      - {rule: RP309, because: "the first year in which anything is counted"}
"""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import groupby
from typing import Any

from revplan.base.problem import CannotWorkOut, Problem, Severity
from revplan.base.words import first_few
from revplan.engine.bookings import signed_bookings
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.fields.section import Section
from revplan.numbers.exact import exactly
from revplan.numbers.write import percent, plain
from revplan.rules.comparable import Comparable, comparables
from revplan.rules.threshold import Threshold

CODE = "RP309"
NAME = "leap-cannot-be-judged"
SEVERITIES = (Severity.warning, Severity.info)

MOVE = Threshold("0.1", "of a number, more of it, to see what that moves")
SHARE = Threshold("0.05", "of the target, of the leads, of the capacity, and more decides the plan")

_IN_WORDS = {"0.1": "a tenth"}
_MOVED = {
    "new_business": "new business by more than {} of the target",
    "leads": "the leads needed by more than {}",
    "capacity": "what the reps can close by more than {}",
}


def check(outcome: Outcome) -> Iterator[Problem]:
    """Numbers that decide the plan and state no last year, a finding a section."""
    found: list[tuple[Comparable, str]] = []
    with exactly():
        for it in comparables(outcome.plan):
            moved = "" if it.last_year_stated else _moved(outcome, it)
            if moved:
                found.append((it, moved))
    for section, entries in groupby(found, key=lambda entry: entry[0].path[0]):
        yield _problem(outcome, str(section), list(entries))


def _problem(outcome: Outcome, section: str, found: list[tuple[Comparable, str]]) -> Problem:
    """What is said of the numbers of a section."""
    how = _IN_WORDS.get(MOVE.text, f"{plain(100 * MOVE.value)}%")
    names = first_few([".".join(map(str, it.path)) for it, _ in found])
    several = len(found) > 1
    silent = "do not say what they were" if several else "does not say what it was"
    moved = dict.fromkeys(moved for _, moved in found)
    share = percent(SHARE.value, 0)
    what = " or ".join(_MOVED[it].format(share) for it in moved)
    plan = outcome.plan
    loud = _states_any(getattr(plan, section)) or not _states_any(plan)
    return Problem(
        CODE,
        f"{names} {silent} last year, and {how} more{' of each' if several else ''} moves {what}",
        f"write last year's figure with {'each' if several else 'it'}, such as "
        f"{found[0][0].example}, or last_year: none where it is new",
        Severity.warning if loud else Severity.info,
        (section,),
        on_key=True,
    )


def _moved(outcome: Outcome, it: Comparable) -> str:
    """What a tenth more of a number moves by more than SHARE; empty for nothing of weight."""
    if it.of == "new_business":
        moved = it.moves(outcome, MOVE.value)
        target = outcome.bridge.target
        if target > 0 and abs(moved) > SHARE.value * target:
            return "new_business"
        funnel = outcome.plan.funnel is not None
        return "leads" if funnel and _of_bookings(outcome, moved) > SHARE.value else ""
    return it.of if abs(it.moves(outcome, MOVE.value)) > SHARE.value else ""


def _of_bookings(outcome: Outcome, moved: Decimal) -> Decimal:
    """By what share bookings, and the leads that they need, change with new business."""
    needed, bookings = outcome.bridge.new_business, outcome.bridge.bookings
    if bookings <= 0:
        return Decimal(0)
    share = abs(moved) / needed if needed > 0 else Decimal(0)
    with suppress(CannotWorkOut):
        changed = signed_bookings(outcome.plan, needed + moved, outcome.year.sigma)
        share = abs(changed - bookings) / bookings
    return share


def _states_any(part: Any) -> bool:
    """Whether some number of a part of the plan says what it was last year."""
    if isinstance(part, Assumption):
        return part.last_year is not None
    if isinstance(part, Section):
        if getattr(part, "last_year", None) is not None:
            return True
        return any(_states_any(it) for key, it in part.__dict__.items() if key != "segments")
    if isinstance(part, dict):
        return any(map(_states_any, part.values()))
    return False

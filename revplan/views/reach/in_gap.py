"""What `gap` says of what is within reach: what the year comes to by the work that is planned."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Phrase
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.numbers.write import amount_text
from revplan.sections.bridge import by_quarter
from revplan.sections.reach import BY_LEADS, BY_REPS, Reach
from revplan.views.verdict_words import difference

_CALLED = {BY_LEADS: "leads", BY_REPS: "reps"}


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """What the year reaches beside the target, and what holds it back."""
    found: Reach = outcome.work.found["reach"]
    total, target = amount_text(found.total), amount_text(outcome.bridge.target)
    yield Phrase(f"Within reach: {total} against the target of {target}, ")
    yield difference(-found.short, "just the target")
    yield Phrase(f"{_but(outcome, found)}.")


def _but(outcome: Outcome, found: Reach) -> str:
    """What holds the year back, and what of the target no segment has."""
    short, uncovered = found.short, _uncovered(outcome)
    if short <= 0:
        return _held(outcome, found, "tightest", "set")
    if uncovered <= 0:
        return _held(outcome, found, "most")
    held = _held(outcome, found, "most") if short > uncovered else ""
    return f"{held}; no segment has {amount_text(uncovered)} of the target"


def _held(outcome: Outcome, found: Reach, most: str, how: str = "held back") -> str:
    """Which of leads and reps sets how far the year goes, and in which quarter most is missing; the
    other of the two, where it is that which holds the quarter back.
    """
    if found.held_by is None:
        return ""
    place = _tightest(found, outcome.monthly["bookings"])
    held, there = _CALLED[found.held_by], _CALLED[_held_in(found, place)]
    if held != there:
        return f", {how} by the {there} in Q{place + 1}, in the whole year by the {held}"
    return f", {how} by the {held}, {most} in Q{place + 1}"


def _tightest(found: Reach, bookings: Months) -> int:
    """The quarter, from 0, in which most is missing of what bookings are to earn in the year."""
    signed = zip(bookings, found.closed.bookings.months, found.earned, strict=True)
    lacks = by_quarter(tuple((asked - closed) * share for asked, closed, share in signed))
    return lacks.index(max(lacks))


def _held_in(found: Reach, place: int) -> str:
    """Which of leads and reps holds a quarter back: the reps, where they close all they can."""
    leads, reps = found.closed.by_leads, found.closed.by_reps
    if leads is not None and reps is not None:
        rows = (found.closed.bookings, leads, reps)
        closed, came, can = (by_quarter(it.months)[place] for it in rows)
        if closed < can:
            return BY_LEADS
        if closed < came:
            return BY_REPS
    return found.held_by or BY_LEADS


def _uncovered(outcome: Outcome) -> Number:
    """What of a company's target its segments do not have, where it is they who reach it."""
    spare = outcome.year.unallocated
    reached = all(it.whole.figure("reach.total") is not None for it in outcome.segments)
    return ZERO if spare is None or not reached else spare

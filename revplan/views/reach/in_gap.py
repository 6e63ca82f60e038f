"""What `gap` says of what is within reach: what the year comes to by the work that is planned."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Row
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.sections.bridge import by_quarter
from revplan.sections.reach import BY_LEADS, Reach


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """What the year reaches beside the target, and what holds it back, in a line."""
    found: Reach = outcome.work.found["reach"]
    short = found.short
    if short > 0:
        says = f"{amount_text(short)} short of the target{_held(outcome, found, 'most')}"
    elif short:
        says = f"{amount_text(-short)} above the target{_held(outcome, found, 'tightest')}"
    else:
        says = f"just the target{_held(outcome, found, 'tightest')}"
    yield Row((outcome.label("reach.total"), found.total, says))


def _held(outcome: Outcome, found: Reach, most: str) -> str:
    """Which of leads and reps holds it back, and in which quarter it does so most."""
    closed = found.closed
    by_leads = found.held_by == BY_LEADS
    held = closed.by_leads if by_leads else closed.by_reps
    if found.held_by is None or held is None:
        return ""
    asked, brought = by_quarter(outcome.monthly["bookings"]), by_quarter(held.months)
    lacks = [must - can for must, can in zip(asked, brought, strict=True)]
    quarter = lacks.index(max(lacks)) + 1
    return f", held back by the {'leads' if by_leads else 'reps'}, {most} in Q{quarter}"

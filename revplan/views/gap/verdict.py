"""What `gap` opens with: what the year needs, and whether the work carries it."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Phrase, Statement
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, change_percent
from revplan.views.sections import verdicts_on


def verdict_of(outcome: Outcome) -> Statement | None:
    """What the year needs, beside last year's where that is known; then, of a plan with such
    sections, what is within reach, and reps, leads and budget against it. None where a plan has
    nothing to hold the number against.
    """
    with exactly():
        grown = _growth(outcome)
        parts = [tuple(said) for said in verdicts_on(outcome)]
        said = [part for part in parts if part]
        if not said and not grown:
            return None
        return Statement((tuple(_needs(outcome, grown)), *said))


def _needs(outcome: Outcome, grown: str) -> Iterator[Phrase]:
    needed = outcome.bridge.new_business
    if needed > 0:
        yield Phrase(f"Needs {amount_text(needed)} of new business", "strong")
        yield Phrase(f"{grown}.")
        return
    yield Phrase("Needs no new business", "strong")
    if needed:
        yield Phrase(": ")
        yield Phrase(f"+{amount_text(-needed)} to spare", "spare")
    yield Phrase(".")


def _growth(outcome: Outcome) -> str:
    """How far new business is above last year's, in words; empty where that is not known."""
    before, growth = (
        outcome.figure(path) for path in ("new_business_last_year", "new_business_growth")
    )
    if before is None or outcome.bridge.new_business <= 0:
        return ""
    told = amount_text(before)
    if growth is None:
        return f", last year's was {told}"
    return (
        f", {change_percent(growth)} on last year's {told}" if growth else ", as much as last year"
    )

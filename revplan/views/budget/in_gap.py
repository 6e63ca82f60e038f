"""What `gap` says of the budget beside what it brings."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Phrase
from revplan.engine.outcome import Outcome
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent, round_unit, unit_text
from revplan.sections.new_business import won_unlike


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """The budget beside what it brings."""
    return spend_beside_bookings(outcome, outcome.bridge.bookings)


def spend_beside_bookings(outcome: Outcome, bookings: Number, of: str = "") -> Iterator[Phrase]:
    """A budget beside the bookings that it is for, both in the plan's currency; `of` says whose it
    is, where it is not all of the plan's.
    """
    total, multiple = outcome.figure("budget.total"), outcome.figure("spend_multiple")
    if total is None:
        return
    yield Phrase(f"Budget{of}: {amount_text(total)}")
    asks = "" if multiple is None else unit_text(multiple, Unit.multiple)
    before = _before(outcome, multiple) if multiple is not None else ""
    if before:
        yield Phrase(f"; its marketing asks for a spend multiple of {asks}, ")
        yield Phrase(f"above {before}", "short")
    else:
        yield Phrase(f" for {amount_text(bookings)} of bookings{_return(outcome)}")
    payback = outcome.figure("payback_months")
    if payback is not None and multiple is None:
        months = unit_text(payback, Unit.count)
        yield Phrase(f"; CAC payback in {months} {'month' if months == '1' else 'months'}")
    yield Phrase(".")


def _return(outcome: Outcome) -> str:
    returned = outcome.figure("return")
    return "" if returned is None else f", a return of {percent(returned)}"


def _before(outcome: Outcome, multiple: Number) -> str:
    """The multiple so far, or last year's, where this year's is above it; empty where it is not."""
    section = outcome.plan.unit_economics
    stated = section.spend_multiple if section is not None else None
    before = outcome.figure("spend_multiple_last_year")
    if stated is not None:
        return f"the {stated.value:f} so far" if multiple > stated.value else ""
    if before is None or not _above(outcome, multiple, before):
        return ""
    return f"last year's {unit_text(before, Unit.multiple)}"


def _above(outcome: Outcome, multiple: Number, before: Number) -> bool:
    """Whether the multiple is above last year's, where both are of the same and seen to differ."""
    now, then = (round_unit(it, Unit.multiple) for it in (multiple, before))
    return now > then and not won_unlike(outcome.plan.new_business)

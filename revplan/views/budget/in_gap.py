"""What `gap` says of the budget beside what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.table import Phrase
from revplan.base.words import number_of
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, to_step
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent
from revplan.sections.new_business import won_unlike

_TENTH = Decimal("0.1")


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
    asks = "" if multiple is None else f"{to_step(multiple, _TENTH):f}"
    before = _before(outcome, asks) if multiple is not None else ""
    if before:
        yield Phrase(f"; its marketing asks for a spend multiple of {asks}, ")
        yield Phrase(f"above {before}", "short")
    else:
        yield Phrase(f" for {amount_text(bookings)} of bookings{_return(outcome)}")
    payback = outcome.figure("payback_months")
    if payback is not None and multiple is None:
        yield Phrase(f"; CAC payback in {number_of(int(to_step(payback, ONE)), 'month')}")
    yield Phrase(".")


def _return(outcome: Outcome) -> str:
    returned = outcome.figure("return")
    return "" if returned is None else f", a return of {percent(returned)}"


def _before(outcome: Outcome, asks: str) -> str:
    """The multiple so far, or last year's, where this year's is above it; empty where it is not."""
    section, multiple = outcome.plan.unit_economics, outcome.figure("spend_multiple")
    stated = section.spend_multiple if section is not None else None
    before = outcome.figure("spend_multiple_last_year")
    if stated is not None:
        return f"the {stated.value:f} so far" if multiple > stated.value else ""
    if before is None or not _above(outcome, asks, before):
        return ""
    return f"last year's {to_step(before, _TENTH):f}"


def _above(outcome: Outcome, asks: str, before: Decimal) -> bool:
    """Whether the multiple is above last year's, where both are of the same and seen to differ."""
    return Decimal(asks) > to_step(before, _TENTH) and not won_unlike(outcome.plan.new_business)

"""What `gap` says of the budget beside what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.table import Phrase
from revplan.base.words import number_of
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, to_step
from revplan.numbers.write import amount_text, percent
from revplan.sections.new_business import won_unlike

_TENTH = Decimal("0.1")
_MULTIPLE = "marketing spend multiple"


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """The budget beside what it brings."""
    budget, section = outcome.work.budget, outcome.plan.unit_economics
    if budget is None:
        return
    says = f"for {amount_text(outcome.bridge.bookings)} of bookings"
    returned, multiple = outcome.figure("return"), outcome.figure("spend_multiple")
    if returned is not None:
        says += f", a return of {percent(returned)}"
    stated = section.spend_multiple if section is not None else None
    before = outcome.figure("spend_multiple_last_year")
    asks = "" if multiple is None else f"{to_step(multiple, _TENTH):f}"
    if stated is not None and multiple is not None and multiple > stated.value:
        says = f"asks for a {_MULTIPLE} of {asks}; so far it has been {stated.value:f}"
    elif stated is None and asks and before is not None and _above(outcome, asks, before):
        says = f"asks for a {_MULTIPLE} of {asks}; last year's was {to_step(before, _TENTH):f}"
    payback = outcome.figure("payback_months")
    if payback is not None and multiple is None:
        says += f"; CAC payback in {number_of(int(to_step(payback, ONE)), 'month')}"
    yield Phrase(f"Budget: {amount_text(budget.total)} {says}.")


def _above(outcome: Outcome, asks: str, before: Decimal) -> bool:
    """Whether the multiple is above last year's, where both are of the same and seen to differ."""
    return Decimal(asks) > to_step(before, _TENTH) and not won_unlike(outcome.plan.new_business)

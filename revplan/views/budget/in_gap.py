"""What `gap` says of the budget beside what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.table import Row
from revplan.base.words import number_of
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, to_step
from revplan.numbers.write import amount_text, percent

_TENTH = Decimal("0.1")


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """The budget beside what it brings, in a line."""
    budget, section = outcome.work.budget, outcome.plan.unit_economics
    if budget is None:
        return
    says = f"for {amount_text(outcome.bridge.bookings)} of bookings"
    returned, multiple = outcome.figure("return"), outcome.figure("spend_multiple")
    if returned is not None:
        says += f", a return of {percent(returned)}"
    stated = section.spend_multiple if section is not None else None
    if stated is not None and multiple is not None and multiple > stated.value:
        says = (
            f"asks for a marketing spend multiple of {to_step(multiple, _TENTH):f}; "
            f"so far it has been {stated.value:f}"
        )
    payback = outcome.figure("payback_months")
    if payback is not None and multiple is None:
        says += f"; CAC payback in {number_of(int(to_step(payback, ONE)), 'month')}"
    yield Row(("Budget", budget.total, says))

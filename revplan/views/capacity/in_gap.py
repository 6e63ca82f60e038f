"""What `gap` says of the reps beside what must be signed."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Row
from revplan.base.words import listing
from revplan.engine.go_to_market import short_quarters
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """The reps beside what must be signed, in a line."""
    figures = outcome.work.capacity
    if figures is None:
        return
    bookings = f"{amount_text(outcome.bridge.bookings)} of bookings"
    if figures.short > 0:
        says = f"{amount_text(figures.short)} short of the {bookings}"
    else:
        spare = figures.year - outcome.bridge.bookings
        says = f"covers the {bookings}, {amount_text(spare)} to spare"
        short = [name for name, _ in short_quarters(figures)]
        if short:
            verb = "falls" if len(short) == 1 else "fall"
            says = f"covers the {bookings}, but {listing(short, 'and')} {verb} short"
    yield Row(("The reps can close", figures.year, says))

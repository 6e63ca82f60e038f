"""What `gap` says of the reps beside what must be signed."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Phrase
from revplan.base.words import listing
from revplan.engine.go_to_market import short_quarters
from revplan.engine.outcome import Outcome
from revplan.views.verdict_words import against, difference


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """The reps beside what must be signed."""
    figures = outcome.work.capacity
    if figures is None:
        return
    bookings = outcome.bridge.bookings
    yield Phrase(f"Reps: {against(figures.year, bookings)} of bookings, ")
    yield difference(
        -figures.short if figures.short > 0 else figures.year - bookings, "just enough"
    )
    short = [] if figures.short > 0 else [name for name, _ in short_quarters(figures)]
    if short:
        yield Phrase(
            f", but {listing(short, 'and')} {'falls' if len(short) == 1 else 'fall'} short"
        )
    yield Phrase(".")

"""What `gap` says of onboarding."""

from collections.abc import Iterator

from revplan.base.table import Row
from revplan.engine.outcome import Outcome


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """Its cost, in a line."""
    yield Row(("Onboarding", outcome.work.found["onboarding"].cost, "of what is signed"))

"""What `gap` says of onboarding."""

from collections.abc import Iterator

from revplan.base.table import Phrase
from revplan.engine.outcome import Outcome


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """Its cost, beside the number."""
    yield Phrase(f"Onboarding: {outcome.work.found['onboarding'].cost} of what is signed.")

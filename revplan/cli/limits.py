"""Limits that options state."""

from __future__ import annotations

from revplan.cli.reply import Wrong
from revplan.ground.figures import Refused
from revplan.ground.limit import Limit


def limit_of(option: str, text: str | None) -> Limit | None:
    """The limit that an option states; None where it is not given."""
    if text is None:
        return None
    try:
        return Limit(text)
    except Refused as error:
        raise Wrong(f"{option}: {error.message}; {error.hint}") from None

"""Plans that are held to no limit, as they are on one side alone: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.words import first_few
from revplan.numbers.limit import Limit


def why_unheld(gone: Sequence[str], limit: Limit) -> str:
    """Why a plan that is new, where others are gone, is held to no limit.

    >>> why_unheld(["a.yaml", "b.yaml"], Limit("5%"))
    'is new, and a.yaml and b.yaml are gone: no limit of 5% can be held across names'
    """
    are = f"{first_few(gone)} {'is' if len(gone) == 1 else 'are'} gone"
    return f"is new, and {are}: no limit of {limit.text} can be held across names"


def why_missing(base: str, limit: Limit, now: str = "") -> tuple[str, str]:
    """Why a plan that the base has is held to no limit any more, and what to do: it lies elsewhere
    `now`, outside of what was asked about, or is gone.
    """
    if now:
        why = f"lies at {now} now, outside of what is compared"
        way = f"move it back, or name {now} too"
    else:
        why = f"is gone, and {base} has it"
        way = (
            "bring it back, or let it go in a change of its own that is compared without "
            "--max-change"
        )
    return f"{why}: no limit of {limit.text} can be held to it", way

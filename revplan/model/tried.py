"""What was tried on a plan, as answers tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from revplan.model.places import NoSuchPlace


class Tried(NamedTuple):
    """An edit as it was written; where it left steps open the paths that it met, and what stood
    for these steps.
    """

    text: str
    met: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """What came of edits on one plan: those made, those `lacking` a place, by their number and why,
    and what had to give way.
    """

    tried: tuple[Tried, ...] = ()
    lacking: tuple[tuple[int, NoSuchPlace], ...] = ()
    notices: tuple[str, ...] = ()


UNTRIED = Attempt()
"""What came of it where nothing was tried."""

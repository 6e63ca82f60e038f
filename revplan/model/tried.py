"""What was tried on a plan, as answers tell it."""

from __future__ import annotations

from typing import NamedTuple


class Tried(NamedTuple):
    """An edit as it was written; where it left steps open the paths that it met, and what stood
    for these steps.
    """

    text: str
    met: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

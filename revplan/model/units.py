"""What a number of the plan counts, as far as its texts can be told apart by it."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Any

from revplan.base.paths import Path
from revplan.fields.reads import Reads
from revplan.fields.team import READS_HEADS
from revplan.model.shape import readers_at


class NumberUnit(Enum):
    """What a number counts: shares of one, months, heads, or money and all else; `either` where
    only its own text says.
    """

    share = "a rate"
    whole = "a whole number"
    heads = "a head count"
    number = "an amount"
    either = "a number"


def unit_at(path: Path) -> NumberUnit | None:
    """What the number at a path counts, by what its reader takes; None where words stand.

    >>> [unit_at(("churn", key)).value for key in ("rate", "amount", "last_year")]
    ['a rate', 'an amount', 'a number']
    >>> unit_at(("upsell", "bundle", "ramp_months")).value, unit_at(("currency",))
    ('a whole number', None)
    """
    return _unit_of(readers_at(path))


@lru_cache(maxsize=256)
def _unit_of(readers: tuple[Reads, ...]) -> NumberUnit | None:
    if any(reader.informed for reader in readers):
        return NumberUnit.either
    if _takes(readers, "true") or _takes(readers, "2027-03"):
        return None
    share, number = _takes_often(readers, "50%"), _takes_often(readers, "5")
    if share:
        return NumberUnit.either if number else NumberUnit.share
    if not number:
        return None
    if not _takes_often(readers, "0.5"):
        return NumberUnit.whole
    return NumberUnit.heads if READS_HEADS in readers else NumberUnit.number


def fits(path: Path, text: str) -> bool:
    """Whether the plan would read a text at a path, or in its list; what is read by the rest of the
    plan is not asked.
    """
    in_list = any(isinstance(step, int) for step in path[-2:])
    return (_takes_often if in_list else _takes)(readers_at(path), text)


def _takes_often(readers: tuple[Reads, ...], text: str) -> bool:
    """Whether a text is read, or a list of twelve of it."""
    return _takes(readers, text) or _takes(readers, [text] * 12)


def _takes(readers: tuple[Reads, ...], raw: Any) -> bool:
    for reader in readers:
        try:
            if not reader.informed:
                reader.read(raw)
        except ValueError:  # Refused, and what pydantic carries it by
            continue
        return True
    return False

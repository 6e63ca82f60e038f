"""What a number of the plan counts: the units of its readers, as sentences name them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from revplan.base.paths import Path
from revplan.fields.assumption import TEXTS
from revplan.fields.reads import Reads
from revplan.model.shape import readers_at
from revplan.numbers.read import Refused


class NumberUnit(Enum):
    """What a number counts, by the name that its reader gives it: in words, and as one adds to it;
    `either` is a share or an amount, as its own text says.
    """

    share = "a rate", "2%"
    money = "an amount", "100"
    count = "a count", "100"
    heads = "a head count", "1"
    days = "a number of days", "10"
    hours = "a number of hours", "1"
    months = "a whole number of months", "1"
    multiple = "a multiple", "0.1"
    exchange = "a rate of exchange", "0.01"
    weights = "a weight", "1"
    either = "a number", "100"

    def __init__(self, words: str, more: str) -> None:
        self.words = words
        self.more = more


_UNITS = {
    **NumberUnit.__members__,
    "growth": NumberUnit.share,
    "figure": NumberUnit.either,
    "beside": NumberUnit.either,
}
"""By the unit that a reader names; of months of a calendar, years and steps nothing is more."""


def unit_at(path: Path) -> NumberUnit | None:
    """What the number at a path counts, by its reader; None where words stand, or a date.

    >>> [unit_at(("churn", key)).words for key in ("rate", "amount", "last_year")]
    ['a rate', 'an amount', 'a number']
    >>> unit_at(("funnel", "stages", "lead", "days")).words, unit_at(("upsell", "bundle", "starts"))
    ('a number of days', None)
    """
    if path[-1] in TEXTS:
        return None
    if path[-1:] == ("value",) and path[-4:-2] == ("strategy", "goals"):
        return NumberUnit.either  # A text, as what is aimed at may count anything
    named = (_UNITS.get(reader.unit) for reader in readers_at(path))
    return next((unit for unit in named if unit is not None), None)


def fits(path: Path, text: str) -> bool:
    """Whether the plan would read a text at a path, or in its list; what is read by the rest of the
    plan is not asked.

    >>> season = ("new_business", "seasonality", 6)
    >>> [fits(season, text) for text in ("2", "0", "-1")]
    [True, True, False]
    """
    in_list = any(isinstance(step, int) for step in path[-2:])
    return (_takes_among if in_list else _takes)(readers_at(path), text)


def refusal_at(path: Path, text: str) -> Refused | None:
    """Why the plan would not read a text at a path, in the words of its reader.

    >>> refusal_at(("new_business", "recognition", "delay"), "600").hint
    'write 0 to 120'
    """
    for reader in readers_at(path):
        try:
            if not reader.informed:
                reader.read(text)
        except Refused as error:
            return error
        except ValueError:  # Of pydantic
            continue
    return None


def _takes_among(readers: tuple[Reads, ...], text: str) -> bool:
    """Whether a text is read, or a list of twelve of it, or one in which it stands among ones."""
    lists = [text] * 12, [text, *["1"] * 11]
    return _takes(readers, text) or any(_takes(readers, it) for it in lists)


def _takes(readers: tuple[Reads, ...], raw: Any) -> bool:
    return any(reader.informed or reader.takes(raw) for reader in readers)

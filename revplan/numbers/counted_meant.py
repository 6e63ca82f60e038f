"""What was meant by a text that does not say how many leads, people, days, hours or times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from revplan.base.words import trim
from revplan.numbers.meant import CURRENCY_SIGNS, amount_hint, meant_amount
from revplan.numbers.spoken import in_digits, two_ends
from revplan.numbers.written import AMOUNT, LONGEST, SUFFIXES, has_two_readings


class Counted(NamedTuple):
    """What a place counts: what such a number is called, what is said where nobody could tell what
    was meant, and the units that people write behind it, by how many of it one of them is.
    """

    words: str
    otherwise: str
    sizes: Mapping[str, Fraction]
    pointed: bool = True
    """Whether a point in it has digits of it behind it, and no thousands."""


_ONE = Fraction(1)
_DAY = dict.fromkeys(("day", "d"), _ONE)
_HOUR = dict.fromkeys(("hour", "h", "hr"), _ONE)
_WEEK = dict.fromkeys(("week", "w", "wk"), Fraction(7))
_MINUTE = dict.fromkeys(("minute", "min"), Fraction(1, 60))

COUNTED: Mapping[str, Counted] = {
    "count": Counted(
        "a count", "a count is wanted here, such as 1_200", {"lead": _ONE}, pointed=False
    ),
    "heads": Counted(
        "a number of people",
        "write a number like 3",
        dict.fromkeys(("rep", "head", "people", "person", "fte"), _ONE),
        pointed=False,
    ),
    "days": Counted(
        "a number of days",
        "write a number of days, such as 20",
        {**_DAY, **_WEEK, **{it: size / 24 for it, size in _HOUR.items()}},
    ),
    "hours": Counted(
        "a number of hours",
        "write a number of hours, such as 24",
        {**_HOUR, **_MINUTE, **{it: 24 * size for it, size in (_DAY | _WEEK).items()}},
    ),
    "multiple": Counted(
        "a multiple",
        "write a multiple, such as 1.4",
        {"x": _ONE, "×": _ONE, "time": _ONE, "%": Fraction(1, 100)},
    ),
    "exchange": Counted(
        "a rate of exchange",
        "write what one unit of that currency is worth in the plan's, such as 1.08",
        {},
    ),
    "per": Counted(
        "a rate of exchange",
        "write how many of that currency one unit of the plan's is worth, such as 0.92",
        {},
    ),
}
"""By the unit that a reader names."""

_WITH_UNIT = re.compile(r"(.*?)\s*-?\s*([^\W\d_]+|%)\.?", re.DOTALL)
_MONEY = re.compile(rf"[{CURRENCY_SIGNS}(]|^\s*-|^[A-Z]{{3}}|[A-Z]{{3}}$")
_AGAINST_ONE = re.compile(r"(.*[0-9].*?)\s*(?::|\bto\b)\s*(?:1|one)\s*")
_MOST_DECIMALS = 4


def count_hint(text: str, unit: str) -> str:
    """What to write instead of a text that is not a number of what a unit counts.

    >>> count_hint("20d", "days"), count_hint("one day", "hours"), count_hint("140%", "multiple")
    ('write 20', 'write 24', 'write 1.4')
    >>> count_hint("lots", "count"), count_hint("24-48h", "days")[:34]
    ('a count is wanted here, such as 1_200', 'write {value: ..., low: 1, high: 2')
    """
    counted = COUNTED[unit]
    if len(text) > LONGEST or _MONEY.search(text):
        return counted.otherwise
    number, size = _parts(text, unit)
    ends = two_ends(number)
    if ends:
        low, high = (_meant(end, size, counted) for end in ends)
        value = f"{{value: ..., low: {low}, high: {high}}}, with the value that the plan uses"
        return f"write {value}" if low and high else counted.otherwise
    told = _meant(number, size, counted)
    if told and number == text.strip() and not counted.pointed:
        return amount_hint(text)
    return f"write {told}" if told else counted.otherwise


def meant_count(text: str, unit: str) -> str:
    """The number of what a unit counts that a text means, written so that it reads; empty where
    nobody could tell.

    >>> meant_count("three reps", "heads"), meant_count("three days", "heads")
    ('3', '')
    """
    if len(text) > LONGEST or _MONEY.search(text):
        return ""
    return _meant(*_parts(text, unit), COUNTED[unit])


def _parts(text: str, unit: str) -> tuple[str, Fraction]:
    """The number of a text, and how many of what is counted the unit behind it is."""
    said = re.sub(r"^an?\s+", "1 ", in_digits(text), flags=re.IGNORECASE)
    against = _AGAINST_ONE.fullmatch(said) if unit == "multiple" else None
    return _with_unit(against[1] if against else said, COUNTED[unit])


def _with_unit(said: str, counted: Counted) -> tuple[str, Fraction]:
    """A number without the unit behind it, and how many of what is counted that unit is."""
    found = _WITH_UNIT.fullmatch(said)
    size = counted.sizes.get(found[2].lower().removesuffix("s")) if found else None
    return (found[1], size) if found and size is not None else (said, _ONE)


def _meant(number: str, size: Fraction, counted: Counted) -> str:
    """So many of a unit in what is counted, written so that it reads; empty where nobody could tell
    or no number of few decimals says it.
    """
    told = meant_amount(number)
    if not told or (counted.pointed and told[-1] in SUFFIXES):
        return ""
    if size == 1:
        pointed = told.replace("_", ".")
        two = counted.pointed and "," in number and has_two_readings(pointed)
        return f"{pointed} or {told}" if two else told
    if not AMOUNT.fullmatch(told):
        return ""
    exact = Fraction(Decimal(told.replace("_", ""))) * size
    if (exact * 10**_MOST_DECIMALS).denominator != 1:
        return ""
    return trim(f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}")

"""How numbers are written in a plan: their patterns, and texts of amounts that read as they are.

A text such as `1.250` says one thing in Boston and another in Berlin. It is never read as an amount
of money or a count, and never written as one.
"""

from __future__ import annotations

import re
from decimal import Decimal

SUFFIXES = {"": 0, "k": 3, "K": 3, "M": 6, "B": 9}
AMOUNT_PATTERN = r"(?:0|[1-9][0-9]*(?:_[0-9]+)*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?[kKMB]?"
RATE_PATTERN = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?%?"

AMOUNT = re.compile(rf"([+-]?)({AMOUNT_PATTERN})", re.ASCII)
RATE = re.compile(rf"([+-]?)({RATE_PATTERN})", re.ASCII)
LONGEST = 60
"""A number has no more characters."""

_TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)


def has_two_readings(text: str) -> bool:
    """Whether a text may mean a number with decimals, or thousands that a point sets apart.

    >>> [has_two_readings(text) for text in ("250.000", "1.255", "0.255", "1255.000", "1.255k")]
    [True, True, False, False, False]
    """
    return _TWO_READINGS.fullmatch(text) is not None


def readings(text: str) -> tuple[str, str]:
    """The two readings of such a text, each written so that it has one.

    >>> readings("250.000"), readings("1.255"), readings("-1.250")
    (('250', '250k'), ('1.2550', '1_255'), ('-1.25', '-1_250'))
    """
    point = text.rstrip("0").rstrip(".")
    thousands = text.replace(".", "_")
    if thousands.endswith("_000"):
        thousands = thousands.removesuffix("_000") + "k"
    return one_reading(point), thousands


def one_reading(text: str) -> str:
    """An amount's text with a zero more where it would else have two readings.

    >>> one_reading("1.255"), one_reading("1.25")
    ('1.2550', '1.25')
    """
    return f"{text}0" if has_two_readings(text) else text


def short_amount(amount: Decimal) -> str:
    """An amount with the largest suffix that leaves something before the point.

    >>> [short_amount(Decimal(x)) for x in ("2500000", "92800000", "1.2e12", "12")]
    ['2.5M', '92.8M', '1200B', '12']
    """
    for suffix in ("B", "M", "k"):
        told = amount.scaleb(-SUFFIXES[suffix])
        if told >= 1:
            return f"{told.normalize():f}{suffix}"
    return one_reading(f"{amount.normalize():f}")

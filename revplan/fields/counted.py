"""How numbers are read that count something else than money: leads, people, days, hours, times."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from revplan.numbers.read import NO_AMOUNT, Refused, read_amount, read_number

COUNT, DAYS, MULTIPLE, HOURS = "count", "days", "multiple", "hours"
HEADS, EXCHANGE, PER = "heads", "exchange", "per"
"""What such numbers count."""


def refuse_by_unit(read: Callable[[str], Decimal], unit: str) -> Callable[[str], Decimal]:
    """A reader that calls what it refuses by what is counted, and says how that is written.

    >>> refuse_by_unit(read_amount, COUNT)("lots")
    Traceback (most recent call last):
        ...
    revplan.numbers.read.Refused: "lots" is not a count
    """

    def reading(text: str) -> Decimal:
        try:
            return read(text)
        except Refused as refused:
            if NO_AMOUNT not in refused.message:
                raise
            from revplan.numbers.counted_meant import COUNTED, count_hint  # few are refused

            told = refused.message.replace(NO_AMOUNT, f"is not {COUNTED[unit].words}")
            raise Refused(refused.code, told, count_hint(text, unit)) from None

    return reading


read_count = refuse_by_unit(read_amount, COUNT)
read_heads = refuse_by_unit(read_amount, HEADS)
read_hours = refuse_by_unit(read_number, HOURS)
read_multiple = refuse_by_unit(read_number, MULTIPLE)
read_worth = refuse_by_unit(read_number, EXCHANGE)
read_per = refuse_by_unit(read_number, PER)
_any_days = refuse_by_unit(read_number, DAYS)


def read_days(text: str) -> Decimal:
    """A number of days, ten years at most."""
    days = _any_days(text)
    if days > 3650:
        raise Refused("RP114", f"{text} days are out of range", "write 0 to 3650")
    return days

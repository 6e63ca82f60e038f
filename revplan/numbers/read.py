"""Numbers that a person wrote, read exactly.

Reading raises `Refused` with a code, a message in the user's words and what to type instead.
"""

from __future__ import annotations

import re
from decimal import Decimal

from revplan.base.words import quote
from revplan.numbers.exact import EXACT
from revplan.numbers.meant import amount_hint, meant_amount, oddity, whole_hint
from revplan.numbers.write import plain
from revplan.numbers.written import AMOUNT, LONGEST, RATE, SUFFIXES, has_two_readings, readings

MOST_DECIMALS = 20
_MOST_DIGITS_OF_A_RATE = 9

NO_AMOUNT = "is not an amount"
"""What is said of a text that is not a number."""


class Refused(ValueError):
    """A text that is not what its place expects."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def read_amount(text: str, signed: bool = False) -> Decimal:
    """An amount [currency units], or a count, exactly as written. What has two readings, such as
    `250.000`, is refused.

    >>> read_amount("10_000_000") == read_amount("10M") == read_amount("1e7")
    True
    """
    if signed or not text.startswith(("+", "-")):
        refuse_two_readings(text)
    return read_number(text, signed)


def refuse_two_readings(text: str) -> None:
    """Raises Refused for the text of an amount that may mean a thousand times as much."""
    if has_two_readings(text):
        low, high = readings(text)
        few, many = text.rstrip("0").rstrip("."), f"{int(text.replace('.', '')):,}"
        told = f"{quote(text)} may mean {few} or {many}"
        raise Refused("RP112", told, f"write {low} or {high}")


def read_number(text: str, signed: bool = False) -> Decimal:
    """A number, exactly as written: a rate of exchange, a multiple, days, which have a point.

    >>> read_number("1.085")
    Decimal('1.085')
    """
    match = AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise _not_an_amount(text)
    sign, digits = match.groups()
    if sign and not signed:
        raise _signed(text, "the plan says by its sections what is gained and what is lost")
    suffix = digits[-1] if digits[-1] in SUFFIXES else ""
    amount = EXACT.scaleb(Decimal(digits.removesuffix(suffix)), SUFFIXES[suffix])
    _check_decimals(text, amount)
    if amount.adjusted() >= 18 and amount:
        raise Refused(
            "RP114",
            f"{quote(text)} is too large",
            "amounts have at most 18 digits before the point; is the suffix right?",
        )
    return amount.copy_negate() if sign == "-" and amount else amount


def read_rate(text: str, low: int = 0, high: int | None = 1) -> Decimal:
    """A rate as a share of one: `30%` or `0.30`.

    `high` None lets a rate pass 100% when it is written with %; `low` is -1 for growth.

    >>> read_rate("30%") == read_rate("0.30")
    True
    """
    match = RATE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise _not_a_rate(text, high)
    sign, digits = match.groups()
    if sign and low == 0:
        bare = digits if digits.endswith("%") or Decimal(digits) <= 1 else f"{digits}%"
        why = "a loss is written without a sign, and no other share is below zero"
        raise Refused("RP114", f"{quote(text)} has a sign", f"write {bare}: {why}")
    percent = digits.endswith("%")
    rate = Decimal(digits.removesuffix("%"))
    if not percent and rate > 1:
        if rate.adjusted() >= _MOST_DIGITS_OF_A_RATE:
            raise Refused("RP114", f"{quote(text)} is too large", "is there a digit too many?")
        raise _bare_rate(sign, digits, rate, high)
    if rate.adjusted() >= _MOST_DIGITS_OF_A_RATE:
        raise Refused("RP114", f"{quote(text)} is too large", "is there a digit too many?")
    rate = EXACT.scaleb(rate, -2) if percent else rate
    _check_decimals(text, rate)
    rate = rate.copy_negate() if sign == "-" and rate else rate
    if rate < low or (high is not None and rate > high):
        raise Refused("RP115", f"{text} is out of range", _bounds(low, high))
    return rate


def _check_decimals(text: str, number: Decimal) -> None:
    """So few digits, as written and as counted with, that sums and products of three such numbers
    are exact.
    """
    written = re.match("[0-9]*", text.partition(".")[2])
    digits = len(written[0]) if written else 0
    if max(digits, -int(number.as_tuple().exponent)) <= MOST_DECIMALS:
        return
    hint = f"numbers have at most {MOST_DECIMALS} digits after the point"
    if text.endswith("%") and digits <= MOST_DECIMALS:
        hint += f", as shares of one: in percent {MOST_DECIMALS - 2}"
    raise Refused("RP114", f"{quote(text)} is too fine", hint)


def read_whole(text: str, least: int, most: int) -> int:
    """A whole number, such as a count of months."""
    if re.fullmatch(r"-0*[1-9][0-9]{0,5}(\.0+)?", text, re.ASCII):
        raise Refused("RP114", f"{text} is below zero", f"write {least} to {most}")
    if not re.fullmatch(r"0|[1-9][0-9]{0,5}", text, re.ASCII):
        raise Refused(
            "RP112", f"{quote(text)} is not a whole number", whole_hint(text, least, most)
        )
    number = int(text)
    if not least <= number <= most:
        raise Refused("RP114", f"{number} is out of range", f"write {least} to {most}")
    return number


def _bounds(low: int, high: int | None) -> str:
    return f"write {low * 100}% or more" if high is None else f"write {low * 100}% to {high * 100}%"


def _signed(text: str, why: str) -> Refused:
    bare = text.lstrip("+-")
    bare = " or ".join(readings(bare)) if has_two_readings(bare) else bare
    return Refused("RP114", f"{quote(text)} has a sign", f"write {bare}: {why}")


def _bare_rate(sign: str, digits: str, rate: Decimal, high: int | None) -> Refused:
    """A bare number above one: both readings, as far as they would be accepted."""
    times = f"{sign}{plain(rate * 100)}%"
    message = f"{sign}{digits} is not a rate: it would mean {times}"
    share = rate / 100
    if rate > 100 and high is not None:
        return Refused("RP115", message, _bounds(0, high))
    hint = f"write {sign}{digits}%"
    if rate <= 100:
        hint += f" or {sign}{max(plain(share), f'{share:.2f}', key=len)}"
    if high is None and not sign and rate <= 10:
        hint += f"; for {times}, write {times}"
    return Refused("RP115", message, hint)


def _not_an_amount(text: str) -> Refused:
    if len(text) > LONGEST and text.replace("_", "").isdigit():
        return Refused("RP114", f"{quote(text)} is too large", "amounts have at most 18 digits")
    return Refused("RP112", f"{quote(text)} {NO_AMOUNT}{oddity(text)}", amount_hint(text))


def _not_a_rate(text: str, high: int | None) -> Refused:
    amount = text if AMOUNT.fullmatch(text) else meant_amount(text)
    if amount and amount[-1] in "kKMB":
        hint = f"a share is wanted here, such as 30%; an amount is stated under `amount`: {amount}"
        return Refused("RP115", f"{quote(text)} is an amount, not a rate", hint)
    from revplan.numbers.rate_meant import rate_hint  # few plans have a rate that is none

    odd = oddity(text) if len(text) <= LONGEST else ""
    return Refused("RP115", f"{quote(text)} is not a rate{odd}", rate_hint(text, high))

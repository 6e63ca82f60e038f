"""What stands behind an operator: a factor, or what is added, in the own unit of a place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from revplan.base.paths import ANY, Path, path_text
from revplan.base.words import quote
from revplan.model.edit import PLUS, TIMES, Edit, NoEdit
from revplan.model.shape import points_are_decimal, section_at
from revplan.model.units import NumberUnit, unit_at
from revplan.numbers.exact import EXACT, ONE
from revplan.numbers.meant import meant_amount
from revplan.numbers.read import Refused, read_number, refuse_two_readings
from revplan.numbers.write import number_text, plain
from revplan.numbers.written import AMOUNT, LONGEST, RATE, has_two_readings, readings

WHOLE = {NumberUnit.months: "months", NumberUnit.heads: "heads"}
"""What is counted whole, by its word."""


def name_of(path: Path) -> str:
    """A number's path as people say it: without the key of its value in a mapping."""
    return path_text(path[:-1] if path[-1] == "value" and section_at(path[:-1]) is None else path)


def number_in(text: Any) -> Decimal | None:
    """The number that a text says, a share as one of one; None where it says none."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    try:
        if text.endswith("%") and RATE.fullmatch(text):
            return EXACT.scaleb(Decimal(text.removesuffix("%")), -2)
        return read_number(text, signed=True)
    except Refused:
        return None


def factor_of(edit: Edit) -> Decimal:
    """What a number is multiplied by. Raises NoEdit."""
    text = edit.value
    match = RATE.fullmatch(text) if isinstance(text, str) else None
    if match is None or match[1]:
        why = f"{_told(text)} is not a factor"
        hint = "a factor is a number like 0.9, or a share like 90%"
        meant = _with_point(text)
        factor = meant if RATE.fullmatch(meant) and meant[0] not in "+-" else "0.9"
        raise NoEdit(why, hint, _instead(edit, factor))
    return _read(text)


def _read(text: str) -> Decimal:
    """A number as it is typed, a share as one of one. Raises NoEdit where it is too large."""
    try:
        if text.endswith("%"):
            return EXACT.scaleb(read_number(text.removesuffix("%"), signed=True), -2)
        return read_number(text, signed=True)
    except Refused as error:
        raise NoEdit(error.message, error.hint, code=error.code) from None


def rate_more(edit: Edit) -> Decimal:
    """What is added to a rate: points, as a share of one."""
    text = edit.value
    more = number_in(text)
    if more is None or not RATE.fullmatch(text):
        why = f"{_told(text)} cannot be added to a rate"
        points = meant if RATE.fullmatch(meant := _with_point(text)) else "2%"
        raise NoEdit(why, "points are added to a rate", _instead(edit, points))
    if not text.endswith("%") and abs(more) >= ONE:
        why = f"{text} added to a rate would be {number_text(more, share=True)}"
        raise NoEdit(why, "with % it adds points", _instead(edit, f"{text}%"))
    return more


def amount_more(path: Path, old: Decimal, unit: NumberUnit, edit: Edit) -> Decimal:
    """What is added to an amount, or a count: one of these."""
    text = edit.value
    if isinstance(text, str) and text.endswith("%") and (share := number_in(text)) is not None:
        why = f"{text} is a share, and {name_of(path)} is {unit.words}"
        at = name_of(path) if edit.path[-1] == ANY else path_text(edit.path)
        raise NoEdit(why, "", f"{at}{by_share(share, old, unit)}")
    if not isinstance(text, str) or not AMOUNT.fullmatch(text):
        more, *other = _typed_amounts(path, text) or [unit.more]
        lines = [_instead(edit, it) for it in (more, *other)]
        raise NoEdit(f"{_told(text)} cannot be added", write=lines[0], other="".join(lines[1:]))
    try:
        if not points_are_decimal(path):
            refuse_two_readings(text)
    except Refused as error:
        raise NoEdit(error.message, error.hint, code=error.code) from None
    return _read(text)


def _typed_amounts(path: Path, value: Any) -> list[str]:
    """The amount that was typed in another way than a plan's, written so that it reads: both where
    it may be one of two; none where nobody could tell.
    """
    if not isinstance(value, str):
        return []
    amount = meant if AMOUNT.fullmatch(meant := _with_point(value)) else meant_amount(value)
    less = re.match(r"[^0-9]*[-\u2212(]", value) and amount and amount[0] not in "+-"
    amount = f"-{amount}" if less else amount
    if amount and has_two_readings(amount) and not points_are_decimal(path):
        return list(readings(amount))
    return [amount] if amount else []


def by_share(share: Decimal, old: Decimal | None, unit: NumberUnit) -> str:
    """The operator, with its value, that changes a number by about a share of it: what has to be
    whole stays so, and of nothing there is no share.

    >>> by_share(Decimal("-0.02"), None, NumberUnit.money)
    '*=0.98'
    >>> by_share(Decimal("0.5"), Decimal(3), NumberUnit.months)
    '+=1'
    """
    factor = max(EXACT.add(ONE, share), Decimal(0))
    whole = unit in WHOLE and (old is None or (not old % 1 and EXACT.multiply(old, factor) % 1))
    if whole or old == 0:
        return f"{PLUS}{'-' if share < 0 and old != 0 else ''}{unit.more}"
    return f"{TIMES}{plain(factor)}"


def taken_off(path: Path, value: Any) -> str:
    """The edit that takes a number off what stands at a path; "" where no number does, or is said.

    >>> taken_off(("churn", "rate"), "2"), taken_off(("prior_year", "revenue"), "2%")
    ('churn.rate+=-2%', 'prior_year.revenue*=0.98')
    >>> taken_off(("capacity", "reps", "a", "count"), "2%"), taken_off(("churn", "owner"), "2%")
    ('capacity.reps.a.count+=-1', '')
    """
    number, unit = number_in(value), unit_at(path)
    if number is None or unit is None:
        return ""
    name = path_text(path)
    if value.endswith("%") and unit not in (NumberUnit.share, NumberUnit.either):
        return f"{name}{by_share(-number, None, unit)}"
    points = "%" if unit is NumberUnit.share and abs(number) > ONE and value[-1] != "%" else ""
    less = value[1:] if value.startswith("-") else f"-{value.removeprefix('+')}"
    return f"{name}{PLUS}{less}{points}"


_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")


def _with_point(value: Any) -> str:
    """A number that is typed with a comma, or with blanks before its sign, as it is written here;
    "" where none is.
    """
    if not isinstance(value, str) or value.count(",") > 1:
        return ""
    return _THOUSANDS.sub("_", re.sub(r"\s+%$", "%", value)).replace(",", ".")


def _told(value: Any) -> str:
    """What was given, as a sentence names it."""
    if isinstance(value, str):
        return quote(value)
    return "nothing" if value is None else "a list" if isinstance(value, list) else "a mapping"


def _instead(edit: Edit, value: str) -> str:
    return f"{path_text(edit.path)}{edit.operator}{value}"

"""The amounts, rates and counts that a plan assumes, alone or by month."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from revplan.fields.assumption import Assumption, or_mapping, read_assumption
from revplan.fields.calendar import LAST_YEAR, PLAN_YEAR, several, twelve, twelve_or_four
from revplan.fields.counted import COUNT, HOURS, MULTIPLE, read_count, read_hours, read_multiple
from revplan.fields.reads import (
    AMOUNT_SCHEMA,
    GROWTH_SCHEMA,
    RATE_SCHEMA,
    SIGNED_AMOUNT_SCHEMA,
    Reads,
    as_pydantic,
)
from revplan.numbers.read import Refused, read_amount, read_rate

read_growth = partial(read_rate, low=-1, high=None)


def reads_assumption(
    read: Callable[[str], Decimal],
    number: dict[str, Any],
    share: bool = False,
    compared: bool = False,
    unit: str = "",
) -> Reads:
    """How an assumption is read by `read`, and its schema; `compared` where it may say itself what
    it was last year. What is no `share` counts money where no other `unit` is named.
    """
    return Reads(
        lambda raw: read_assumption(raw, read, share, compared),
        or_mapping(number, compared),
        Assumption.written,
        unit=unit or (SHARE if share else MONEY),
    )


MONEY, SHARE, GROWTH = "money", "share", "growth"
"""What numbers count, beside what `counted` names."""

Amount = Annotated[Assumption, reads_assumption(read_amount, AMOUNT_SCHEMA)]
"""An amount of money, not negative [currency units]."""

Rate = Annotated[Assumption, reads_assumption(read_rate, RATE_SCHEMA, share=True)]
"""A share from 0 to 1: `30%` or `0.30`."""

Growth = Annotated[
    Assumption, reads_assumption(read_growth, GROWTH_SCHEMA, share=True, unit=GROWTH)
]
"""Growth from -100% up; above 100% only when written with %."""


def above_zero(
    read: Callable[[str], Decimal], wanted: str, example: str
) -> Callable[[str], Decimal]:
    """A reader that refuses zero as well."""

    def reading(text: str) -> Decimal:
        number = read(text)
        if not number:
            raise Refused(
                "RP114", f"{text} is out of range", f"write {wanted} above zero, such as {example}"
            )
        return number

    return reading


def from_above_zero(number: dict[str, Any]) -> dict[str, Any]:
    """The schema of a number, zero left out where an editor reads a number."""
    first, *others = number["anyOf"]
    return {"anyOf": [{**first, "exclusiveMinimum": 0}, *others]}


read_positive = above_zero(read_amount, "an amount", "250k")


read_factor = above_zero(read_multiple, "a number", "1.5")


read_conversion = above_zero(read_rate, "a share", "10%")


PositiveAmount = Annotated[
    Assumption, reads_assumption(read_positive, from_above_zero(AMOUNT_SCHEMA))
]
"""An amount of money above zero [currency units]."""

Conversion = Annotated[
    Assumption, reads_assumption(read_conversion, from_above_zero(RATE_SCHEMA), share=True)
]
"""A share above 0 and up to 1."""

Factor = Annotated[Assumption, reads_assumption(read_multiple, AMOUNT_SCHEMA, unit=MULTIPLE)]
"""A multiple, not negative: a point has digits of it behind it."""

Hours = Annotated[Assumption, reads_assumption(read_hours, AMOUNT_SCHEMA, unit=HOURS)]
"""A number of hours, not negative."""

PositiveFactor = Annotated[
    Assumption, reads_assumption(read_factor, from_above_zero(AMOUNT_SCHEMA), unit=MULTIPLE)
]
"""A multiple above zero."""

Count = Annotated[Assumption, reads_assumption(read_count, AMOUNT_SCHEMA, unit=COUNT)]
"""A number of leads, of heads: not negative, and not always whole."""


def read_rates(raw: Any) -> tuple[Assumption, ...]:
    """Shares of one, one a month, as many as there are."""
    if not isinstance(raw, (list, tuple)):
        hint = "write [0%, 50%, 75%], one share a month"
        raise as_pydantic(Refused("RP106", "a list of shares belongs here", hint))
    if not 1 <= len(raw) <= 60:
        raise as_pydantic(
            Refused(
                "RP114",
                f"{len(raw)} months are out of range",
                "write 1 to 60 months, as in [0%, 50%, 75%]",
            )
        )
    return several(raw, lambda entry: read_assumption(entry, read_rate, share=True))


def read_amounts(
    raw: Any, read: Callable[[str], Decimal] = read_amount, year: str = PLAN_YEAR
) -> tuple[Assumption, ...]:
    """Twelve amounts, or what else is read, one a month of a year."""
    return twelve(raw, lambda entry: read_assumption(entry, read), year=year)


def _amounts_written(amounts: tuple[Assumption, ...]) -> list[Any]:
    return [amount.written() for amount in amounts]


def read_signed_amounts(raw: Any) -> tuple[Assumption, ...]:
    """Twelve amounts, one a month of last year, of which some may be below zero."""
    read = partial(read_amount, signed=True)
    return twelve(raw, lambda entry: read_assumption(entry, read), year=LAST_YEAR)


AMOUNTS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": or_mapping(AMOUNT_SCHEMA),
    "minItems": 12,
    "maxItems": 12,
}


Amounts = Annotated[
    tuple[Assumption, ...],
    Reads(read_amounts, AMOUNTS_SCHEMA, _amounts_written, unit=MONEY),
]
"""Twelve amounts, one a month, the first of the twelve months first [currency units]."""


SignedAmounts = Annotated[
    tuple[Assumption, ...],
    Reads(
        read_signed_amounts,
        {**AMOUNTS_SCHEMA, "items": or_mapping(SIGNED_AMOUNT_SCHEMA)},
        _amounts_written,
        unit=MONEY,
    ),
]
"""The same, of months that may be below zero: more was paid back than earned [currency units]."""


def read_count_or_counts(raw: Any) -> Assumption | tuple[Assumption, ...]:
    """One count for the year, or twelve for its months."""
    if isinstance(raw, (list, tuple)):
        return read_amounts(raw, read_count)
    return read_assumption(raw, read_count)


def read_amounts_of_year(
    raw: Any, read: Callable[[str], Decimal] = read_amount
) -> Assumption | tuple[Assumption, ...]:
    """One amount for last year, four for its quarters, or twelve for its months."""
    if isinstance(raw, (list, tuple)):
        return twelve_or_four(raw, lambda entry: read_assumption(entry, read), LAST_YEAR)
    return read_assumption(raw, read)


def write_either(x: Assumption | tuple[Assumption, ...]) -> Any:
    """One amount, or a list of them, as the plan writes it."""
    return x.written() if isinstance(x, Assumption) else _amounts_written(x)


Rates = Annotated[
    tuple[Assumption, ...],
    Reads(
        read_rates,
        {"type": "array", "items": or_mapping(RATE_SCHEMA), "minItems": 1, "maxItems": 60},
        _amounts_written,
        unit=SHARE,
    ),
]
"""Shares of one by month, as many as there are."""

_TWELVE: dict[str, Any] = {"anyOf": [*or_mapping(AMOUNT_SCHEMA)["anyOf"], AMOUNTS_SCHEMA]}

CountOrCounts = Annotated[
    Assumption | tuple[Assumption, ...],
    Reads(read_count_or_counts, _TWELVE, write_either, unit=COUNT),
]
"""A count for the year, or twelve monthly ones."""

QUARTERS_SCHEMA: dict[str, Any] = {**AMOUNTS_SCHEMA, "minItems": 4, "maxItems": 4}

AmountsOfYear = Annotated[
    Assumption | tuple[Assumption, ...],
    Reads(
        read_amounts_of_year,
        {"anyOf": [*_TWELVE["anyOf"], QUARTERS_SCHEMA]},
        write_either,
        unit=MONEY,
    ),
]
"""An amount for the year, four quarterly or twelve monthly ones [currency units]."""

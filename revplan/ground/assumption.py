"""A number that somebody assumed: its value, how sure one is of it, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from revplan.ground.calendar import several, twelve
from revplan.ground.fields import (
    AMOUNT_SCHEMA,
    GROWTH_SCHEMA,
    RATE_SCHEMA,
    Reads,
    as_pydantic,
    readable,
    text_of,
    text_schema,
)
from revplan.ground.figures import Refused, read_amount, read_rate
from revplan.ground.number import EXACT, Number

_KEYS = ("value", "low", "high", "source", "note")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number of the plan; `low <= value <= high` where a range is stated.

    `value` is an exact decimal in a plan that was read; `with_numbers` puts other kinds of number
    in its place. `text` is the value as the plan writes it; `share` says that it is a share of one,
    which people write in percent, and no amount.
    """

    value: Number
    low: Decimal | None = None
    high: Decimal | None = None
    source: str = ""
    note: str = ""
    text: str = field(default="", compare=False)
    share: bool = field(default=False, compare=False)

    def written(self) -> Any:
        """As the plan writes it: a number, or the mapping that says more about it."""
        bounds = (("low", self.low), ("high", self.high))
        said = {key: self.bound_text(bound) for key, bound in bounds if bound is not None}
        said |= {key: text for key in ("source", "note") if (text := getattr(self, key))}
        return {"value": self.text, **said} if said else self.text

    def bound_text(self, bound: Decimal) -> str:
        """A bound as the plan may write it: a share in percent, as it may be above one."""
        return f"{EXACT.scaleb(bound, 2):f}%" if self.share else f"{bound:f}"


def read_assumption(raw: Any, read: Callable[[str], Decimal]) -> Assumption:
    """A bare number, or a mapping with value, low, high, source and note."""
    if isinstance(raw, Assumption):
        return raw
    share = read not in _AMOUNTS
    if not isinstance(raw, dict) or not any(key in _KEYS for key in raw):
        text = text_of(raw, "a number")
        return Assumption(read(text), text=text, share=share)
    found: dict[str, Any] = {}
    wrong: list[InitErrorDetails] = []
    for key, value in raw.items():
        if key not in _KEYS:
            wrong.append({"type": "extra_forbidden", "loc": (key,), "input": value})
            continue
        try:
            words = key in ("source", "note")
            found[key] = readable(value, 2000) if words else read(text_of(value, "a number"))
        except Refused as refused:
            wrong.append({"type": as_pydantic(refused), "loc": (key,), "input": value})
    if "value" not in raw:
        wrong.append({"type": "missing", "loc": ("value",), "input": raw})
    if not wrong:
        try:
            _check_range(found)
        except Refused as refused:
            wrong.append({"type": as_pydantic(refused), "loc": ("value",), "input": raw})
    if wrong:
        raise ValidationError.from_exception_data("assumption", wrong)
    return Assumption(**found, text=str(raw["value"]), share=share)


def _check_range(found: dict[str, Any]) -> None:
    low, value, high = found.get("low"), found["value"], found.get("high")
    if (low is not None and low > value) or (high is not None and value > high):
        raise Refused("RP114", "value lies outside low and high", "write low <= value <= high")


def _written(x: Assumption) -> Any:
    return x.written()


def _or_mapping(number: dict[str, Any]) -> dict[str, Any]:
    properties = {
        "value": {**number, "description": "The value that the plan counts on."},
        "low": {**number, "description": "The lowest value that is thought possible."},
        "high": {**number, "description": "The highest value that is thought possible."},
        "source": {**text_schema(2000), "description": "Where the value comes from."},
        "note": {**text_schema(2000), "description": "Anything a reader should know."},
    }
    mapping = {
        "type": "object",
        "properties": properties,
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [*number["anyOf"], mapping]}


def _assumed(read: Callable[[str], Decimal], number: dict[str, Any]) -> Reads:
    return Reads(lambda raw: read_assumption(raw, read), _or_mapping(number), _written)


read_growth = partial(read_rate, low=-1, high=None)

Amount = Annotated[Assumption, _assumed(read_amount, AMOUNT_SCHEMA)]
"""An amount of money, not negative [currency units]."""

Rate = Annotated[Assumption, _assumed(read_rate, RATE_SCHEMA)]
"""A share from 0 to 1: `30%` or `0.30`."""

Growth = Annotated[Assumption, _assumed(read_growth, GROWTH_SCHEMA)]
"""Growth from -100% up; above 100% only when written with %."""


def _positive(read: Callable[[str], Decimal], wanted: str) -> Callable[[str], Decimal]:
    """A reader that refuses zero as well."""

    def reading(text: str) -> Decimal:
        number = read(text)
        if not number:
            raise Refused("RP114", f"{text} is out of range", f"write {wanted} above zero")
        return number

    return reading


def read_days(text: str) -> Decimal:
    """A number of days, ten years at most."""
    days = read_amount(text)
    if days > 3650:
        raise Refused("RP114", f"{text} days are out of range", "write 0 to 3650 days")
    return days


def _from_above_zero(number: dict[str, Any]) -> dict[str, Any]:
    """The schema of a number, zero left out where an editor reads a number."""
    first, *others = number["anyOf"]
    return {"anyOf": [{**first, "exclusiveMinimum": 0}, *others]}


read_positive = _positive(read_amount, "an amount")
read_conversion = _positive(read_rate, "a share")
_AMOUNTS = (read_amount, read_positive, read_days)

PositiveAmount = Annotated[Assumption, _assumed(read_positive, _from_above_zero(AMOUNT_SCHEMA))]
"""An amount of money above zero [currency units]."""

Conversion = Annotated[Assumption, _assumed(read_conversion, _from_above_zero(RATE_SCHEMA))]
"""A share above 0 and up to 1."""

Count = Annotated[Assumption, _assumed(read_amount, AMOUNT_SCHEMA)]
"""A number of leads, of heads: not negative, and not always whole."""

Days = Annotated[Assumption, _assumed(read_days, AMOUNT_SCHEMA)]
"""A number of days, ten years at most."""


def read_rates(raw: Any) -> tuple[Assumption, ...]:
    """Shares of one, one a month, as many as there are."""
    if not isinstance(raw, (list, tuple)):
        hint = "write [0%, 50%, 75%], one share a month"
        raise as_pydantic(Refused("RP106", "a list of shares belongs here", hint))
    if not 1 <= len(raw) <= 60:
        raise as_pydantic(Refused("RP114", f"{len(raw)} months are out of range", "write 1 to 60"))
    return several(raw, lambda entry: read_assumption(entry, read_rate))


def read_amounts(raw: Any) -> tuple[Assumption, ...]:
    """Twelve amounts, one a month."""
    return twelve(raw, lambda entry: read_assumption(entry, read_amount))


def _amounts_written(amounts: tuple[Assumption, ...]) -> list[Any]:
    return [amount.written() for amount in amounts]


AMOUNTS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": _or_mapping(AMOUNT_SCHEMA),
    "minItems": 12,
    "maxItems": 12,
}

Amounts = Annotated[
    tuple[Assumption, ...],
    Reads(read_amounts, AMOUNTS_SCHEMA, _amounts_written),
]
"""Twelve amounts, one a month, the first of the twelve months first [currency units]."""


def read_amount_or_amounts(raw: Any) -> Assumption | tuple[Assumption, ...]:
    """One amount for the year, or twelve for its months."""
    if isinstance(raw, (list, tuple)):
        return read_amounts(raw)
    return read_assumption(raw, read_amount)


def _either_written(x: Assumption | tuple[Assumption, ...]) -> Any:
    return x.written() if isinstance(x, Assumption) else _amounts_written(x)


Rates = Annotated[
    tuple[Assumption, ...],
    Reads(
        read_rates,
        {"type": "array", "items": _or_mapping(RATE_SCHEMA), "minItems": 1, "maxItems": 60},
        _amounts_written,
    ),
]
"""Shares of one by month, as many as there are."""

AmountOrAmounts = Annotated[
    Assumption | tuple[Assumption, ...],
    Reads(
        read_amount_or_amounts,
        {"anyOf": [*_or_mapping(AMOUNT_SCHEMA)["anyOf"], AMOUNTS_SCHEMA]},
        _either_written,
    ),
]
"""An amount for the year, or twelve monthly ones [currency units]."""

CountOrCounts = AmountOrAmounts
"""A count for the year, or twelve monthly ones."""

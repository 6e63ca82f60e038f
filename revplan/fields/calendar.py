"""The types of values that belong to months: a month, twelve of anything, weights, seasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails
from pydantic_core.core_schema import ValidationInfo

from revplan.base.words import quote
from revplan.base.year import MONTH_NAMES, Month
from revplan.fields.reads import AMOUNT_SCHEMA, Reads, as_pydantic, errors_below
from revplan.fields.text import choice, text_of, word_schema
from revplan.numbers.read import Refused, read_number

T = TypeVar("T")

WEIGHTS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": AMOUNT_SCHEMA,
    "minItems": 12,
    "maxItems": 12,
}
MONTH_SCHEMA = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


def twelve(
    raw: Any, read: Callable[[Any], T], expected: str = "twelve months are expected"
) -> tuple[T, ...]:
    """A list of twelve, one entry a month; every wrong entry is reported."""
    if not isinstance(raw, (list, tuple)):
        raise as_pydantic(
            Refused(
                "RP106", "a list of twelve belongs here", "write [a, b, c, ...], one entry a month"
            )
        )
    texts = [entry for entry in raw if isinstance(entry, str)]
    if len(raw) != 12 or any(re.fullmatch(r"0[0-9]{2}[kKMB]?", text) for text in texts):
        raise as_pydantic(_not_twelve(raw, texts, expected))
    return several(raw, read)


def twelve_or_four(raw: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """A list of twelve, one entry a month, or of four, one a quarter; all that is wrong is said."""
    if isinstance(raw, (list, tuple)) and len(raw) == 4:
        return several(raw, read)
    return twelve(raw, read, "twelve months, or four quarters, are expected")


def several(raw: Sequence[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    """The entries of a list, each read; every wrong one is reported."""
    entries: list[T] = []
    wrong: list[InitErrorDetails] = []
    for place, entry in enumerate(raw):
        try:
            entries.append(read(entry))
        except Refused as refused:
            wrong.append({"type": as_pydantic(refused), "loc": (place,), "input": entry})
        except ValidationError as several:
            wrong.extend(errors_below(several, place))
    if wrong:
        raise ValidationError.from_exception_data("twelve", wrong)
    return tuple(entries)


def _not_twelve(raw: Sequence[Any], texts: Sequence[str], expected: str) -> Refused:
    hint = "give one entry a month, the first month of the plan year first"
    tails = [text for text in texts[1:] if re.fullmatch(r"[0-9]{3}|0[0-9]{2}[kKMB]?", text)]
    if any(text.startswith("0") for text in tails) or (len(raw) < 6 and tails):
        hint = "did you use commas inside a number? write 790_000, not 790,000"
    held = f"{len(raw)} entries" if len(raw) != 12 else "numbers with commas in them"
    return Refused("RP113", f"{held} where {expected}", hint)


def read_month(raw: Any) -> Month:
    """A month, 2027-03."""
    text = text_of(raw, "a month")
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII) and text[:4] != "0000":
        return Month(int(text[:4]), int(text[5:]))
    hint = f"write a month like {_month_by_name(text)}"
    near = re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{1,2})(?:[-/.][0-9]{1,2})?", text, re.ASCII)
    turned = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", text, re.ASCII)
    parts = near.groups() if near else turned.groups()[::-1] if turned else None
    if parts and 1 <= int(parts[1]) <= 12:
        hint = f"write {parts[0]}-{int(parts[1]):02d}"
    raise Refused("RP117", f"{quote(text)} is not a month", hint)


def read_year(raw: Any) -> int:
    """A calendar year of four digits."""
    text = text_of(raw, "a year")
    if not re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII) or text > "9900":
        raise Refused("RP117", f"{quote(text)} is not a year", "write a year like 2027")
    return int(text)


def _month_by_name(text: str) -> str:
    """An example of a month: the one whose name the text begins with, where it does."""
    names = [name.lower() for name in MONTH_NAMES]
    named = names.index(text[:3].lower()) + 1 if text[:3].lower() in names else 3
    year = re.search("[0-9]{4}", text, re.ASCII)
    return f"{year[0] if year else '2027'}-{named:02d}"


def _month_in_year(raw: Any, info: ValidationInfo) -> Month:
    month = raw if isinstance(raw, Month) else read_month(raw)
    year = info.context.year if info.context else None
    if year is not None and not year.holds(month):
        raise Refused(
            "RP117",
            f"{month} lies outside the plan year",
            f"the plan runs from {year.first} to {year.last}",
        )
    return month


def read_weight(raw: Any) -> Decimal:
    """One weight: a number that is not negative."""
    text = text_of(raw, "a number")
    if text.endswith("%"):
        hint = f"weights are plain numbers, and need not add up to anything: write {text[:-1]}"
        raise Refused("RP112", f"{quote(text)} is not a weight", hint)
    return read_number(text)


def read_weights(raw: Any) -> tuple[Decimal, ...]:
    """Twelve weights, not all zero."""
    weights = twelve(raw, read_weight)
    if not any(weights):
        raise as_pydantic(
            Refused("RP120", "all twelve weights are zero", "give at least one month a weight")
        )
    return weights


def choice_or_weights(words: Sequence[str]) -> Callable[[Any], str | tuple[Decimal, ...]]:
    """A reader of one of a few words, or of twelve weights."""
    word = choice(words)

    def read(raw: Any) -> str | tuple[Decimal, ...]:
        if isinstance(raw, (list, tuple)):
            return read_weights(raw)
        try:
            return word(raw)
        except Refused as refused:
            meant = refused.hint.endswith("?")
            more = " Twelve weights may stand here too" if meant else ", or twelve weights"
            raise Refused(refused.code, refused.message, refused.hint + more) from None

    return read


PlanMonth = Annotated[Month, Reads(_month_in_year, MONTH_SCHEMA, informed=True)]
"""A month inside the plan year."""

AnyMonth = Annotated[Month, Reads(read_month, MONTH_SCHEMA)]
"""A month of any year."""

WORDS = ("prior_year", "even", "days", "445", "454", "544")

Seasonality = Annotated[
    str | tuple[Decimal, ...],
    Reads(choice_or_weights(WORDS), {"anyOf": [word_schema(WORDS), WEIGHTS_SCHEMA]}),
]
"""A season by name, or twelve weights in plan order."""

YearNumber = Annotated[
    int,
    Reads(
        read_year,
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9900},
                {"type": "string", "pattern": "^[1-9][0-9]{3}$"},
            ]
        },
    ),
]
"""A calendar year."""

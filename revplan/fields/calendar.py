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
from revplan.base.year import Month, PlanYear
from revplan.fields.reads import AMOUNT_SCHEMA, Reads, as_pydantic, errors_below
from revplan.fields.text import choice, text_of, word_schema
from revplan.numbers.meant import COMMA_QUESTION, amount_hint
from revplan.numbers.read import Refused, read_number

T = TypeVar("T")

WEIGHTS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": AMOUNT_SCHEMA,
    "minItems": 12,
    "maxItems": 12,
}
WEIGHTS, MONTH = "weights", "month"
MONTH_SCHEMA = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


PLAN_YEAR, LAST_YEAR = "the plan year", "last year"
"""The years that a list may be of, as a hint calls them."""


def twelve(
    raw: Any, read: Callable[[Any], T], lengths: Sequence[int] = (12,), year: str = PLAN_YEAR
) -> tuple[T, ...]:
    """A list of twelve, one entry a month of a year; every wrong entry is reported."""
    if not isinstance(raw, (list, tuple)):
        raise as_pydantic(
            Refused(
                "RP106", "a list of twelve belongs here", "write [a, b, c, ...], one entry a month"
            )
        )
    commas = _commas(raw, lengths)
    if len(raw) != 12 or commas:
        held = f"{len(raw)} entries" if len(raw) != 12 else "numbers with commas in them"
        four = ", or four quarters," if 4 in lengths else ""
        hint = commas or f"give one entry a month, the first month of {year} first"
        told = f"{held} where twelve months{four} are expected"
        raise as_pydantic(Refused("RP113", told, hint))
    return several(raw, read)


def twelve_or_four(raw: Any, read: Callable[[Any], T], year: str = PLAN_YEAR) -> tuple[T, ...]:
    """A list of twelve, one entry a month, or of four, one a quarter; all that is wrong is said."""
    if isinstance(raw, (list, tuple)) and len(raw) == 4:
        return several(raw, read)
    return twelve(raw, read, (12, 4), year)


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


def _commas(raw: Sequence[Any], lengths: Sequence[int]) -> str:
    """What to write where commas inside numbers make a list of them another; empty where none do.

    Of twelve entries that is asked where one begins with zeros, or with no digit.
    """
    texts = [entry for entry in raw if isinstance(entry, str)]
    asked = len(raw) != 12 or any(re.match(r"0[0-9]{2}[kKMB]?$|[^0-9+-]", text) for text in texts)
    if not asked or len(texts) != len(raw):
        return ""
    from revplan.fields.comma_meant import comma_in  # few plans have such a list

    written = comma_in(texts, lengths)
    if not written:
        return ""
    told = amount_hint(written).partition(";")[0]
    bare = told.removeprefix("write ").replace("_", "")
    either = f"{told} or {bare}" if "_" in told else told
    return f"{COMMA_QUESTION} {either}, not {written}"


def read_month(raw: Any, year: PlanYear | None = None, deadline: bool = False) -> Month:
    """A month, 2027-03; what is none is told by the plan's year, where that is known, a quarter
    by its first month, as a deadline by its last.
    """
    text = text_of(raw, "a month")
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII) and text[:4] != "0000":
        return Month(int(text[:4]), int(text[5:]))
    from revplan.fields.month_meant import month_hint  # few plans have a month that is none

    raise Refused("RP117", f"{quote(text)} is not a month", month_hint(text, year, deadline))


def read_year(raw: Any) -> int:
    """A calendar year of four digits."""
    text = text_of(raw, "a year")
    if not re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII) or text > "9900":
        from revplan.fields.month_meant import year_hint

        raise Refused("RP117", f"{quote(text)} is not a year", year_hint(text))
    return int(text)


def _month_in_year(raw: Any, info: ValidationInfo) -> Month:
    year = info.context.year if info.context else None
    try:
        month = raw if isinstance(raw, Month) else read_month(raw, year)
    except Refused as refused:
        from revplan.fields.month_meant import within

        hint = refused.hint if year is None else within(year, refused.hint)
        raise Refused(refused.code, refused.message, hint) from None
    if year is not None and not year.holds(month):
        raise Refused(
            "RP117",
            f"{month} lies outside the plan year",
            f"write {year.first} to {year.last}: the plan's year",
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


PlanMonth = Annotated[Month, Reads(_month_in_year, MONTH_SCHEMA, informed=True, unit=MONTH)]
"""A month inside the plan year."""


def _any_month(raw: Any, info: ValidationInfo) -> Month:
    return raw if isinstance(raw, Month) else read_month(raw, info.context and info.context.year)


def _deadline(raw: Any, info: ValidationInfo) -> Month:
    year = info.context.year if info.context else None
    return raw if isinstance(raw, Month) else read_month(raw, year, deadline=True)


def _first_month(raw: Any, info: ValidationInfo) -> Month:
    if isinstance(raw, Month):
        return raw
    fiscal = info.data.get("fiscal_year") or 0
    try:
        return read_month(raw, PlanYear(Month(fiscal, 1)) if fiscal else None)
    except Refused as refused:
        told = isinstance(raw, str) and re.search("[0-9]{4}|[0-9][-/.][0-9]", raw)
        named = re.fullmatch(rf"write {fiscal}-(0[2-9]|1[0-2])", refused.hint) if not told else None
        before = f", or {fiscal - 1}-{named[1]} where the year ends in {fiscal}" if named else ""
        raise Refused(refused.code, refused.message, refused.hint + before) from None


FirstMonth = Annotated[Month, Reads(_first_month, MONTH_SCHEMA, informed=True, unit=MONTH)]
"""The plan's first month, beside `fiscal_year`."""


def _month_of_hire(raw: Any, info: ValidationInfo) -> Month:
    """A month before the plan year or in it."""
    year = info.context.year if info.context else None
    month = raw if isinstance(raw, Month) else read_month(raw, year)
    if year is not None and month > year.last:
        raise Refused(
            "RP117",
            f"{month} lies after the plan year",
            f"write {year.last} at the latest: reps who start later bring nothing in this plan",
        )
    return month


MonthOfHire = Annotated[Month, Reads(_month_of_hire, MONTH_SCHEMA, informed=True, unit=MONTH)]
"""A month in which reps start: before the plan year or in it."""

AnyMonth = Annotated[Month, Reads(_any_month, MONTH_SCHEMA, informed=True, unit=MONTH)]
"""A month of any year."""

Deadline = Annotated[Month, Reads(_deadline, MONTH_SCHEMA, informed=True, unit=MONTH)]
"""A month of any year by which, or until which, something holds: of a quarter its last."""

WORDS = ("even", "days", "445", "454", "544", "prior_year")

Seasonality = Annotated[
    str | tuple[Decimal, ...],
    Reads(choice_or_weights(WORDS), {"anyOf": [word_schema(WORDS), WEIGHTS_SCHEMA]}, unit=WEIGHTS),
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
        unit="year",
    ),
]
"""A calendar year."""

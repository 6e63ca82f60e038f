"""The types of the plan's other values: text, names, months, weights, switches and choices.

Each reads the text that stands in the file and refuses it in the user's words; each carries its
JSON Schema, which allows numbers wherever an editor's YAML would read one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import PlainSerializer, PlainValidator, ValidationError, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from revplan.ground.figures import AMOUNT_PATTERN, RATE_PATTERN, Refused, read_amount
from revplan.ground.words import closest, invisible, listed, quoted
from revplan.ground.year import Month, PlanYear

T = TypeVar("T")

AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "exclusiveMaximum": 10**18},
        {"type": "string", "pattern": f"^{AMOUNT_PATTERN}$"},
    ]
}
SIGNED_AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^[+-]?{AMOUNT_PATTERN}$"}]
}
RATE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": "^(?:100(?:\\.0+)?%|[1-9]?[0-9](?:\\.[0-9]+)?%|0(?:\\.[0-9]+)?|1(?:\\.0+)?)$"},
    ]
}
GROWTH_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": -1, "maximum": 1},
        {"type": "string", "pattern": f"^[+-]?{RATE_PATTERN}$"},
    ]
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a plan states about itself that its values are read by; None where that is unreadable."""

    year: PlanYear | None = None
    basis: str = "revenue"
    quantum: Decimal | None = None


def as_pydantic(refused: Refused) -> PydanticCustomError:
    """The refusal as pydantic carries it; the code is the error's type."""
    return PydanticCustomError(
        refused.code,  # type: ignore[arg-type]
        "{message}",
        {"message": refused.message, "hint": refused.hint},
    )


def text_of(raw: Any, wanted: str) -> str:
    """The text of a single value."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return f"{raw:f}" if isinstance(raw, Decimal) else str(raw)
    shape = {dict: "a mapping", list: "a list", tuple: "a list", float: "a binary fraction"}
    hint = f"write {wanted} here"
    if isinstance(raw, float):
        hint = "give it as text or as a Decimal, which are exact"
    raise Refused("RP106", f"{wanted} belongs here, not {shape.get(type(raw), 'this')}", hint)


def readable(raw: Any, most: int) -> str:
    """A text for people: something visible, and not without end."""
    text = text_of(raw, "text")
    if not text.strip():
        raise Refused("RP111", "the text is empty", "write something, or remove the key")
    if len(text) > most:
        raise Refused("RP111", f"the text has {len(text):,} characters", f"at most {most:,}")
    if any(invisible(char) and char != "\n" for char in text):
        raise Refused("RP003", f"{quoted(text)} contains an invisible character", "remove it")
    return text


def twelve(raw: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """A list of twelve, one entry a month; every wrong entry is reported."""
    if not isinstance(raw, (list, tuple)):
        raise as_pydantic(
            Refused(
                "RP106", "a list of twelve belongs here", "write [a, b, c, ...], one entry a month"
            )
        )
    if len(raw) != 12:
        raise as_pydantic(_not_twelve(raw))
    entries: list[T] = []
    wrong: list[InitErrorDetails] = []
    for place, entry in enumerate(raw):
        try:
            entries.append(read(entry))
        except Refused as refused:
            wrong.append({"type": as_pydantic(refused), "loc": (place,), "input": entry})
        except ValidationError as several:
            wrong.extend(_below(several, place))
    if wrong:
        raise ValidationError.from_exception_data("twelve", wrong)
    return tuple(entries)


def _below(error: ValidationError, place: int) -> list[InitErrorDetails]:
    details: list[InitErrorDetails] = []
    for line in error.errors(include_url=False):
        kind: Any = line["type"]
        if kind.startswith("RP"):
            kind = PydanticCustomError(kind, "{message}", line["ctx"])
        details.append({"type": kind, "loc": (place, *line["loc"]), "input": line["input"]})
    return details


def _not_twelve(raw: Sequence[Any]) -> Refused:
    texts = [entry for entry in raw if isinstance(entry, str)]
    hint = "give one entry a month, the first month of the plan year first"
    if any(re.fullmatch(r"0+|[0-9]{3}[kMB]?", text) for text in texts[1:]):
        hint = "did you use commas inside a number? write 10_000_000, not 10,000,000"
    return Refused("RP113", f"{len(raw)} entries where twelve months are expected", hint)


def refusing(read: Callable[[Any], T]) -> PlainValidator:
    """A pydantic validator of a reader that needs to know nothing else."""

    def validate(raw: Any) -> T:
        try:
            return read(raw)
        except Refused as refused:
            raise as_pydantic(refused) from None

    return PlainValidator(validate)


def read_name(raw: Any) -> str:
    """The name of a line or an owner: 1 to 64 letters, digits, _ and -."""
    text = unicodedata.normalize("NFC", text_of(raw, "a name"))
    if not re.fullmatch(r"[^\W]|[\w-]{1,64}", text) or any(
        char.isdigit() and not char.isascii() for char in text
    ):
        raise Refused(
            "RP111",
            f"{quoted(text)} is not a name",
            "a name has 1 to 64 letters, digits, _ or -; `label:` gives a line a prettier one",
        )
    return text


def read_month(raw: Any) -> Month:
    """A month, 2027-03."""
    text = text_of(raw, "a month")
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII) and text[:4] != "0000":
        return Month(int(text[:4]), int(text[5:]))
    hint = "write a month like 2027-03"
    near = re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{1,2})(?:[-/.][0-9]{1,2})?", text, re.ASCII)
    turned = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", text, re.ASCII)
    parts = near.groups() if near else turned.groups()[::-1] if turned else None
    if parts and 1 <= int(parts[1]) <= 12:
        hint = f"write {parts[0]}-{int(parts[1]):02d}"
    raise Refused("RP117", f"{quoted(text)} is not a month", hint)


def _month_in_year(raw: Any, info: ValidationInfo) -> Month:
    try:
        month = raw if isinstance(raw, Month) else read_month(raw)
        year = info.context.year if info.context else None
        if year is not None and month not in year:
            raise Refused(
                "RP117",
                f"{month} lies outside the plan year",
                f"the plan runs from {year.first} to {year.last}",
            )
    except Refused as refused:
        raise as_pydantic(refused) from None
    return month


def read_switch(raw: Any) -> bool:
    """true or false, nothing else."""
    if isinstance(raw, bool):
        return raw
    text = text_of(raw, "true or false")
    if text not in ("true", "false"):
        raise Refused("RP116", f"{quoted(text)} is not a switch", "write true or false")
    return text == "true"


def read_weight(raw: Any) -> Decimal:
    """One weight: a number that is not negative."""
    return read_amount(text_of(raw, "a number"))


def read_weights(raw: Any) -> tuple[Decimal, ...]:
    """Twelve weights, not all zero."""
    weights = twelve(raw, read_weight)
    if not any(weights):
        raise as_pydantic(
            Refused("RP120", "all twelve weights are zero", "give at least one month a weight")
        )
    return weights


def choice(words: Sequence[str]) -> Callable[[Any], str]:
    """A reader of one of a few words."""

    def read(raw: Any) -> str:
        text = text_of(raw, listed(words))
        if text in words:
            return text
        meant = closest(text, words)
        hint = f'did you mean "{meant}"?' if meant else f"write {listed(words)}"
        raise Refused("RP118", f"{quoted(text)} is not a choice here", hint)

    return read


def choice_or_weights(words: Sequence[str]) -> Callable[[Any], str | tuple[Decimal, ...]]:
    """A reader of one of a few words, or of twelve weights."""
    word = choice(words)

    def read(raw: Any) -> str | tuple[Decimal, ...]:
        if isinstance(raw, (list, tuple)):
            return read_weights(raw)
        try:
            return word(raw)
        except Refused as refused:
            raise Refused(
                refused.code, refused.message, f"{refused.hint}, or twelve weights"
            ) from None

    return read


def plain(value: Any) -> Any:
    """A value as a plan writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def word_schema(words: Sequence[str]) -> dict[str, Any]:
    """The schema of a choice; words of digits may reach an editor as numbers."""
    return {"enum": [*words, *(int(word) for word in words if word.isdigit())]}


WEIGHTS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": AMOUNT_SCHEMA,
    "minItems": 12,
    "maxItems": 12,
}
_MONTH_SCHEMA = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
_WRITTEN = PlainSerializer(plain)


def text_schema(most: int) -> dict[str, Any]:
    """A text, which may look like a number to an editor."""
    return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": most}, {"type": "number"}]}


Text = Annotated[str, refusing(lambda raw: readable(raw, 2000)), WithJsonSchema(text_schema(2000))]
"""A text for people."""

Label = Annotated[str, refusing(lambda raw: readable(raw, 200)), WithJsonSchema(text_schema(200))]
"""A short text for people."""

Name = Annotated[
    str,
    refusing(read_name),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^[\w-]{1,64}$"}, {"type": "number"}]}),
]
"""The name of a line or an owner."""

PlanMonth = Annotated[
    Month, PlainValidator(_month_in_year), WithJsonSchema(_MONTH_SCHEMA), _WRITTEN
]
"""A month inside the plan year."""

AnyMonth = Annotated[Month, refusing(read_month), WithJsonSchema(_MONTH_SCHEMA), _WRITTEN]
"""A month of any year."""

Switch = Annotated[bool, refusing(read_switch), WithJsonSchema({"type": "boolean"}), _WRITTEN]
"""true or false."""

WORDS = ("prior_year", "even", "days", "445", "454", "544")

Seasonality = Annotated[
    str | tuple[Decimal, ...],
    refusing(choice_or_weights(WORDS)),
    WithJsonSchema({"anyOf": [word_schema(WORDS), WEIGHTS_SCHEMA]}),
    _WRITTEN,
]
"""A season by name, or twelve weights in plan order."""


def said(raw: Mapping[str, Any], key: str) -> str:
    """The text of a key of a plan that is not validated yet, empty when it has none."""
    value = raw.get(key, "")
    return value if isinstance(value, str) else ""

"""How a field reads what stands in the file, what its schema says, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema
from pydantic_core.core_schema import ValidationInfo

from revplan.base.year import PlanYear
from revplan.numbers.read import Refused
from revplan.numbers.written import AMOUNT_PATTERN, RATE_PATTERN, one_reading

AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "exclusiveMaximum": 10**18},
        {"type": "string", "pattern": f"^{AMOUNT_PATTERN}$"},
    ]
}


SIGNED_AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": -(10**18), "exclusiveMaximum": 10**18},
        {"type": "string", "pattern": f"^[+-]?{AMOUNT_PATTERN}$"},
    ]
}


PIN_SCHEMA: dict[str, Any] = {
    "anyOf": [
        *SIGNED_AMOUNT_SCHEMA["anyOf"],
        {"type": "string", "pattern": rf"^[+-]?{RATE_PATTERN.removesuffix('?')}$"},
    ]
}


_PERCENTS = r"(?:100(?:\.0+)?|[1-9]?[0-9](?:\.[0-9]+)?)%"


RATE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": rf"^(?:{_PERCENTS}|0(?:\.[0-9]+)?|1(?:\.0+)?)$"},
    ]
}


GROWTH_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": -1, "maximum": 1},
        {"type": "string", "pattern": f"^[+-]?{RATE_PATTERN}$"},
    ]
}


Raw = Mapping[str, Any]
"""A plan as it stands in the file: texts, in mappings and lists; None where a value is empty."""


class Given(NamedTuple):
    """What a plan states of itself that its values are read by; None where it cannot be read."""

    year: PlanYear | None = None
    basis: str = "revenue"
    quantum: Decimal | None = None
    by_month: bool = False
    """Whether last year is given by its months."""


def as_pydantic(refused: Refused) -> PydanticCustomError:
    """The refusal as pydantic carries it; the code is the error's type."""
    return PydanticCustomError(
        refused.code,
        "{message}",
        {"message": refused.message, "hint": refused.hint},
    )


def errors_below(error: ValidationError, *at: int | str) -> list[InitErrorDetails]:
    """What an error found, for another error to tell at a place below its own."""
    details: list[InitErrorDetails] = []
    for line in error.errors(include_url=False):
        kind: Any = line["type"]
        if kind.startswith("RP"):
            kind = PydanticCustomError(kind, "{message}", line["ctx"])
        details.append({"type": kind, "loc": (*at, *line["loc"]), "input": line["input"]})
    return details


class Reads:
    """How a field reads what stands in the file, what its schema says, and how it is written.

    `read` is handed the raw value and raises Refused; `informed` readers are handed pydantic's
    information as well (the plan's year and quantum, the fields before). `write` gives the text
    back; `unit` is what a number counts. One small annotation instead of three of pydantic's own:
    those cost every start.
    """

    __slots__ = ("informed", "read", "schema", "unit", "write")

    def __init__(
        self,
        read: Callable[..., Any],
        schema: dict[str, Any],
        write: Callable[[Any], Any] | None = None,
        informed: bool = False,
        unit: str = "",
    ) -> None:
        self.read = read
        self.schema = schema
        self.write = plain if write is None else write
        self.informed = informed
        self.unit = unit

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        writing = core_schema.plain_serializer_function_ser_schema(self.write)
        if self.informed:
            return core_schema.with_info_plain_validator_function(
                self.validate, serialization=writing
            )
        return core_schema.no_info_plain_validator_function(self.validate, serialization=writing)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return dict(self.schema)

    def validate(self, raw: Any, *info: ValidationInfo) -> Any:
        """The value, or its refusal as pydantic carries it."""
        try:
            return self.read(raw, *info)
        except Refused as refused:
            raise as_pydantic(refused) from None

    def takes(self, raw: Any) -> bool:
        """Whether a raw value is read as it stands; what an informed reader takes, the rest of the
        plan decides, so that here it takes nothing.

        >>> whole = Reads(int, {})
        >>> whole.takes("12"), whole.takes("twelve"), Reads(int, {}, informed=True).takes("12")
        (True, False, False)
        """
        try:
            if self.informed:
                return False
            self.read(raw)
        except ValueError:  # Refused, and what pydantic carries it by
            return False
        return True


def plain(value: Any) -> Any:
    """A value as a plan writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return one_reading(f"{value:f}") if isinstance(value, Decimal) else str(value)

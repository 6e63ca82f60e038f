"""A number that somebody assumed: its value, how sure one is of it, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from revplan.fields.reads import as_pydantic
from revplan.fields.text import readable, text_of, text_schema
from revplan.numbers.exact import EXACT
from revplan.numbers.number import Number
from revplan.numbers.read import Refused
from revplan.numbers.written import one_reading

_KEYS = ("value", "low", "high", "source", "note")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number of the plan; `low <= value <= high` where a range is stated.

    `value` is an exact decimal in a plan that was read; `with_values` puts other kinds of number
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
        return f"{EXACT.scaleb(bound, 2):f}%" if self.share else one_reading(f"{bound:f}")


def read_assumption(raw: Any, read: Callable[[str], Decimal], share: bool = False) -> Assumption:
    """A bare number, or a mapping with value, low, high, source and note."""
    if isinstance(raw, Assumption):
        return raw
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


def or_mapping(number: dict[str, Any]) -> dict[str, Any]:
    """The schema of a number, or of the mapping that says more about it."""
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

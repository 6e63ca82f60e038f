"""A number that somebody assumed: its value, how sure one is of it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from revplan.fields.reads import as_pydantic, errors_below
from revplan.fields.text import readable, text_of, text_schema
from revplan.numbers.exact import EXACT
from revplan.numbers.number import Number
from revplan.numbers.read import Refused
from revplan.numbers.written import one_reading

BOUNDS = ("low", "high")
WORDS = ("source", "note")
COMPARING = ("last_year", "because")
SAID_BESIDE = (*BOUNDS, *WORDS, *COMPARING)
"""What a number says in its own mapping beside its value: how sure it is, where it comes from,
what it was. No figure is made of these."""

OUTSIDE = "value lies outside low and high"
"""What is said of a value that a stated range does not hold."""

NUMBER_KEYS = ("value", *BOUNDS, *WORDS)
"""The keys of a number that says more about itself."""

COMPARED_KEYS = (*NUMBER_KEYS, *COMPARING)
"""Those of one that is compared with last year's."""

TEXTS = (*WORDS, "because")
"""Those that are words."""

TODO = re.compile(r"TO-?DO\b|(?i:to-?do)\s*(?:$|[:.,(-])")
"""What stands as the source of a number until somebody knows where it comes from; in small letters
only as a word by itself, as other languages have it too.
"""

TEXT_EXAMPLES = {
    "source": "billing export, 2026-10-31",
    "note": "as agreed with the board in October",
    "because": "a renewal desk since September",
}
"""By key, such words."""

NONE = "none"
"""What stands as last year's number where there was none: the thing is new."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number of the plan; `low <= value <= high` where a range is stated.

    `value` is an exact decimal in a plan that was read; `with_values` puts other kinds of number
    in its place. `text` is the value as the plan writes it; `share` says that it is a share of one,
    which people write in percent, and no amount. `last_year` is the same number of last year, where
    it is stated with the number and not beside it, and `because` what makes this year's a better
    one.
    """

    value: Number
    low: Decimal | None = None
    high: Decimal | None = None
    source: str = ""
    note: str = ""
    last_year: Assumption | None = None
    because: str = ""
    text: str = field(default="", compare=False)
    share: bool = field(default=False, compare=False)

    @property
    def is_none(self) -> bool:
        """Whether it says that last year had none: then its value is zero."""
        return self.text == NONE

    @property
    def known_source(self) -> str:
        """Where the value comes from; empty where nothing says so, or that it is still to do.

        >>> [Assumption(1, source=it).known_source
        ...  for it in ("books", "TODO ask Ann", "todo: ask Ann", "todo el libro mayor")]
        ['books', '', '', 'todo el libro mayor']
        """
        return "" if TODO.match(self.source.strip()) else self.source

    def written(self) -> Any:
        """As the plan writes it: a number, or the mapping that says more about it."""
        said: dict[str, Any] = {
            key: self.bound_text(bound)
            for key in BOUNDS
            if (bound := getattr(self, key)) is not None
        }
        if self.last_year is not None:
            said["last_year"] = self.last_year.written()
        said |= {key: text for key in TEXTS if (text := getattr(self, key))}
        return {"value": self.text, **said} if said else self.text

    def bound_text(self, bound: Decimal) -> str:
        """A bound as the plan may write it: a share in percent, as it may be above one."""
        return f"{EXACT.scaleb(bound, 2):f}%" if self.share else one_reading(f"{bound:f}")


def read_assumption(
    raw: Any, read: Callable[[str], Decimal], share: bool = False, compared: bool = False
) -> Assumption:
    """A bare number, or a mapping with value, low, high, source and note; with last_year and
    because as well where it is `compared` with last year's.
    """
    if isinstance(raw, Assumption):
        return raw
    keys = COMPARED_KEYS if compared else NUMBER_KEYS
    if not isinstance(raw, dict) or not any(key in COMPARED_KEYS for key in raw):
        text = text_of(raw, "a number")
        return Assumption(read(text), text=text, share=share)
    found: dict[str, Any] = {}
    wrong: list[InitErrorDetails] = []
    for key, value in raw.items():
        if key not in keys:
            wrong.append({"type": "extra_forbidden", "loc": (key,), "input": value})
            continue
        try:
            found[key] = _said(key, value, read, share)
        except Refused as refused:
            wrong.append({"type": as_pydantic(refused), "loc": (key,), "input": value})
        except ValidationError as error:
            wrong += errors_below(error, key)
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


def _said(key: str, value: Any, read: Callable[[str], Decimal], share: bool) -> Any:
    """What stands at a key of an assumption."""
    if key in TEXTS:
        return readable(value, 2000)
    if key == "last_year":
        return read_last_year(value, read, share)
    return read(text_of(value, "a number"))


def read_last_year(raw: Any, read: Callable[[str], Decimal], share: bool = False) -> Assumption:
    """Last year's number beside this year's: a number as that is, or `none` where it is new."""
    return read_assumption(raw, or_none(read), share)


def or_none(read: Callable[[str], Decimal]) -> Callable[[str], Decimal]:
    """A reader that takes `none` as well, as zero.

    >>> or_none(Decimal)("none"), or_none(Decimal)("5")
    (Decimal('0'), Decimal('5'))
    """

    def reading(text: str) -> Decimal:
        if text == NONE:
            return Decimal(0)
        try:
            return read(text)
        except Refused as refused:
            if any(char.isdigit() for char in text):
                raise
            hint = "write last year's figure, or none where there was none"
            raise Refused(refused.code, refused.message, hint) from None

    return reading


def _check_range(found: dict[str, Any]) -> None:
    low, value, high = found.get("low"), found["value"], found.get("high")
    if (low is not None and low > value) or (high is not None and value > high):
        raise Refused("RP114", OUTSIDE, "write low <= value <= high")


def none_too(number: dict[str, Any]) -> dict[str, Any]:
    """The schema of a number, with `none` in its place."""
    return {"anyOf": [*number["anyOf"], {"enum": [NONE]}]}


def or_mapping(number: dict[str, Any], compared: bool = False) -> dict[str, Any]:
    """The schema of a number, or of the mapping that says more about it."""
    properties: dict[str, Any] = {
        "value": {**number, "description": "The value that the plan counts on."},
        "low": {**number, "description": "The lowest value that is thought possible."},
        "high": {**number, "description": "The highest value that is thought possible."},
        "source": {**text_schema(2000), "description": "Where the value comes from."},
        "note": {**text_schema(2000), "description": "Anything a reader should know."},
    }
    if compared:
        before = or_mapping(none_too(number))
        properties |= {
            "last_year": {**before, "description": "Last year's value, for comparison; or none."},
            "because": {**text_schema(2000), "description": "What makes it better than last year."},
        }
    mapping = {
        "type": "object",
        "properties": properties,
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [*number["anyOf"], mapping]}

"""The types of the plan's values that are not assumptions: text, names, switches, choices.

Each reads the text that stands in the file and refuses it in the user's words; each carries its
JSON Schema, which allows numbers wherever an editor's YAML would read one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from revplan.base.near_words import closest, did_you_mean
from revplan.base.words import invisible, listing, quote
from revplan.fields.reads import Reads
from revplan.numbers.meant import oddity
from revplan.numbers.read import Refused, read_whole

T = TypeVar("T")


def text_of(raw: Any, wanted: str) -> str:
    """The text of a single value."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return f"{raw:f}" if isinstance(raw, Decimal) else str(raw)
    shape = {dict: "a mapping", list: "a list", tuple: "a list", float: "a binary fraction"}
    alone = isinstance(raw, (list, tuple)) and len(raw) == 1 and isinstance(raw[0], str)
    hint = f"write {quote(raw[0])[1:-1]}" if alone else f"write {wanted} here"
    if isinstance(raw, float):
        hint = "give it as text or as a Decimal, which are exact"
    raise Refused("RP106", f"{wanted} belongs here, not {shape.get(type(raw), 'this')}", hint)


def readable(raw: Any, most: int) -> str:
    """A text for display: something visible, of a limited length."""
    text = text_of(raw, "text")
    if not text.strip():
        raise Refused("RP111", "the text is empty", "write something, or remove the key")
    if len(text) > most:
        raise Refused("RP111", f"the text has {len(text):,} characters", f"at most {most:,}")
    if any(invisible(char) and char not in "\n\t" for char in text):
        raise Refused("RP003", f"{quote(text)} contains an invisible character", "remove it")
    return text


def read_name(raw: Any) -> str:
    """The name of a line or an owner: 1 to 64 letters, digits, _ and -."""
    text = unicodedata.normalize("NFC", text_of(raw, "a name"))
    if re.fullmatch(r"[\w-]{1,64}", text) and not any(
        char.isdigit() and not char.isascii() for char in text
    ):
        return text
    plainer = re.sub(r"[^\w-]+", "_", text).strip("_")[:64]
    hint = "a name has 1 to 64 letters, digits, _ or -"
    if plainer and plainer.isascii():
        hint += f": write {plainer}"
    odd = oddity(text) if len(text) <= 64 else ""
    raise Refused("RP111", f"{quote(text)} is not a name{odd}", hint)


def read_switch(raw: Any) -> bool:
    """True or false, nothing else."""
    if isinstance(raw, bool):
        return raw
    text = text_of(raw, "true or false")
    if text not in ("true", "false"):
        raise Refused("RP116", f"{quote(text)} is not a switch", "write true or false")
    return text == "true"


def choice(
    words: Sequence[str],
    instead: Mapping[str, str] = MappingProxyType({}),
    said: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Any], str]:
    """A reader of one of a few words; `instead` has the hints for words that mean something else
    than the one they look like, `said` what words mean.
    """

    def read(raw: Any) -> str:
        text = text_of(raw, listing(words))
        if text in words:
            return text
        meant = closest(text, words)
        told = listing(f"{it} ({said[it]})" if it in said else it for it in words)
        hint = did_you_mean(meant) if meant else f"write {told}"
        hint = instead.get(text.lower(), hint)
        raise Refused("RP118", f"{quote(text)} is not a choice here", hint)

    return read


def word_schema(words: Sequence[str]) -> dict[str, Any]:
    """The schema of a choice; words of digits may reach an editor as numbers."""
    return {"enum": [*words, *(int(word) for word in words if word.isdigit())]}


def text_schema(most: int) -> dict[str, Any]:
    """A text, which may look like a number to an editor."""
    text = {"type": "string", "minLength": 1, "maxLength": most}
    return {"anyOf": [text, {"type": ["number", "boolean"]}]}


Text = Annotated[str, Reads(lambda raw: readable(raw, 2000), text_schema(2000))]
"""A text for display."""

Label = Annotated[str, Reads(lambda raw: readable(raw, 200), text_schema(200))]
"""A short text for display."""

_NAME_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^[\w-]{1,64}$"}, {"type": ["number", "boolean"]}]
}

Name = Annotated[str, Reads(read_name, _NAME_SCHEMA)]
"""The name of a line or an owner."""

Switch = Annotated[bool, Reads(read_switch, {"enum": [True, False, "true", "false"]})]
"""true or false."""


def _whole(least: int, most: int) -> Reads:
    """A whole number within bounds: how it is read, and its schema."""
    schema = {
        "anyOf": [
            {"type": "integer", "minimum": least, "maximum": most},
            {"type": "string", "pattern": "^(?:0|[1-9][0-9]{0,2})$"},
        ]
    }
    return Reads(
        lambda raw: read_whole(text_of(raw, "a number"), least, most), schema, unit="months"
    )


def raw_text(raw: Mapping[str, Any], key: str) -> str:
    """The text of a key of a plan that is not validated yet, empty when it has none."""
    value = raw.get(key, "")
    return value if isinstance(value, str) else ""


WholeFromOne = Annotated[int, _whole(1, 120)]
"""A whole number of months, at least one."""

WholeFromZero = Annotated[int, _whole(0, 120)]
"""A whole number of months."""

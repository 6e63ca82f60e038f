"""Segments of a plan, as its model holds them: each was read and checked for itself."""

from __future__ import annotations

from typing import Any

from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.numbers.read import Refused

_HINT = "segments: {emea: {plan: emea-2027.yaml}}"


class Segments(Reads):
    """Plans by name; texts that are still to be read are passed over."""

    def __init__(self) -> None:
        super().__init__(_read, {"type": "object"}, _exported)


def _read(raw: Any) -> dict[str, Section]:
    if not isinstance(raw, dict):
        held = "a list" if isinstance(raw, list) else "a single value"
        raise Refused("RP106", f"segments expects names with their values, not {held}", _HINT)
    if not raw:
        raise Refused("RP103", "segments holds no segment", f"{_HINT}, or remove the key")
    return {name: it for name, it in raw.items() if isinstance(it, Section)}


def _exported(segments: dict[str, Any]) -> dict[str, Any]:
    return {name: segment.export() for name, segment in segments.items()}

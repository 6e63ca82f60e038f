"""Texts of a plan as YAML in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"(?!(?:null|Null|NULL)\Z)-?[\w.+][\w.+%-]*(?:[ '/-]+[\w.+%-]+)*")
"""Texts that YAML reads as they are, wherever they stand: no list's entry, no word for nothing."""


def flow(value: Any) -> str:
    """A plan's texts as YAML in one line.

    >>> flow({"waivers": [{"rule": "RP303", "because": "frozen: all of it"}]})
    '{waivers: [{rule: RP303, because: "frozen: all of it"}]}'
    >>> flow({"why": "- one product", "label": "null", "rate": "-3%", "note": None})
    '{why: "- one product", label: "null", rate: -3%, note: }'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)

"""What a plan states, as its author would write it on one line."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from revplan.fields.assumption import Assumption
from revplan.fields.exchange import Quoted
from revplan.fields.section import Section
from revplan.numbers.write import plain

_PLAIN = re.compile(r"[\w.%/+-][\w.%/+ -]*(?<! )")


def source_text(value: Any) -> str:
    """A value of a plan, as its author would write it; empty for nothing.

    >>> source_text(Assumption(Decimal("0.3"), source="export", text="30%"))
    '30%'
    >>> source_text({"amount": "500k", "note": "as agreed: in May"})
    '{amount: 500k, note: "as agreed: in May"}'
    """
    if value is None:
        return ""
    if isinstance(value, Assumption):
        return value.text or plain(value.value)
    if isinstance(value, Quoted):
        return f"{{per: {source_text(value.per)}}}"
    if isinstance(value, Section):
        return source_text(value.model_dump(exclude_unset=True))
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_inside(entry)}' for key, entry in value.items())}}}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_inside(entry) for entry in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value) if isinstance(value, Decimal) else str(value)


def _inside(entry: Any) -> str:
    """A value within braces or brackets: a text is quoted where it could be misread."""
    text = source_text(entry)
    if isinstance(entry, str) and not _PLAIN.fullmatch(text):
        return json.dumps(text, ensure_ascii=False)
    return text

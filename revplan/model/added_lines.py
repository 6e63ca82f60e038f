"""How a line is added to a plan whose key was to be set, or whose number."""

from __future__ import annotations

import re
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.model.shape import section_at
from revplan.model.units import NumberUnit, fits, unit_at

_PLAIN = re.compile(r"[\w.%+-]+")
"""Texts that stand for themselves in a mapping in braces."""


def added_line(line: Path, rest: Path, value: Any) -> tuple[str, list[str]]:
    """The edit that adds a line whose key was to be set, or whose number; "" where its value says
    none. With the keys that such a line needs besides.

    >>> added_line(("upsell", "bundle"), ("amount",), "1M")
    ('upsell.bundle={amount: 1M}', [])
    >>> added_line(("upsell", "bundle"), (), "5%")[0]
    'upsell.bundle={rate: 5%}'
    """
    model = section_at(line)
    if model is None:
        return "", []
    plain = isinstance(value, str) and bool(_PLAIN.fullmatch(value))
    keys = [*map(str, rest or key_for(line, value))]
    needed = [
        key for key, field in model.model_fields.items() if field.is_required() and key not in keys
    ]
    if not plain or not keys or any(isinstance(step, int) for step in rest):
        return "", needed
    inner = value
    for key in reversed(keys):
        inner = f"{{{key}: {inner}}}"
    return f"{path_text(line)}={inner}", needed


def key_for(line: Path, value: Any) -> Path:
    """The first key of a line whose number a value may be; none where it is a number itself.

    >>> key_for(("upsell", "bundle"), "5%"), key_for(("churn", "rate"), "5%")
    (('rate',), ())
    """
    model = section_at(line)
    if model is None or model.BESIDE or not isinstance(value, str):
        return ()
    return tuple(key for key in model.model_fields if _says(line, key, value))[:1]


def _says(line: Path, key: str, value: str) -> bool:
    path = (*line, key)
    return unit_at(path) not in (None, NumberUnit.either) and fits(path, value)

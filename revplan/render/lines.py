"""A line of text and its styles: what all that people read is made of."""

from __future__ import annotations

import re
import unicodedata

from revplan.base.words import escape

Styled = tuple[str, str]
"""Text and its style: "" plain, strong, dim, error, warning, info."""

StyledLine = tuple[Styled, ...]

RULE = "\u2500"


def harmless(text: str) -> str:
    """The user's text as a line may carry it: nothing that a terminal or a CI log would obey.

    >>> harmless("##[add-mask]0"), harmless("::stop-commands::x")
    ('# #[add-mask]0', ': :stop-commands::x')
    """
    text = re.sub(r"##(?=\w*\[)", "# #", escape(text)) if "##" in text else escape(text)
    return re.sub(r"^(\s*):(?=:)", r"\1: ", text) if ":" in text else text


def width_of(text: str) -> int:
    """How many cells of a screen a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )

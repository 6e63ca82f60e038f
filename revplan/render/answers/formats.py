"""The formats of an answer. To add one, write its module and name it here."""

from __future__ import annotations

from importlib import import_module

from revplan.base.table import Answer

WRITERS = {"csv": "csv_text", "markdown": "markdown"}
"""By format, the module of this room whose `write(answer)` gives the text."""

ANSWER = ("text", "json", *WRITERS)
"""The formats that an answer comes in."""

SUFFIXES = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
"""By a file's suffix, the format that it asks for."""


def write_as(answer: Answer, format_: str) -> str | None:
    """The answer in a format that is one text; None where lines are shown instead."""
    if format_ not in WRITERS:
        return None
    text: str = import_module(f"revplan.render.answers.{WRITERS[format_]}").write(answer)
    return text

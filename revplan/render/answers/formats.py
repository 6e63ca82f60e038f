"""The formats of an answer. To add one, write its module and name it here."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from revplan.base.table import Answer
from revplan.render.files import Document


class AnswerFormat(NamedTuple):
    """A module of this room whose `write(answer)` gives a text, or the bytes of a document; none
    where people read lines, or the reply writes it itself. The suffixes of files that ask for it;
    and whether it holds one `table`, of which a document of chapters has none.
    """

    module: str = ""
    suffixes: tuple[str, ...] = ()
    table: bool = False


FORMATS = {
    "text": AnswerFormat(),
    "json": AnswerFormat("", (".json",)),
    "csv": AnswerFormat("csv_text", (".csv",), table=True),
    "markdown": AnswerFormat("markdown", (".md", ".markdown")),
}
"""By the name that users type."""

ANSWER = tuple(FORMATS)
"""The formats that an answer comes in."""

CHAPTERS = tuple(name for name, format_ in FORMATS.items() if not format_.table)
"""Those that a document of chapters comes in."""

SUFFIXES = {suffix: name for name, format_ in FORMATS.items() for suffix in format_.suffixes} | {
    ".txt": "text"
}
"""By a file's suffix, the format that it asks for."""


def write_as(answer: Answer, format_: str) -> Document | None:
    """The answer in a format that is one document; None where lines are shown instead."""
    named = FORMATS.get(format_, AnswerFormat())
    if not named.module:
        return None
    document: Document = import_module(f"revplan.render.answers.{named.module}").write(answer)
    return document

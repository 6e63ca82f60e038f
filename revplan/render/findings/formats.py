"""The formats of findings. To add one, write its module and name it here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from revplan.render.files import Document
from revplan.render.lines import StyledLine
from revplan.render.screen import Screen, plain

if TYPE_CHECKING:
    from revplan.workspace.checked import Checked


class FindingsFormat(NamedTuple):
    """A module of this room whose `write(checked)` gives a document, or lines that may be
    coloured, and `wraps` them where it is told the width; the suffixes of files that ask for it;
    and what kind of report it is, where its name does not say.
    """

    module: str
    wraps: bool = False
    suffixes: tuple[str, ...] = ()
    kind: str = ""


FORMATS = {
    "text": FindingsFormat("findings.text", True, (".txt",)),
    "concise": FindingsFormat("findings.concise"),
    "json": FindingsFormat("answers.json_text", suffixes=(".json",)),
    "github": FindingsFormat("findings.github", kind="annotations"),
    "gitlab": FindingsFormat("findings.gitlab", kind="code quality"),
    "sarif": FindingsFormat("findings.sarif", suffixes=(".sarif", ".sarif.json")),
    "junit": FindingsFormat("findings.junit", suffixes=(".xml",)),
}
"""By the name that users type."""

SUFFIXES = {suffix: name for name, format_ in FORMATS.items() for suffix in format_.suffixes}
"""By a file's suffix, the format that it asks for."""


def write_as(checked: Checked, format_: str) -> Document | list[StyledLine]:
    """The findings in a format: one document, or lines."""
    module = import_module(f"revplan.render.{FORMATS[format_].module}")
    made: Document | list[StyledLine] = module.write(checked)
    return made


def findings(checked: Checked, screen: Screen) -> list[StyledLine]:
    """The findings as people read them on a screen."""
    from revplan.render.findings.text import write

    return write(checked, screen)


def document_of(checked: Checked, format_: str) -> Document:
    """The findings in a format, as a file holds them."""
    made = write_as(checked, format_)
    return plain(made) if isinstance(made, list) else made

"""Where lines go: a terminal with colours, a pipe or a file without; never cut, never obeyed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO

from revplan.render.lines import DOT, RULE, StyledLine

_STYLES = {
    "": "",
    "strong": "bold",
    "dim": "dim",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold",
    "short": "red",
    "spare": "green",
    "below": "red",
}
LEAST_COLUMNS = 40


class Screen(NamedTuple):
    """Where lines are read: its width [cells], None being unlimited; `plain` where one fact stands
    on a line, in ASCII, for those who listen.
    """

    width: int | None = None
    plain: bool = False


WIDE = Screen()
"""A screen without an edge: a pipe, a file."""


def screen_of(stream: TextIO | None, wide: bool = False) -> Screen:
    """The screen of a stream; a file, which has none, is unlimited, and so is one asked `wide`, or
    one that is listened to.
    """
    plain = os.environ.get("ACCESSIBLE", "").lower() not in ("", "0", "false")
    width = None if stream is None or wide or plain else columns_of(stream)
    return Screen(width, plain)


def wants_colour(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """--color beats NO_COLOR beats FORCE_COLOR beats the terminal; 0, false and empty mean off."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    force = environment.get("FORCE_COLOR")
    if force is not None:
        return force.lower() not in ("", "0", "false")
    return stream.isatty() and environment.get("TERM") != "dumb"


def columns_of(stream: TextIO) -> int | None:
    """The width of a terminal [cells]; None, unlimited, where there is none."""
    if not stream.isatty():
        return None
    stated = os.environ.get("COLUMNS", "")
    if len(stated) < 6 and stated.isascii() and stated.isdigit() and int(stated) >= LEAST_COLUMNS:
        return int(stated)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        from shutil import get_terminal_size  # for the few screens that do not say

        return get_terminal_size((80, 24)).columns


def plain(lines: Sequence[StyledLine]) -> str:
    """The lines as text without colours."""
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def in_ascii(lines: Sequence[StyledLine]) -> list[StyledLine]:
    """The lines with our own signs in ASCII; what users wrote stays as it is."""
    return [
        tuple((text.replace(RULE, "-").replace(DOT, "-"), style) for text, style in line)
        for line in lines
    ]


def put_lines(lines: Sequence[StyledLine], stream: TextIO, colour: bool) -> None:
    """The lines, written to a stream."""
    if not colour:
        stream.write(carry(plain(lines), stream))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
        width=100_000,  # rich would take COLUMNS=0 at its word
        height=100,
        legacy_windows=False,
    )
    for line in lines:
        text = Text()
        for part, style in line:
            text.append(carry(part, stream), _STYLES[style])
        console.print(text)


def carry(text: str, stream: TextIO) -> str:
    """The text, with our own signs replaced where the stream's encoding has none for them."""
    if text.isascii() or _utf8(stream):
        return text
    for sign, instead in ((RULE, "-"), (DOT, "-")):
        if sign in text and not _carries(sign, stream.encoding):
            text = text.replace(sign, instead)
    return text


def beyond(text: str, stream: TextIO) -> str:
    """The first character of a text that the stream's encoding has none for; empty where it has
    one for each.
    """
    if text.isascii() or _utf8(stream):
        return ""
    return next((char for char in text if not _carries(char, stream.encoding)), "")


def _utf8(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"


def _carries(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepare() -> None:
    """The standard streams set so that no text can stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")

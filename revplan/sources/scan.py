"""What can be refused in a plan's bytes and text before any YAML is read."""

from __future__ import annotations

import re

from revplan.base.limits import MOST_BYTES, MOST_LINE
from revplan.base.problem import Location, Place, Problem
from revplan.base.words import escape, quote

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}")
_ODD_SPACE = re.compile(
    "^ *(?:[\\w-]+:)?([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE
)
_DIRECTIVE = re.compile(r"^%[^\r\n]*", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?= |$)", re.MULTILINE)


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them: broken at LF, CRLF and CR alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def place_in(
    lines: list[str], file: str, line: int, column: int, end: tuple[int, int] | None = None
) -> Place:
    """A place, 0-based in, 1-based out, with its line and the one before."""
    last, last_column = end or (line, column + 1)
    spot = Location(file, line + 1, column + 1, last + 1, last_column + 1)
    first = max(0, line - 1)
    return Place(spot, tuple((n + 1, lines[n]) for n in range(first, line + 1) if n < len(lines)))


def _at(text: str, offset: int, length: int, file: str) -> Place:
    before = lines_of(text[:offset])
    line, column = len(before) - 1, len(before[-1])
    return place_in(lines_of(text), file, line, column, (line, column + length))


def decode(data: bytes, file: str) -> tuple[str, Problem | None]:
    """The text of a plan's bytes; a byte order mark of UTF-8 is dropped."""
    if len(data) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES:,} bytes"
        hint = "a plan is a page of text; is this the right file?"
        return "", Problem("RP001", message, hint, place=Place(Location(file, 1, 1, 1, 1)))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "save it as UTF-8 (in Notepad and Excel: Save as, encoding UTF-8)"
        place = Place(Location(file, 1, 1, 1, 1))
        return "", Problem("RP002", "the file is written in UTF-16", hint, place=place)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        known = data[: error.start].decode("utf-8", "replace")
        place = _at(known + data[error.start :].decode("latin-1"), len(known), 1, file)
        return "", Problem(
            "RP002",
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8; if it came from Excel or Notepad, choose that encoding",
            place=place,
        )


def scan(text: str, file: str) -> list[Problem]:
    """What no plan may contain: hidden characters, tabs, conflict markers, endless lines."""
    problems = []
    hidden = _HIDDEN.search(text)
    if hidden is not None:
        char = hidden.group()
        problems.append(
            Problem(
                "RP003",
                f"the file contains a hidden character (U+{ord(char):04X}, {escape(char)})",
                "remove it: delete the text around it and type it again",
                place=_at(text, hidden.start(), 1, file),
            )
        )
    half = _SURROGATE.search(text) if "\\" in text else None
    if half is not None:
        message = f"{quote(half.group())} is half a character"
        place = _at(text, half.start(), len(half.group()), file)
        problems.append(Problem("RP003", message, "remove it", place=place))
    if "\t" in text:
        problems.extend(_tab(text, file))
    odd = None if text.isascii() else _ODD_SPACE.search(text)
    if odd is not None:
        problems.append(
            Problem(
                "RP004",
                f"an odd space (U+{ord(odd.group(1)):04X}) stands where a space belongs",
                "delete it and type a space: it looks like one but is not",
                place=_at(text, odd.start(1), 1, file),
            )
        )
    directive = _DIRECTIVE.search(text) if "%" in text else None
    if directive is not None:
        place = _at(text, directive.start(), len(directive.group()), file)
        hint = "remove it: a plan needs no directive"
        problems.append(Problem("RP023", "a directive stands here", hint, place=place))
    if "<<<<<<<" in text or ">>>>>>>" in text:
        problems.extend(_conflict(text, file))
    if len(text) > MOST_LINE:
        problems.extend(_endless_line(text, file))
    return problems


def _tab(text: str, file: str) -> list[Problem]:
    lines = lines_of(text)
    for number, line in enumerate(lines):
        column = _bare_tab(line) if "\t" in line else -1
        if column >= 0:
            where = "for indentation" if not line[:column].strip() else "between words"
            return [
                Problem(
                    "RP004",
                    f"a tab is used {where}",
                    "use spaces",
                    place=place_in(lines, file, number, column),
                )
            ]
    return []


def _bare_tab(line: str) -> int:
    """The column of the first tab outside quotes and comments, -1 if there is none."""
    quote, before = "", ""
    for column, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char == "\t":
            return column
        elif char == "#" and (not before or line[column - 1] == " "):
            return -1
        elif char in "'\"" and (not before or before in ":,[{-?"):
            quote = char
        if char != " ":
            before = char
    return -1


def _conflict(text: str, file: str) -> list[Problem]:
    marks = list(_CONFLICT.finditer(text.replace("\r\n", "\n").replace("\r", "\n")))
    if not marks:
        return []
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    first, last = (plain.count("\n", 0, mark.start()) for mark in (marks[0], marks[-1]))
    where = f"lines {first + 1} to {last + 1}" if first != last else f"line {first + 1}"
    return [
        Problem(
            "RP005",
            f"an unresolved merge conflict ({where})",
            "decide between the two versions and remove the marks",
            place=place_in(lines_of(text), file, first, 0, (first, 7)),
        )
    ]


def _endless_line(text: str, file: str) -> list[Problem]:
    lines = lines_of(text)
    for number, line in enumerate(lines):
        if len(line) > MOST_LINE:
            return [
                Problem(
                    "RP008",
                    f"the line is longer than {MOST_LINE:,} characters",
                    "a plan is a page of text; is this the right file?",
                    place=place_in(lines, file, number, 0),
                )
            ]
    return []

"""A line of text and its styles: what all that people read is made of, and where it may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from revplan.base.words import escape

Styled = tuple[str, str]
"""Text and its style: "" plain, strong, dim, error, warning, info; short, spare, below (zero)."""

StyledLine = tuple[Styled, ...]

RULE = "\u2500"
DOT = "\u00b7"


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
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clip(text: str, most: int, least: int = 0) -> str:
    """The text, at most that many cells of it: up to the end of a word, or cut within one that is
    long; its first `least` characters stay where they fit.

    >>> clip("the plan in words", 14), clip("abcdefghij", 8), clip("abc", 8)
    ('the plan ...', 'abcde...', 'abc')
    >>> clip("the plan in words", 14, 11)
    'the plan in...'
    """
    if width_of(text) <= most:
        return text
    end = _fitting(text, most - 4)
    last = text.rfind(" ", 0, end + 1)
    words = text[:last].rstrip() if last > 0 else ""
    if len(words) >= max(least, end // 2, 1):
        return f"{words} ..."
    return f"{text[: _fitting(text, most - 3)]}..."


def _fitting(text: str, most: int) -> int:
    """How many characters at the beginning of a text take at most that many cells."""
    cells, end = 0, 0
    while end < len(text) and cells + _cells(text[end]) <= most:
        cells += _cells(text[end])
        end += 1
    return end


def wrap(text: str, width: int, whole: bool = True) -> list[str]:
    """The text in lines of at most that many cells; a word that is longer stays `whole`, or is
    broken where its own parts end.

    >>> wrap("the plan in words", 8)
    ['the plan', 'in words']
    >>> wrap("customer_success", 10, whole=False)
    ['customer_', 'success']
    """
    lines, line = [], ""
    for piece in _pieces(text, None if whole else width):
        if line.strip() and width_of((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def fold(line: StyledLine, width: int | None, hang: int | None = None) -> list[StyledLine]:
    """A line in lines of at most that many cells, each word in its style; what follows the first
    begins `hang` cells in, by default where its words do.
    """
    text = "".join(part for part, _ in line)
    if width is None or width_of(text) <= width:
        return [line]
    lead = len(text) - len(text.lstrip())
    start = lead if hang is None else hang
    first = wrap(text[lead:], max(1, width - lead))[0]
    rest = _after(text[lead:], first)
    broken = [" " * lead + first]
    broken += [" " * start + it for it in (wrap(rest, max(1, width - start)) if rest else ())]
    return list(_in_styles(line, broken))


def _after(text: str, first: str) -> str:
    """What follows the words of the first line."""
    at = 0
    for char in "".join(first.split()):
        at = text.index(char, at) + 1
    return text[at:].lstrip()


def _in_styles(line: StyledLine, broken: Sequence[str]) -> Iterator[StyledLine]:
    """The broken lines with the styles of the one that they were."""
    letters = iter([(char, style) for part, style in line for char in part if not char.isspace()])
    for text in broken:
        parts: list[Styled] = []
        style = ""
        for char in text:
            style = style if char == " " else next(letters)[1]
            parts = _with_letter(parts, char, style)
        yield tuple(parts)


def _with_letter(parts: list[Styled], char: str, style: str) -> list[Styled]:
    if not parts or parts[-1][1] != style:
        return [*parts, (char, style)]
    return [*parts[:-1], (parts[-1][0] + char, style)]


def _pieces(text: str, most: int | None) -> Iterator[str]:
    """The text taken apart where a line may end: after space, and beside wide characters; within
    words of more than `most` cells.
    """
    # Blanks at the end belong to no word: looked through from each, they would take for ever.
    for word in re.findall(r"\s*\S+", text.rstrip()):
        flat = f" {word.strip()}" if word[:1].isspace() else word
        for piece in [flat] if flat.isascii() else _beside_wide(flat):
            yield from _broken(piece, most) if most is not None else (piece,)


def _beside_wide(word: str) -> Iterator[str]:
    start = 0
    for place, char in enumerate(word):
        wide = unicodedata.east_asian_width(char) in "WF"
        if wide and place > start and word[place - 1] != " ":
            yield word[start:place]
            start = place
    yield word[start:]


def _broken(piece: str, most: int) -> Iterator[str]:
    """A piece that is too long, in parts: after the signs that join words, else anywhere."""
    if width_of(piece.strip()) <= most:
        yield piece
        return
    if "/" in piece[:-1]:
        for part in re.findall(r"[^/]*/|[^/]+$", piece):
            yield from _broken(part, most)
        return
    for part in re.findall(r"\s*[^\s_./:-]+[_./:-]*|\s*[_./:-]+", piece):
        if width_of(part.strip()) <= most:
            yield part
            continue
        yield from _by_cells(part, max(1, most))


def _by_cells(part: str, most: int) -> Iterator[str]:
    taken, cells = "", 0
    for char in part:
        if taken.strip() and cells + _cells(char) > most:
            yield taken
            taken, cells = "", 0
        taken += char
        cells += 0 if char.isspace() else _cells(char)
    yield taken

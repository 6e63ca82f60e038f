"""Answers as Markdown: tables that a reviewer reads, and no text that renders as anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from revplan.base.table import (
    Answer,
    Cell,
    Column,
    Note,
    Paragraph,
    Prose,
    Statement,
    Table,
)
from revplan.base.words import cut, escape, number_of
from revplan.numbers.write import amount_text
from revplan.render.lines import harmless

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#!|~&])")
_MOST_CELL = 80
_MOST_LINE = 400
_WHOLE = 100_000
_NO_WIDTH = "&#8203;"
_BROKEN = {
    "@": f"&#64;{_NO_WIDTH}",
    "#": f"#{_NO_WIDTH}",
    "GH-": f"GH-{_NO_WIDTH}",
    "://": ":&#47;&#47;",
    "www.": "www&#46;",
}
_LINKING = re.compile(r"@|#(?=\d)|GH-(?=\d)|://|www\.")
"""Signs of mentions, of issues and of addresses, and what shows the same and means nothing.

Source: GitHub, Autolinked references and URLs; cmark-gfm #389 on mentions.
"""

MOST_BYTES = 60_000
"""GitHub refuses a comment of more than 65,536 characters, by its own message."""

_SHORTENED = "Shortened to fit a comment: the other formats show all of it."


def write(answer: Answer) -> str:
    """The answer: its title in bold, prose as code, tables as tables.

    A comment on a pull request (an answer with a marker) is kept to MOST_BYTES. What is too much
    is left out from what matters least: folded tables, then rows, then all but the headlines and
    the notes; the text says so.
    """
    text = _joined(_parts(answer, _Detail()))
    if not answer.marker or len(text.encode()) <= MOST_BYTES:
        return text
    for rows in _FEWER_ROWS:
        text = _joined([*_parts(answer, _Detail(folded=False, rows=rows)), _SHORTENED])
        if len(text.encode()) <= MOST_BYTES:
            return text
    return _cut_to_size(list(_parts(answer, _Detail(False, 0))))


class _Detail(NamedTuple):
    """How much of an answer is written: folded tables, and how many rows of every table."""

    folded: bool = True
    rows: int | None = None


_FEWER_ROWS = (None, 500, 200, 100, 50, 20, 10, 5, 2, 0)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _parts(answer: Answer, detail: _Detail) -> Iterator[str]:
    if answer.marker:
        yield f"<!-- revplan:{answer.marker} -->"
    if answer.level:
        yield f"{'#' * answer.level} {cell_text(answer.title, _MOST_LINE)}"
    elif answer.headline or answer.title:
        yield f"**{cell_text(answer.headline or answer.title, _MOST_LINE)}**"
    if answer.text:
        yield fence(answer.text)
    for part in answer.tables:
        if isinstance(part, Note | Statement):
            if detail.rows != 0 or answer.marker:
                yield cell_text(part.text, _MOST_LINE)
        elif isinstance(part, Prose):
            yield _prose(part)
        elif detail.folded or not part.folded:
            yield from _titled(part, detail)
    if answer.headline and answer.headline != answer.title and detail.rows != 0:
        yield cell_text(answer.title, _MOST_LINE)
    for inner in answer.below:
        yield from _parts(inner, detail)


def _titled(table: Table, detail: _Detail) -> Iterator[str]:
    if detail.rows == 0:
        return
    kept = table._replace(rows=table.rows[: detail.rows])
    left_out = len(table.rows) - len(kept.rows)
    text = _table(kept) + (f"\n\nand {number_of(left_out, 'row')} more" if left_out else "")
    if table.folded:
        text = f"<details><summary>{cell_text(table.title)}</summary>\n\n{text}\n\n</details>"
    elif table.title:
        text = f"{cell_text(table.title)}\n\n{text}"
    yield text


def _cut_to_size(lines: list[str]) -> str:
    """The lines that fit, how many do not, and that this is so."""
    size, kept = len(_SHORTENED) + 100, 0
    for line in lines:
        size += len(line.encode()) + 2
        if size > MOST_BYTES:
            break
        kept += 1
    return _joined([*lines[:kept], f"and {len(lines) - kept:,} more", _SHORTENED])


def cell_text(text: str, most: int = _MOST_CELL) -> str:
    """The user's text as plain words of Markdown: one line, no marks, no mentions."""
    flat = re.sub(r"\s+", " ", escape(text))
    marked = _SPECIAL.sub(r"\\\1", cut(flat, most))
    # A backslash stops neither a mention nor an autolink, and a reference to a character alone
    # stops no mention, which is looked for in the text that is shown: a space without width does.
    return _LINKING.sub(lambda sign: _BROKEN[sign[0]], marked)


def _prose(prose: Prose) -> str:
    """Paragraphs apart, entries of a list below each other."""
    text = ""
    for place, entry in enumerate(prose.entries):
        apart = not entry.depth or not prose.entries[place - 1].depth
        text += ("\n\n" if apart else "\n") * bool(place) + _entry(entry)
    return text


def _entry(entry: Paragraph) -> str:
    """An entry whose lines stay lines and whose paragraphs stay paragraphs."""
    indent = "  " * entry.depth
    bullet = f"{indent[:-2]}- " if entry.depth else ""
    lines = [plain_line(line) for line in entry.text.strip("\n").split("\n")]
    if entry.lead:
        lead = plain_line(entry.lead)
        lines[0] = f"**{lead}**: {lines[0]}" if lines[0] else f"**{lead}**"
    text = lines[0]
    for before, line in pairwise(lines):
        text += f"\\\n{indent}{line}" if before and line else f"\n{indent if line else ''}{line}"
    return bullet + text


def plain_line(line: str) -> str:
    """A line of the user's text as plain words, whole: none of its first signs begins a list, a
    heading or a command to a log.
    """
    text = cell_text(" ".join(line.split()), _WHOLE)
    return re.sub(r"^(\d{0,9})([-+=:.])", r"\1\\\2", text)


def fence(text: str) -> str:
    """The text as a block of code, fenced by more backticks than it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    body = "\n".join(harmless(line) for line in text.rstrip("\n").split("\n"))
    return f"{fence}text\n{body}\n{fence}"


def _table(table: Table) -> str:
    heads = [cell_text(column.label) for column in table.columns]
    lines = [_line(heads), _line([_rule(column) for column in table.columns])]
    for row in table.rows:
        cells = [_cell(cell) for cell in row.cells]
        lines.append(_line([f"**{cell}**" if row.strong and cell else cell for cell in cells]))
    return "\n".join(lines)


def _rule(column: Column) -> str:
    return "---:" if column.number else "---"


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return amount_text(cell) if isinstance(cell, Decimal) else cell_text(cell)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

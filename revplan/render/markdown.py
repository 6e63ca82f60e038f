"""Answers as Markdown: tables that a reviewer reads, and no text that renders as anything else."""

from __future__ import annotations

import re
from decimal import Decimal

from revplan.ground.figures import grouped
from revplan.ground.table import Answer, Cell, Column, Table
from revplan.ground.words import cut, escaped
from revplan.render.layout import shown

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#!|~&])")
_MOST_CELL = 80


def write(answer: Answer) -> str:
    """The answer: its title in bold, prose as code, tables as tables."""
    parts = []
    if answer.title:
        parts.append(f"**{cell_text(answer.title, 200)}**")
    if answer.text:
        parts.append(fenced(answer.text))
    parts.extend(_table(table) for table in answer.tables)
    return "\n\n".join(parts) + "\n"


def cell_text(text: str, most: int = _MOST_CELL) -> str:
    """The user's text as plain words of Markdown: one line, no marks, no mentions."""
    flat = re.sub(r"\s+", " ", escaped(text))
    marked = _SPECIAL.sub(r"\\\1", cut(flat, most))
    # A backslash stops neither a mention nor an autolink; a character reference does.
    return marked.replace("@", "&#64;").replace("://", ":&#47;&#47;").replace("www.", "www&#46;")


def fenced(text: str) -> str:
    """The text as a block of code, fenced by more backticks than it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    body = "\n".join(shown(line) for line in text.rstrip("\n").split("\n"))
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
    return grouped(cell) if isinstance(cell, Decimal) else cell_text(cell)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

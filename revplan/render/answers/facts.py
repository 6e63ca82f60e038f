"""A table as one fact a line, for those who listen: each line says itself what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Row, Table
from revplan.render.answers.layout import text_of
from revplan.render.lines import StyledLine, harmless


def fact_lines(table: Table) -> Iterator[StyledLine]:
    """The facts of a table, row by row: the row's name, the column's where there are several, and
    the value; what is said of a single value beside it.
    """
    if table.title:
        yield ((harmless(table.title), ""),)
    for row in table.rows:
        style = "strong" if row.strong else ""
        yield from (((fact, style),) for fact in _facts(table, row))


def _facts(table: Table, row: Row) -> Iterator[str]:
    name, told = _named(table, row)
    if not told:
        yield name
    elif not table.headed:
        yield f"{name}: {', '.join(text for _, text in told)}"
    else:
        yield from (
            f"{name}, {label}: {text}" if name else f"{label}: {text}" for label, text in told
        )


def _named(table: Table, row: Row) -> tuple[str, list[tuple[str, str]]]:
    """The name of a row, of all words that stand before its first number, and the other cells, each
    under its label: what has none belongs to the one before it.
    """
    cells = [(it, text_of(cell).strip()) for it, cell in zip(table.columns, row.cells, strict=True)]
    first = next((i for i, it in enumerate(table.columns) if not it.number), 0)
    last = next((i for i in range(first, len(cells)) if table.columns[i].number), first + 1)
    last = last if table.headed else first + 1
    names = [text for _, text in cells[first:last] if text]
    told: list[tuple[str, str]] = []
    for column, text in (*cells[:first], *cells[last:]):
        if not text:
            continue
        if column.label or not told:
            told.append((column.label, text))
        else:
            told[-1] = (told[-1][0], f"{told[-1][1]}, {text}")
    return " ".join(names), told

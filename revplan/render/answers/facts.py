"""A table as one fact a line, for those who listen: each line says itself what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Column, Row, Table
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
    told = [(it, text_of(cell).strip()) for it, cell in zip(table.columns, row.cells, strict=True)]
    place = next((i for i, it in enumerate(table.columns) if not it.number), 0)
    name = told[place][1]
    said = [(it, text) for i, (it, text) in enumerate(told) if text and i != place]
    if not said:
        yield name
    elif not table.headed:
        yield f"{name}: {', '.join(text for _, text in said)}"
    else:
        yield from (_fact(name, it, text) for it, text in said)


def _fact(name: str, column: Column, text: str) -> str:
    called = ", ".join(it for it in (name, column.label) if it)
    return f"{called}: {text}"

"""Answers as lines of text: one layout for terminals, pipes and files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.base.table import Answer, Block, Cell, Column, Note, Prose, Row, Table
from revplan.base.words import listing
from revplan.numbers.write import amount_text
from revplan.render.lines import RULE, StyledLine, harmless, width_of

_GAP = "   "
_LEAST_RULE = 62


def answer_lines(answer: Answer, width: int | None) -> list[StyledLine]:
    """The whole answer; `width` None is unlimited."""
    style = "strong" if answer.level else ""
    lines: list[StyledLine] = [((harmless(answer.title), style),)] if answer.title else []
    if lines and (answer.text or answer.tables or answer.below):
        lines.append(())
    if answer.text:
        lines.extend(((harmless(line), ""),) for line in answer.text.split("\n"))
    unfolded = [it for it in answer.tables if not (isinstance(it, Table) and it.folded)]
    for place, part in enumerate(unfolded):
        if place:
            lines.append(())
        lines.extend(_part_lines(part, width))
    for inner in answer.below:
        if lines and lines[-1]:
            lines.append(())
        lines.extend(answer_lines(inner, width))
    return lines


def _part_lines(part: Block, width: int | None) -> list[StyledLine]:
    if isinstance(part, Prose):
        from revplan.render.answers.prose import prose_lines

        return prose_lines(part, width)
    return _note_lines(part) if isinstance(part, Note) else table_lines(part, width)


def _note_lines(note: Note) -> list[StyledLine]:
    return [((f"  {harmless(line)}", ""),) for line in note.text.split("\n")]


def table_lines(table: Table, width: int | None) -> list[StyledLine]:
    """A table, two cells in; columns that do not fit are left out and named."""
    columns, left_out = _fitting(table, width)
    places = [table.columns.index(column) for column in columns]
    widths = [_width(table, place) for place in places]
    total = sum(widths) + len(_GAP) * (len(widths) - 1)
    lines: list[StyledLine] = [((f"  {harmless(table.title)}", ""),)] if table.title else []
    if table.headed:
        heads = [
            _set(column.label, column, cells) for column, cells in zip(columns, widths, strict=True)
        ]
        lines.append((("  " + _GAP.join(heads).rstrip(), "dim"),))
    for row in table.rows:
        if row.apart:
            lines.append(())
        if row.rule:
            lines.append((("  " + RULE * _rule_width(total, table, width), "dim"),))
        lines.append(_row_line(row, places, columns, widths))
    if left_out:
        names = listing([column.label or column.key for column in left_out], "and")
        lines.append(((f"  Too narrow for {names}.", "dim"),))
    return lines


def _rule_width(total: int, table: Table, width: int | None) -> int:
    wanted = max(total, 0 if table.headed else _LEAST_RULE)
    return wanted if width is None else min(wanted, width - 2)


def _row_line(
    row: Row, places: Sequence[int], columns: Sequence[Column], widths: Sequence[int]
) -> StyledLine:
    cells = [
        _set(_text(row.cells[place]), column, cells)
        for place, column, cells in zip(places, columns, widths, strict=True)
    ]
    return (("  " + _GAP.join(cells).rstrip(), "strong" if row.strong else ""),)


def _fitting(table: Table, width: int | None) -> tuple[list[Column], list[Column]]:
    columns = list(table.columns)
    left_out: list[Column] = []
    if width is None:
        return columns, []
    while True:
        widths = [_width(table, table.columns.index(column)) for column in columns]
        needed = 2 + sum(widths) + len(_GAP) * (len(widths) - 1)
        spare = [column for column in columns if column.keep]
        if needed <= width or not spare:
            return columns, left_out
        least = max(spare, key=lambda column: column.keep)
        columns.remove(least)
        if least.label:
            left_out.append(least)


def _width(table: Table, place: int) -> int:
    head = width_of(table.columns[place].label) if table.headed else 0
    return max([head, *(width_of(_text(row.cells[place])) for row in table.rows)])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return amount_text(cell) if isinstance(cell, Decimal) else harmless(str(cell))


def _set(text: str, column: Column, cells: int) -> str:
    space = " " * (cells - width_of(text))
    return space + text if column.number else text + space

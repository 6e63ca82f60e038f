"""The lines of a table, in the layout that fits the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from revplan.base.table import Cell, Column, Row, Table
from revplan.base.words import listing
from revplan.render.answers.layout import (
    INDENT,
    NARROW_GAP,
    Layout,
    lay_out,
    text_of,
    texts,
)
from revplan.render.lines import RULE, Styled, StyledLine, fold, harmless, width_of, wrap

_LEAST_RULE = 62
_MARGIN = " " * INDENT


def table_lines(table: Table, width: int | None) -> list[StyledLine]:
    """A table, two cells in: words wrapped, and what is left out named below."""
    title: StyledLine = ((f"{_MARGIN}{harmless(table.title)}", ""),)
    lines = list(fold(title, width)) if table.title else []
    layout = lay_out(table, width)
    if layout is None:
        return [*lines, *_one_a_line(table, width)]
    if table.headed:
        lines.extend(_head_lines(layout))
    for row in layout.table.rows:
        if row.apart:
            lines.append(())
        if row.rule:
            lines.append(((_MARGIN + RULE * _rule_width(layout, width), "dim"),))
        lines.extend(_row_lines(row, layout, width))
    aside = _aside(layout)
    return [*lines, *fold(((f"{_MARGIN}{aside}", "dim"),), width)] if aside else lines


def _rule_width(layout: Layout, width: int | None) -> int:
    total = sum(layout.widths) + layout.gap * (len(layout.widths) - 1)
    wanted = max(total, 0 if layout.table.headed else _LEAST_RULE)
    return wanted if width is None else min(wanted, width - INDENT)


def _head_lines(layout: Layout) -> Iterator[StyledLine]:
    """The headings, on as many lines as the longest needs, the last lowest."""
    heads = [
        wrap(it.label, cells, whole=False)
        for it, cells in zip(layout.shown, layout.widths, strict=True)
    ]
    depth = max(map(len, heads))
    for texts_ in zip(*([""] * (depth - len(it)) + it for it in heads), strict=True):
        yield ((_set_in_line(texts_, layout), "dim"),)


def _set_in_line(cells: Sequence[str], layout: Layout) -> str:
    placed = (
        _set(text, column, width)
        for text, column, width in zip(cells, layout.shown, layout.widths, strict=True)
    )
    return (_MARGIN + (" " * layout.gap).join(placed)).rstrip()


def _row_lines(row: Row, layout: Layout, width: int | None) -> Iterator[StyledLine]:
    """A row: its cells, wrapped where they are words, then what is told below it."""
    cells = [_cell_lines(row, it, layout, i) for i, it in enumerate(layout.shown)]
    for place, texts_ in enumerate(zip_longest(*cells, fillvalue="")):
        yield _styled(row, texts_, layout) if not place else ((_set_in_line(texts_, layout), ""),)
    for column in layout.below:
        text = text_of(_cell(row, column, layout))
        if text.strip():
            said = f"{column.label}: {text}" if layout.table.headed and column.label else text
            yield from fold(((f"{_MARGIN * 2}{said}", ""),), width, 3 * INDENT)


def _cell_lines(row: Row, column: Column, layout: Layout, place: int) -> list[str]:
    text, cells = text_of(_cell(row, column, layout)), layout.widths[place]
    if column.number or width_of(text) <= cells:
        return [text]
    lead = text[: len(text) - len(text.lstrip())]
    return [lead + it for it in wrap(text.lstrip(), cells - len(lead), whole=False)]


def _cell(row: Row, column: Column, layout: Layout) -> Cell:
    return row.cells[layout.table.columns.index(column)]


def _styled(row: Row, cells: Sequence[str], layout: Layout) -> StyledLine:
    """The first line of a row, changes below zero marked."""
    style = "strong" if row.strong else ""
    if not any(
        it.change and text.startswith("-") for it, text in zip(layout.shown, cells, strict=True)
    ):
        return ((_set_in_line(cells, layout), style),)
    parts: list[Styled] = [(_MARGIN, style)]
    for place, (column, text) in enumerate(zip(layout.shown, cells, strict=True)):
        below = column.change and text.startswith("-")
        told = _set(text, column, layout.widths[place]) + " " * layout.gap
        parts.append((told, "below" if below else style))
    while not parts[-1][0].strip():
        parts.pop()
    return (*parts[:-1], (parts[-1][0].rstrip(), parts[-1][1]))


def _set(text: str, column: Column, cells: int) -> str:
    space = " " * (cells - width_of(text))
    return space + text if column.number else text + space


def _aside(layout: Layout) -> str:
    """What is told together, and what is not told here at all; empty where all is."""
    said = [f"Other = {_sum_of(layout.together)}."] if layout.together else []
    gone = [_names(layout.left_out)] if layout.left_out else []
    gone += [f"{_names(layout.empty)} (nothing in any row)"] if layout.empty else []
    said += [f"Not shown: {'; '.join(gone)}."] if gone else []
    return " ".join([*said, "--wide, or a pipe, shows all."]) if said else ""


def _names(columns: Sequence[Column]) -> str:
    return listing((it.label or it.key for it in columns), "and")


def _sum_of(columns: Sequence[Column]) -> str:
    """Names with the signs by which they count, those that add first."""
    ordered = sorted(columns, key=lambda it: -it.flow)
    told = "".join(f" {'+' if it.flow > 0 else '-'} {it.label}" for it in ordered)
    return told.removeprefix(" + ").strip()


def _one_a_line(table: Table, width: int | None) -> Iterator[StyledLine]:
    """A row after the other, one figure a line, for screens where no row fits in one."""
    place = next((i for i, it in enumerate(table.columns) if not it.number), 0)
    others = [it for i, it in enumerate(table.columns) if i != place]
    names = max((width_of(it.label) for it in others), default=0)
    numbers = [i for i, it in enumerate(table.columns) if i != place and it.number]
    cells = max((width_of(text) for i in numbers for text in texts(table, i)), default=0)
    for row in table.rows:
        if row.apart or row.rule:
            yield ()
        style = "strong" if row.strong else ""
        name = text_of(row.cells[place])
        most = width_of(name) if width is None else width - INDENT
        yield from (((_MARGIN + it, style),) for it in wrap(name, max(1, most), whole=False))
        for column, cell in zip(table.columns, row.cells, strict=True):
            text = text_of(cell)
            if column in others and text.strip():
                told = f"{' ' * (cells - width_of(text))}{text}" if column.number else text
                name = f"{column.label}{' ' * (names - width_of(column.label) + NARROW_GAP)}"
                line = f"{_MARGIN * 2}{name if names else ''}{told}"
                yield from fold(((line, style),), width, 3 * INDENT)

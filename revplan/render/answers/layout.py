"""How a table is laid out on a screen: what stands in line, what below, and what is left out.

Nothing that answers is dropped: words are wrapped, then told below their row; columns of numbers
that may go do so where nothing else helps, the empty ones first, and what they add up to is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from revplan.base.table import Cell, Column, Table
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text
from revplan.render.lines import harmless, width_of, wrap

OTHER = Column("other", "Other", True, flow=1)
"""What columns that add up come to together, where they find no room."""

INDENT = 2
GAP, NARROW_GAP = 3, 2
_NAME, _LEAST_NAME, _LONG_NAME = 24, 14, 32
"""How narrow the names of rows become in line, at the least, and those without a place to break
[cells].
"""

_SHORT, _WORDS, _LONG_WORD = 12, 24, 40
"""Words that take no more than _SHORT always stand in line; others become as narrow as _WORDS, or
as their longest word [cells].
"""

_HEAD = 12
"""How long a word of a heading may be before it is broken [cells]."""

ONE_A_LINE = 60
"""On narrower screens a table of several figures a row tells one a line [cells]."""


class Layout(NamedTuple):
    """A table as a screen shows it: its columns with their widths [cells], those told below each
    row; those left out, and those of them that were nothing in every row; those told as Other.
    """

    table: Table
    shown: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int
    below: tuple[Column, ...] = ()
    left_out: tuple[Column, ...] = ()
    empty: tuple[Column, ...] = ()
    together: tuple[Column, ...] = ()


def _is_too_much(table: Table, width: int) -> bool:
    """Whether a screen is so narrow that its figures stand one a line."""
    return width < ONE_A_LINE and sum(it.number for it in table.columns) > 1


class _Size(NamedTuple):
    """How wide the cells of a column are: the widest, and the widest word in them [cells]."""

    longest: int = 0
    word: int = 0


_Sizes = dict[Column, _Size]
"""By column: the cells of a long table are measured once, however many layouts are tried."""


def lay_out(table: Table, width: int | None) -> Layout | None:
    """The layout in that many cells, None being unlimited; None where nothing fits in line."""
    sizes = {column: _size(table, column) for column in table.columns}
    natural = tuple(_natural(table, it, sizes) for it in table.columns)
    whole = Layout(table, table.columns, natural, GAP)
    if width is None or (_total(whole) <= width and not _is_too_much(table, width)):
        return whole
    if _is_too_much(table, width):
        return None
    closer = whole._replace(gap=NARROW_GAP)
    if _total(closer) <= width:
        return closer
    said = [it for it in table.columns if it.keep and not (it.number or it.label)]
    if said:
        return lay_out(without_columns(table, said), width)
    for gap, name in ((GAP, _NAME), (NARROW_GAP, _NAME), (NARROW_GAP, _LEAST_NAME)):
        found = _in_line(table, width, gap, name, (), sizes)
        if found is not None:
            return found
    told = _below(table, width, sizes)
    return told or (None if width < ONE_A_LINE else _fewer(table, width, sizes))


def _total(layout: Layout) -> int:
    return INDENT + sum(layout.widths) + layout.gap * (len(layout.widths) - 1)


def _in_line(
    table: Table, width: int, gap: int, name: int, below: Sequence[Column], sizes: _Sizes
) -> Layout | None:
    """The layout with all columns in line but those below; None where it does not fit."""
    shown = tuple(it for it in table.columns if it not in below)
    least = [_least(table, it, 0 if place else name, sizes) for place, it in enumerate(shown)]
    spare = width - INDENT - sum(least) - gap * (len(shown) - 1)
    if spare < 0:
        return None
    wanted = [_natural(table, it, sizes) for it in shown]
    return Layout(table, shown, _shared(wanted, least, spare), gap, tuple(below))


def _shared(wanted: Sequence[int], least: Sequence[int], spare: int) -> tuple[int, ...]:
    """The widths, where cells to spare go to the words that lack most of theirs."""
    widths = list(least)
    while spare:
        lacks = [(widths[i] / wanted[i], i) for i in range(len(least)) if widths[i] < wanted[i]]
        if not lacks:
            break
        widths[min(lacks)[1]] += 1
        spare -= 1
    return tuple(widths)


def _below(table: Table, width: int, sizes: _Sizes) -> Layout | None:
    """The layout with words told below their rows, from the last on, as few as can be."""
    words = [it for it in table.columns[1:] if not it.number and sizes[it].longest > _SHORT]
    for count in range(1, len(words) + 1):
        found = _in_line(table, width, NARROW_GAP, _LEAST_NAME, words[-count:], sizes)
        if found is not None:
            return found
    return None


def _fewer(table: Table, width: int, sizes: _Sizes) -> Layout | None:
    """The layout with fewer columns of numbers; None where even then it does not fit."""
    left_out: list[Column] = []
    for column in sorted((it for it in table.columns if it.number and it.keep), key=_goes(table)):
        left_out.append(column)
        smaller = without_columns(table, left_out)
        sizes = sizes | {it: _size(smaller, it) for it in smaller.columns if it == OTHER}
        found = _in_line(smaller, width, NARROW_GAP, _LEAST_NAME, (), sizes)
        found = found or _below(smaller, width, sizes)
        if found is not None:
            gone = [it for it in table.columns if it in left_out]
            empty = tuple(it for it in gone if _is_empty(table, it))
            together = tuple(it for it in gone if it.flow and it not in empty)
            others = tuple(it for it in gone if it not in empty and it not in together)
            return found._replace(left_out=others, empty=empty, together=together)
    return None


def _goes(table: Table) -> Callable[[Column], tuple[bool, int]]:
    """The order in which columns of numbers go: the empty ones first, then by what they say."""
    return lambda it: (not _is_empty(table, it), -it.keep)


def without_columns(table: Table, gone: Sequence[Column]) -> Table:
    """The table without some columns, and with Other where they add up with those that stay."""
    flowing = [it for it in gone if it.flow and not _is_empty(table, it)]
    first = min((table.columns.index(it) for it in flowing), default=0)
    columns: list[Column] = []
    rows: list[list[Cell]] = [[] for _ in table.rows]
    for place, column in enumerate(table.columns):
        if flowing and place == first:
            columns.append(OTHER)
            for cells, row in zip(rows, table.rows, strict=True):
                cells.append(_added(table, row.cells, flowing))
        if column not in gone:
            columns.append(column)
            for cells, row in zip(rows, table.rows, strict=True):
                cells.append(row.cells[place])
    made = (row._replace(cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return table._replace(columns=tuple(columns), rows=tuple(made))


def _added(table: Table, cells: Sequence[Cell], flowing: Sequence[Column]) -> Cell:
    told = [(it.flow, cells[table.columns.index(it)]) for it in flowing]
    with exactly():
        amounts = [flow * cell for flow, cell in told if isinstance(cell, Decimal)]
        return sum(amounts, Decimal(0)) if amounts else None


def _is_empty(table: Table, column: Column) -> bool:
    place = table.columns.index(column)
    return not any(row.cells[place] for row in table.rows)


def _size(table: Table, column: Column) -> _Size:
    longest = word = 0
    for text in texts(table, column):
        longest = max(longest, width_of(text))
        if not column.number:
            word = max(word, *map(width_of, text.split() or ("",)))
    return _Size(longest, word)


def _natural(table: Table, column: Column, sizes: _Sizes) -> int:
    return max(width_of(column.label) if table.headed else 0, sizes[column].longest)


def _least(table: Table, column: Column, name: int, sizes: _Sizes) -> int:
    """How narrow a column becomes: a number not at all, a heading by its words, words to a few; the
    names of rows to `name`.
    """
    words = column.label.split() if table.headed else ()
    head = max((width_of(it) for word in words for it in wrap(word, _HEAD, whole=False)), default=0)
    longest, word = sizes[column]
    if column.number or column.whole:
        return max(head, longest)
    if name:
        return max(head, min(longest, max(name, min(word, _LONG_NAME))))
    least = _SHORT if longest <= _WORDS else _WORDS
    return max(head, min(longest, max(least, min(word, _LONG_WORD))))


def texts(table: Table, column: Column) -> Iterator[str]:
    """The cells of a column as texts."""
    place = table.columns.index(column)
    return (text_of(row.cells[place]) for row in table.rows)


def text_of(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    return amount_text(cell) if isinstance(cell, Decimal) else harmless(str(cell))

"""How a table is laid out on a screen: what stands in line, what below, and what is left out.

Nothing that answers is dropped: words are wrapped, then told below their row; columns of numbers
that may go do so where nothing else helps, the empty ones first, and what they add up to is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from revplan.base.table import Cell, Column, Table
from revplan.numbers.write import amount_text
from revplan.render.answers.other import OTHER, is_empty, plus, without_columns
from revplan.render.lines import harmless, width_of, wrap

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
    sizes = {column: _size(table, place) for place, column in enumerate(table.columns)}
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
    words = [it for it in table.columns[1:] if _may_stand_below(it, sizes)]
    for count in range(1, len(words) + 1):
        found = _in_line(table, width, NARROW_GAP, _LEAST_NAME, words[-count:], sizes)
        if found is not None:
            return found
    return None


def _may_stand_below(column: Column, sizes: _Sizes) -> bool:
    return not column.number and sizes[column].longest > _SHORT


def _fewer(table: Table, width: int, sizes: _Sizes) -> Layout | None:
    """The layout with fewer columns of numbers; None where even then it does not fit."""
    empty = {place for place in range(len(table.columns)) if is_empty(table, place)}
    for gone in _few_enough(table, width, sizes, empty):
        smaller = without_columns(table, [table.columns[place] for place in gone])
        if OTHER in smaller.columns:
            sizes = sizes | {OTHER: _size(smaller, smaller.columns.index(OTHER))}
        found = _in_line(smaller, width, NARROW_GAP, _LEAST_NAME, (), sizes)
        found = found or _below(smaller, width, sizes)
        if found is not None:
            told = {place for place in gone - empty if table.columns[place].flow}
            kinds = (gone - empty - told, gone & empty, told)
            left_out, none, together = (
                tuple(table.columns[place] for place in sorted(kind)) for kind in kinds
            )
            return found._replace(left_out=left_out, empty=none, together=together)
    return None


def _few_enough(
    table: Table, width: int, sizes: _Sizes, empty: AbstractSet[int]
) -> Iterator[AbstractSet[int]]:
    """The places of the columns of numbers that go, the `empty` ones first, then by what they say:
    as few as leave room by their widths for the rest, where words that may stand below do; then
    more.
    """
    columns = table.columns
    going = [place for place, it in enumerate(columns) if it.keep and (it.number or it.label)]
    needed = [_needed(table, place, sizes) for place in range(len(columns))]
    rest = INDENT - NARROW_GAP + sum(needed)
    other: list[Cell] = [None] * len(table.rows)
    gone: set[int] = set()
    for place in sorted(going, key=lambda it: (it not in empty, -columns[it].keep)):
        gone.add(place)
        rest -= needed[place]
        if columns[place].flow and place not in empty:
            for number, row in enumerate(table.rows):
                other[number] = plus(other[number], columns[place].flow, row.cells[place])
        if rest + _needed_by_other(table, other) <= width:
            yield gone


def _needed(table: Table, place: int, sizes: _Sizes) -> int:
    """The cells that a column needs in line, with its gap; none where it may stand below."""
    column = table.columns[place]
    if place and _may_stand_below(column, sizes):
        return 0
    return NARROW_GAP + _least(table, column, 0 if place else _LEAST_NAME, sizes)


def _needed_by_other(table: Table, amounts: Sequence[Cell]) -> int:
    """The cells that Other needs with these amounts, with its gap; none where there are none."""
    if all(it is None for it in amounts):
        return 0
    longest = max(width_of(text_of(it)) for it in amounts)
    return NARROW_GAP + _least(table, OTHER, 0, {OTHER: _Size(longest)})


def _size(table: Table, place: int) -> _Size:
    longest = word = 0
    for text in texts(table, place):
        longest = max(longest, width_of(text))
        if not table.columns[place].number:
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


def texts(table: Table, place: int) -> Iterator[str]:
    """The cells of the column at a place as texts."""
    return (text_of(row.cells[place]) for row in table.rows)


def text_of(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    return amount_text(cell) if isinstance(cell, Decimal) else harmless(str(cell))

"""How the figures of two plans are written: amounts as they are, shares in percent, their changes
in points.
"""

from __future__ import annotations

from decimal import Decimal

from revplan.base.table import Cell
from revplan.base.words import escape
from revplan.model.catalogue import entry_of
from revplan.numbers.figure import Unit
from revplan.numbers.write import amount_text, decimals_of, tell_apart
from revplan.studies.comparison import Comparison
from revplan.studies.moved import Moved
from revplan.views.figure_text import amount_in


def unit_of(comparison: Comparison, path: str) -> Unit:
    """What a figure counts, in the plan that has it."""
    of = comparison.old if comparison.new.figure(path) is None else comparison.new
    return of.unit(path)


def step_of(comparison: Comparison, path: str) -> Decimal:
    """The last digit in which a figure is told of the two: the finer, so that what moved by less
    than the coarser is told as well.
    """
    return min(it.step(path) for it in (comparison.old, comparison.new))


def value_cell(comparison: Comparison, path: str, value: Decimal | None) -> Cell:
    """A figure in a table; nothing where there is none."""
    unit = unit_of(comparison, path)
    if value is None or unit is Unit.money:
        return value
    return amount_in(unit, value, step_of(comparison, path))


def both_cells(
    comparison: Comparison, path: str, before: Decimal | None, after: Decimal | None
) -> tuple[Cell, Cell]:
    """A figure before and after, with as many decimals as tell them apart."""
    unit = unit_of(comparison, path)
    if unit is Unit.money or before is None or after is None:
        return value_cell(comparison, path, before), value_cell(comparison, path, after)
    return tell_apart(before, after, decimals_of(unit, before, after), share=unit is Unit.rate)


def both_texts(
    comparison: Comparison, path: str, before: Decimal | None, after: Decimal | None
) -> tuple[str, str]:
    """The same in a sentence."""
    first, second = both_cells(comparison, path, before or Decimal(0), after or Decimal(0))
    return _text(first), _text(second)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else amount_text(Decimal(cell or 0))


def change_of(comparison: Comparison, path: str, change: Decimal) -> str:
    """By how much a figure moved, with its sign: a share in points, none at zero."""
    if not change:
        return "0"
    unit = unit_of(comparison, path)
    if unit is Unit.money:
        return amount_in(unit, change, step_of(comparison, path), sign=True)
    told, _ = tell_apart(change, Decimal(0), decimals_of(unit, change), share=unit is Unit.rate)
    told = f"{'+' if change > 0 else ''}{told.removesuffix('%')}"
    if unit is not Unit.rate:
        return told
    return f"{told} point{'s'[: told.lstrip('+-') not in ('1', '1.0')]}"


def in_a_sentence(comparison: Comparison, path: str) -> str:
    """A figure's name where a sentence goes on with it; quoted where that is no noun."""
    label = escape(comparison.label(path))
    row = entry_of(path)
    if row is None or not row.noun or path.startswith("segments."):
        return f'"{label}"'
    label = label.replace(" required", "")
    return f"the {label[:1].lower() + label[1:] if label[1:2].islower() else label}"


def moved_text(comparison: Comparison, it: Moved) -> str:
    """A figure that moved, by its name, and by how much."""
    label = comparison.label(it.quantity)
    label = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return f"{label} {change_of(comparison, it.quantity, it.change)}"

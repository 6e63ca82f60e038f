"""What `diff` gives to JSON and CSV, and what its other pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from revplan.base.table import Column, Row, Table
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain, plain_amount
from revplan.studies.comparison import Comparison
from revplan.studies.difference import Change
from revplan.studies.moved import Moved
from revplan.views.diff.follows import follows_data
from revplan.views.diff.stated import source_text
from revplan.views.diff.tables import split_notes
from revplan.views.diff.values import step_of
from revplan.views.heading import plan_data, trial_cell, trial_data
from revplan.workspace.compared import Side, Sides


def diff_data(comparison: Comparison, sides: Sides) -> dict[str, Any]:
    """Two plans for JSON. Absent is what a plan does not have; effects add up to change."""
    data: dict[str, Any] = {
        "old": plan_data(comparison.old, sides.old.file) | _side_data(sides.old),
        "new": plan_data(comparison.new, sides.new.file) | _side_data(sides.new),
        "measure": comparison.measure,
    }
    moved = comparison.movement(comparison.measure)
    if moved is not None and not comparison.apart:
        complete = Moved(moved.quantity, moved.before or ZERO, moved.after or ZERO)
        told = moved_data(comparison, complete)
        data |= {key: value for key, value in told.items() if key != "quantity"}
    data["changes"] = _changes_data(comparison, sides)
    data["bridge"] = [moved_data(comparison, it) for it in comparison.bridge]
    data["follows"] = follows_data(comparison, _writer)
    if comparison.apart:
        data["incomparable"] = [it.name for it in comparison.apart]
        return data
    data["months"] = [{"month": it.month} | moved_data(comparison, it) for it in comparison.months]
    notes = split_notes(comparison)
    return data | ({"notes": notes} if notes else {})


def _side_data(side: Side) -> dict[str, Any]:
    commit = {"commit": side.commit} if side.commit else {}
    return {"revision": side.label} | commit | trial_data(side.tried)


def moved_data(comparison: Comparison, it: Moved) -> dict[str, str]:
    """A figure in both plans; with its change where the two are figures of one kind."""
    write = _writer(comparison, it.quantity)
    data = {"quantity": it.quantity}
    for key, figure in (("before", it.before), ("after", it.after)):
        if figure is not None:
            data[key] = write(figure)
    return data if comparison.apart else data | {"change": write(it.change)}


def _writer(comparison: Comparison, path: str) -> Callable[[Decimal], str]:
    """How a figure is written: an amount at the finer rounding of the two plans, a count or a rate
    in as many decimals as it is told in.
    """
    sides = comparison.old, comparison.new
    if any(it.unit(path) is not Unit.money for it in sides):
        return plain
    return partial(plain_amount, quantum=step_of(comparison, path))


def _effects(comparison: Comparison) -> dict[str, tuple[Decimal, str]]:
    """By path: the effect, and the group of changes that share it, empty for one alone."""
    found: dict[str, tuple[Decimal, str]] = {}
    for effect in comparison.split.effects if comparison.split else ():
        changes = effect.player.changes
        group = effect.player.name if len(changes) > 1 else ""
        found |= {change.name: (effect.amount, group) for change in changes}
    return found


def _changes_data(comparison: Comparison, sides: Sides) -> list[dict[str, Any]]:
    effects, write = _effects(comparison), _writer(comparison, comparison.measure)
    rows = []
    for change in comparison.changes:
        row: dict[str, Any] = {"path": change.name} | values_of(change)
        line, file, is_new = sides.line_of(change)
        row |= {"file": file} if file else {}
        row |= {"line": line} if is_new else {"line": line, "line_in": "old"}
        if not change.aside and change.name in effects:
            amount, group = effects[change.name]
            row["effect"] = write(amount)
            row |= {"group": group} if group else {}
        row |= _own(comparison, change)
        rows.append(row)
    return rows


def _own(comparison: Comparison, change: Change) -> dict[str, Any]:
    """The figure that a change moves most which leaves the measure alone."""
    for player, moved in comparison.own.items():
        if change in player.changes:
            return {"moves": moved_data(comparison, moved)}
    return {}


def values_of(change: Change) -> dict[str, str]:
    """What stood and what stands, for JSON; absent is what is not there."""
    pairs = (("before", change.before), ("after", change.after))
    return {key: source_text(value) for key, value in pairs if value is not None}


def flat_table(compared: Sequence[tuple[Comparison, Sides]]) -> Table:
    """A row a change, a figure and a month, of one plan or of several. Amounts are positive as
    their names say; changes that are told together have their effect in the first of their rows.
    What was tried stands last.
    """
    rows: list[Row] = []
    trial = any(sides.new.tried for _, sides in compared)
    for comparison, sides in compared:
        head = (sides.new.file, comparison.new.plan.currency)
        tail = (trial_cell(sides.new.tried),) if trial else ()
        told: set[str] = set()
        effects = _effects(comparison)
        for change in comparison.changes:
            line, _, is_new = sides.line_of(change)
            amount, group = effects.get(change.name, (None, ""))
            values = source_text(change.before), source_text(change.after)
            effect = None if change.aside or group in told else amount
            told |= {group} - {""}
            where = (Decimal(line), "new" if is_new else "old")
            rows.append(Row((*head, "change", change.name, *values, effect, group, *where, *tail)))
        moved = [("figure", it) for it in comparison.bridge]
        moved += [] if comparison.apart else [("month", it) for it in comparison.months]
        for level, it in moved:
            change_cell = None if comparison.apart else it.change
            figures = (it.before, it.after, change_cell)
            rows.append(Row((*head, level, it.quantity, *figures, "", None, "", *tail)))
    numbers = ("effect", "line")
    keys = ("plan", "currency", "level", "path", "before", "after", "effect", "group", "line",
            "line_in", *(("set",) if trial else ()))  # fmt: skip
    columns = tuple(Column(key, number=key in numbers) for key in keys)
    return Table("diff", columns, tuple(rows))

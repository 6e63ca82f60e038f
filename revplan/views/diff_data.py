"""What `diff` tells machines, comments on pull requests and annotations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from revplan.ground.number import exactly
from revplan.ground.problem import Problem, Severity
from revplan.ground.table import Column, Row, Table, plain_amount
from revplan.ground.words import escaped
from revplan.studies.comparison import Comparison, Moved
from revplan.studies.difference import Change
from revplan.views.diff import (
    Side,
    Sides,
    measure_label,
    said,
    split_notes,
)
from revplan.views.diff_months import signed
from revplan.views.gap_data import plan_data
from revplan.views.stated import as_stated


def diff_data(comparison: Comparison, sides: Sides) -> dict[str, Any]:
    """Two plans as machines read them. Absent is what a plan has not; effects add up to change."""
    data: dict[str, Any] = {
        "old": plan_data(comparison.old, sides.old.file) | _side_data(sides.old),
        "new": plan_data(comparison.new, sides.new.file) | _side_data(sides.new),
        "measure": comparison.measure,
    }
    moved = comparison.moved(comparison.measure)
    quantum = _quantum(comparison)
    if moved is not None and not comparison.apart:
        zero = Decimal(0)
        complete = Moved(moved.quantity, moved.before or zero, moved.after or zero)
        data |= {k: v for k, v in _moved_data(complete, quantum, True).items() if k != "quantity"}
    data["changes"] = _changes_data(comparison, sides)
    data["bridge"] = [_moved_data(it, quantum, not comparison.apart) for it in comparison.bridge]
    if comparison.apart:
        data["incomparable"] = [it.name for it in comparison.apart]
        return data
    data["months"] = [
        {"month": it.quantity.split(".")[1]} | _moved_data(it, quantum, True)
        for it in comparison.months
    ]
    notes = split_notes(comparison)
    return data | ({"notes": notes} if notes else {})


def _side_data(side: Side) -> dict[str, str]:
    return {"revision": side.label} | ({"commit": side.commit} if side.commit else {})


def _quantum(comparison: Comparison) -> Decimal:
    return min(comparison.old.plan.phasing.rounding, comparison.new.plan.phasing.rounding)


def _moved_data(it: Moved, quantum: Decimal, together: bool) -> dict[str, str]:
    data = {"quantity": it.quantity}
    for key, amount in (("before", it.before), ("after", it.after)):
        if amount is not None:
            data[key] = plain_amount(amount, quantum)
    return data | ({"change": plain_amount(it.change, quantum)} if together else {})


def _effects(comparison: Comparison) -> dict[str, tuple[Decimal, str]]:
    """By path: the effect, and the group of changes that share it, empty for one alone."""
    found: dict[str, tuple[Decimal, str]] = {}
    for effect in comparison.split.effects if comparison.split else ():
        changes = effect.player.changes
        group = effect.player.name if len(changes) > 1 else ""
        found |= {change.name: (effect.amount, group) for change in changes}
    return found


def _changes_data(comparison: Comparison, sides: Sides) -> list[dict[str, Any]]:
    effects, quantum = _effects(comparison), _quantum(comparison)
    rows = []
    for change in comparison.changes:
        row: dict[str, Any] = {"path": change.name} | _values(change)
        line, is_new = sides.line_of(change)
        row |= {"line": line} if is_new else {"line": line, "line_in": "old"}
        if not change.aside and change.name in effects:
            amount, group = effects[change.name]
            row["effect"] = plain_amount(amount, quantum)
            row |= {"group": group} if group else {}
        rows.append(row)
    return rows


def _values(change: Change) -> dict[str, str]:
    pairs = (("before", change.before), ("after", change.after))
    return {key: as_stated(value) for key, value in pairs if value is not None}


def flat_table(compared: Sequence[tuple[Comparison, Sides]]) -> Table:
    """A row a change, then a row a figure, of one plan or of several."""
    rows: list[Row] = []
    for comparison, sides in compared:
        effects, name = _effects(comparison), sides.new.file
        for change in comparison.changes:
            line, _ = sides.line_of(change)
            amount, group = effects.get(change.name, (None, ""))
            values = as_stated(change.before), as_stated(change.after)
            effect = None if change.aside else amount
            rows.append(Row((name, "change", change.name, *values, Decimal(line), effect, group)))
        for it in comparison.bridge:
            with exactly():
                change_cell = None if comparison.apart else it.change
            rows.append(
                Row((name, "figure", it.quantity, it.before, it.after, None, change_cell, ""))
            )
    columns = (
        Column("plan"),
        Column("level"),
        Column("path"),
        Column("before"),
        Column("after"),
        Column("line", number=True),
        Column("effect", number=True),
        Column("group"),
    )
    return Table("diff", columns, tuple(rows))


def notices(comparison: Comparison, sides: Sides) -> list[Problem]:
    """A notice a change, at its line of the new file: what was changed and what it did."""
    label = escaped(measure_label(comparison.new, comparison.measure))
    effects = _effects(comparison)
    found = []
    for change in comparison.changes:
        if change.aside or change.name not in effects:
            continue
        amount, group = effects[change.name]
        told = f"{change.name} {said(change)}: {label} {signed(amount)}"
        told += f" ({group} and what goes with it)" if group else ""
        told = told if change.after is not None else f"{sides.file}: {told}"
        notice = Problem("", told, severity=Severity.info, path=change.path)
        if change.after is not None:
            place = sides.new.locate(change.path)
            location = place.location._replace(file=sides.new.file)
            notice = notice.at(place._replace(location=location))
        found.append(notice)
    return found

"""What `log` shows of a plan's history: a row a commit, and the change that moved it most."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from revplan.base.table import Answer, Cell, Column, Row, Table
from revplan.base.words import cut, escape, number_of
from revplan.numbers.write import plain_amount
from revplan.studies.attribution import Effect
from revplan.studies.comparison import Comparison
from revplan.views.diff.data import values_of
from revplan.views.diff.months import signed_text
from revplan.views.diff.tables import change_text
from revplan.workspace.history import HistoryEntry

_MOST_SUBJECT = 50
_MOST_WHY = 70
_TEXT_ALONE = "text changed, numbers did not"


def log_answer(file: str, told: Sequence[HistoryEntry]) -> Answer:
    """The whole history, newest first."""
    rows = tuple(_row(it) for it in told)
    columns = (
        Column("date", "Date", keep=3),
        Column("commit", "Commit"),
        Column("target", "Target", number=True, keep=4),
        Column("new_business", "New business", number=True),
        Column("change", "Change", number=True),
        Column("moved_by", "Moved most by", keep=1),
        Column("subject", "Subject", keep=2),
    )
    data = {"file": file, "commits": [_data(it) for it in told]}
    title = f"{escape(file)} \u00b7 {number_of(len(told), 'commit')}"
    return Answer(title=title, tables=(Table("log", columns, rows),), data=data, flat=_flat(told))


def _row(it: HistoryEntry) -> Row:
    subject = cut(escape(it.commit.subject), _MOST_SUBJECT)
    head: tuple[Cell, ...] = (it.commit.date, it.commit.id[:7])
    if it.outcome is None:
        return Row((*head, None, None, None, why(it), subject))
    bridge = it.outcome.bridge
    change = _change(it)
    figures: tuple[Cell, ...] = (
        bridge.target,
        bridge.new_business,
        None if change is None else signed_text(change),
    )
    return Row((*head, *figures, why(it), subject))


def _change(it: HistoryEntry) -> Decimal | None:
    """By how much new business moved; None where there is nothing to compare with."""
    comparison = it.comparison
    if it.merge or comparison is None or comparison.split is None:
        return None
    return comparison.split.change


def most(it: HistoryEntry) -> Effect | None:
    """The change that moved new business most; None where nothing moved it."""
    comparison = it.comparison
    effects = comparison.split.ranked if comparison and comparison.split else ()
    return next((effect for effect in effects if effect.amount), None)


def why(it: HistoryEntry) -> str:
    """What moved the number most, or why there is no number."""
    if it.outcome is None:
        return _no_number(it)
    comparison = it.comparison
    if comparison is None:
        silent = "the first version" if it.first else "the version before has no answer"
        return it.note or silent
    if comparison.apart:
        return f"another question: {comparison.apart[0].name} {change_text(comparison.apart[0])}"
    effect = most(it)
    if effect is None:
        return _still(comparison) if comparison.changes else it.note or _TEXT_ALONE
    change = effect.player.changes[0]
    told = f"{change.name} {change_text(change)}"
    if it.merge:
        whole = comparison.split.change if comparison.split else effect.amount
        return f"a merge, {signed_text(whole)} to its first parent: {told}"
    others = (
        sum(bool(other.amount) for other in comparison.split.effects) if comparison.split else 1
    )
    if others > 1 or len(effect.player.changes) > 1:
        told += f" ({signed_text(effect.amount)})"
    return told


def _still(comparison: Comparison) -> str:
    """What changed where new business did not move: the first of it, and what else did."""
    first = next((it for it in comparison.changes if not it.aside), comparison.changes[0])
    moved = "other figures moved" if comparison.figures_differ else "no figure moved"
    return f"{first.name} {change_text(first)} ({moved})"


def _no_number(it: HistoryEntry) -> str:
    if not it.refused:
        return "the plan is gone"
    first = it.refused[0]
    line = f"line {first.place.location.line}: " if first.place is not None else ""
    more = f", and {number_of(len(it.refused) - 1, 'more error')}" if len(it.refused) > 1 else ""
    return cut(f"no answer: {line}{escape(first.message)}", _MOST_WHY) + more


def _data(it: HistoryEntry) -> dict[str, Any]:
    """A commit for JSON; what there is not is absent."""
    data: dict[str, Any] = {
        "commit": it.commit.id,
        "date": it.commit.date,
        "subject": it.commit.subject,
        "path": it.commit.path,
        "status": _status(it),
    }
    if it.outcome is not None:
        bridge, quantum = it.outcome.bridge, it.outcome.plan.phasing.rounding
        data["currency"] = it.outcome.plan.currency
        data["target"] = plain_amount(bridge.target, quantum)
        data["new_business"] = plain_amount(bridge.new_business, quantum)
        change = _change(it)
        if change is not None:
            data["change"] = plain_amount(change, quantum)
        effect = most(it)
        if effect is not None:
            data["moved_by"] = _effect_data(effect, quantum)
    elif it.refused:
        data["problems"] = [problem.message for problem in it.refused]
    return data


def _effect_data(effect: Effect, quantum: Decimal) -> dict[str, str]:
    change = effect.player.changes[0]
    effect_data = {"effect": plain_amount(effect.amount, quantum)}
    return {"path": change.name} | values_of(change) | effect_data


def _status(it: HistoryEntry) -> str:
    if it.outcome is None:
        return "unreadable" if it.refused else "gone"
    if it.comparison is None:
        return "first" if it.first else "readable"
    if it.merge:
        return "merge"
    return "incomparable" if it.comparison.apart else "compared"


def _flat(told: Sequence[HistoryEntry]) -> Table:
    keys = ("commit", "date", "subject", "path", "status", "currency", "target", "new_business",
            "change")  # fmt: skip
    rows = []
    for it in told:
        data = _data(it)
        amounts = [Decimal(data[key]) if key in data else None for key in keys[6:]]
        texts = [data.get(key, "") for key in keys[:6]]
        rows.append(Row((*texts, *amounts, why(it))))
    numbers = ("target", "new_business", "change")
    columns = tuple(Column(key, number=key in numbers) for key in (*keys, "moved_by"))
    return Table("log", columns, tuple(rows))

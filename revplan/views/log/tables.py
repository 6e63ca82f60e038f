"""What `log` shows of a plan's history: a row a commit, and the change that moved it most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from revplan.base.table import Answer, Cell, Column, Row, Table
from revplan.base.words import cut, escape, number_of
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain, plain_amount
from revplan.studies.attribution import Effect
from revplan.studies.comparison import Comparison, compare
from revplan.views.diff.changed import short_change_text
from revplan.views.diff.data import moved_data, values_of
from revplan.views.diff.values import change_of, moved_text
from revplan.views.figure_text import amount_in
from revplan.views.heading import join_trials, say_trial, trial_data, trial_text
from revplan.workspace.history import HistoryEntry

_MOST_SUBJECT = 1_000
_MOST_WHY = 70
_SHORT = {"new_business": "New business"}
_TEXT_ALONE = "text changed, numbers did not"


def log_answer(
    file: str,
    told: Sequence[HistoryEntry],
    measure: str,
    tried: Iterable[Sequence[Tried]] = (),
) -> Answer:
    """The whole history, newest first, and what moved the measure in it; `tried` is what was, by
    version.
    """
    rows = tuple(_row(it, measure) for it in told)
    labels = [it.outcome.label(measure) for it in told if it.outcome is not None]
    label = _SHORT.get(measure, next(iter(labels), measure))
    columns: tuple[Column, ...] = (
        Column("date", "Date"),
        Column("commit", "Commit"),
        Column("target", "Target", number=True),
        Column(measure, escape(label), number=True),
        Column("change", "Change", number=True, change=True),
        Column("moved_by", "Moved most by"),
        Column("subject", "Subject"),
    )
    if measure == "target":
        columns = tuple(it for place, it in enumerate(columns) if place != _TARGET)
        rows = tuple(_without_target(row) for row in rows)
    commits = [_data(it, measure) for it in told]
    together = join_trials(tried)
    title = " \u00b7 ".join((
        escape(file),
        number_of(len(told), "commit"),
        *([trial_text(together)] if together else []),
    ))  # fmt: skip
    answer = Answer(
        title=title,
        tables=(Table("log", columns, rows),),
        data={"file": file, "measure": measure} | trial_data(together) | {"commits": commits},
        flat=_flat(told, measure),
    )
    return say_trial(answer, together)


_TARGET = 2


def _without_target(row: Row) -> Row:
    """A row without the target that stands beside the measure."""
    return row._replace(cells=(*row.cells[:_TARGET], *row.cells[_TARGET + 1 :]))


def _row(it: HistoryEntry, measure: str) -> Row:
    subject = cut(escape(it.commit.subject), _MOST_SUBJECT)
    head: tuple[Cell, ...] = (it.commit.date, it.commit.id[:7])
    if it.outcome is None:
        return Row((*head, None, None, None, why(it), subject))
    value, change = it.outcome.printed(measure), _change(it)
    comparison = it.comparison
    figures: tuple[Cell, ...] = (
        it.outcome.bridge.target,
        None
        if value is None
        else amount_in(it.outcome.unit(measure), value, it.outcome.step(measure)),
        None if change is None or comparison is None else change_of(comparison, measure, change),
    )
    return Row((*head, *figures, why(it), subject))


def _change(it: HistoryEntry) -> Decimal | None:
    """By how much the measure moved; None where there is nothing to compare with."""
    comparison = it.comparison
    if it.merge or comparison is None or comparison.split is None:
        return None
    return comparison.split.change


def most(it: HistoryEntry) -> Effect | None:
    """The change that moved the measure most; None where nothing moved it."""
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
        return (
            f"another question: {comparison.apart[0].name} {short_change_text(comparison.apart[0])}"
        )
    effect = most(it)
    if effect is None:
        return _still(comparison) if comparison.changes else it.note or _TEXT_ALONE
    change = effect.player.changes[0]
    told = f"{change.name} {short_change_text(change)}"
    if it.merge:
        whole = comparison.split.change if comparison.split else effect.amount
        moved = change_of(comparison, comparison.measure, whole)
        return f"a merge, {moved} to its first parent: {told}"
    others = (
        sum(bool(other.amount) for other in comparison.split.effects) if comparison.split else 1
    )
    if others > 1 or len(effect.player.changes) > 1:
        told += f" ({change_of(comparison, comparison.measure, effect.amount)})"
    return told


def _still(comparison: Comparison) -> str:
    """What changed where the measure stood still: of the figure that moved most instead, the change
    that did most of it, and how much of it where others did the rest.
    """
    change = next((it for it in comparison.changes if not it.aside), comparison.changes[0])
    moved = comparison.pair.strongest()
    if moved is None:
        return f"{change.name} {short_change_text(change)} (no figure moved)"
    told = moved_text(comparison, moved)
    split = compare(comparison.old, comparison.new, moved.quantity).split
    effect = split.ranked[0] if split is not None and split.effects else None
    if effect is not None and effect.amount:
        change = effect.player.changes[0]
        if effect.amount != moved.change:
            told = f"{change_of(comparison, moved.quantity, effect.amount)} of {told}"
    return f"{change.name} {short_change_text(change)} ({escape(told)})"


def _no_number(it: HistoryEntry) -> str:
    if not it.refused:
        return "the plan is gone"
    first = it.refused[0]
    place = first.place
    line = f"line {place.location.line}: " if place is not None and not place.tried else ""
    more = f", and {number_of(len(it.refused) - 1, 'more error')}" if len(it.refused) > 1 else ""
    return cut(f"no answer: {line}{escape(first.message)}", _MOST_WHY) + more


def _data(it: HistoryEntry, measure: str) -> dict[str, Any]:
    """A commit for JSON; what there is not is absent."""
    data: dict[str, Any] = {
        "commit": it.commit.id,
        "date": it.commit.date,
        "subject": it.commit.subject,
        "path": it.commit.path,
        "status": _status(it),
    }
    if it.outcome is not None:
        quantum = it.outcome.plan.phasing.rounding
        write = partial(_plain, it.outcome, measure)
        data["currency"] = it.outcome.plan.currency
        data["target"] = plain_amount(it.outcome.bridge.target, quantum)
        value, change = it.outcome.printed(measure), _change(it)
        if value is not None:
            data[measure] = write(value)
        if change is not None:
            data["change"] = write(change)
        effect = most(it)
        if effect is not None:
            data["moved_by"] = _effect_data(effect, write)
        elif it.comparison is not None:
            data |= _moves(it.comparison)
    elif it.refused:
        data["problems"] = [problem.message for problem in it.refused]
    return data


def _moves(comparison: Comparison) -> dict[str, Any]:
    """The figure that moved most where the measure stood still."""
    moved = None if comparison.apart else comparison.pair.strongest()
    return {} if moved is None else {"moves": moved_data(comparison, moved)}


def _plain(outcome: Outcome, path: str, value: Decimal) -> str:
    """A figure for JSON: an amount at the plan's rounding, others in all their digits."""
    if outcome.unit(path) is Unit.money:
        return plain_amount(value, outcome.step(path))
    return plain(value)


def _effect_data(effect: Effect, write: Callable[[Decimal], str]) -> dict[str, str]:
    change = effect.player.changes[0]
    effect_data = {"effect": write(effect.amount)}
    return {"path": change.name} | values_of(change) | effect_data


def _status(it: HistoryEntry) -> str:
    if it.outcome is None:
        return "unreadable" if it.refused else "gone"
    if it.comparison is None:
        return "first" if it.first else "readable"
    if it.merge:
        return "merge"
    return "incomparable" if it.comparison.apart else "compared"


def _flat(told: Sequence[HistoryEntry], measure: str) -> Table:
    texts_of = ("commit", "date", "subject", "path", "status", "currency")
    keys = (*texts_of, *dict.fromkeys(("target", measure)), "change")
    rows = []
    for it in told:
        data = _data(it, measure)
        amounts = [Decimal(data[key]) if key in data else None for key in keys[len(texts_of) :]]
        texts = [data.get(key, "") for key in texts_of]
        rows.append(Row((*texts, *amounts, why(it))))
    numbers = ("target", measure, "change")
    columns = tuple(Column(key, number=key in numbers) for key in (*keys, "moved_by"))
    return Table("log", columns, tuple(rows))

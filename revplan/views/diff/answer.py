"""The answer of `diff`, about one plan or several: tables, JSON and a comment."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from revplan.base.table import Answer, Note, Table
from revplan.base.words import escape, first_few, number_of
from revplan.model.tried import Tried
from revplan.numbers.figure import Unit
from revplan.numbers.write import amount_text, plain_amount
from revplan.studies.comparison import Comparison
from revplan.views.diff.data import diff_data, flat_table
from revplan.views.diff.tables import diff_tables, share_of_change, unchanged_answer
from revplan.views.diff.values import both_texts, change_of, moved_text, unit_of
from revplan.views.heading import join_trials, trial_text
from revplan.workspace.compared import ComparedPlan, Unpaired
from revplan.workspace.versions import Versions

_MOST_NAMES = 20


def diff_answer(
    compared: Sequence[ComparedPlan],
    unpaired: Sequence[Unpaired],
    same: Sequence[str],
    question: Versions,
    everything: bool = False,
    refused: Sequence[str] = (),
) -> Answer:
    """The answer; `same` are plans whose texts are the same on both sides, `refused` files that
    have no answer.

    As data, `plans` holds each plan that was compared; what is said of the only plan that was
    asked about stands beside it, too.
    """
    flat = flat_table([(it.comparison, it.sides) for it in compared])
    below = [_one(it, everything) for it in compared]
    data: dict[str, Any] = {
        "plans": [it.data for it in below],
        "appeared": [_unpaired_data(it) for it in unpaired if it.came],
        "gone": [_unpaired_data(it) for it in unpaired if not it.came],
        "unchanged": list(same),
    }
    if question.single and len(below) == 1:
        data = below[0].data | data
        if not unpaired and not refused:
            return replace(below[0], data=data, flat=flat, marker=marker(question.asked))
    tried = join_trials(it.sides.new.tried for it in compared)
    compared_with = f"{escape(question.old)} -> {escape(question.new)}{_with(tried)}"
    notes = _notes(unpaired, same, question)
    if refused:
        notes.append(Note(f"Not compared, because of errors: {first_few(refused, _MOST_NAMES)}."))
    last = [Answer(tables=tuple(notes))] if below and notes else []
    return Answer(
        title="" if below else compared_with,
        tables=() if below else tuple(notes),
        data=data,
        flat=flat,
        below=(*below, *last),
        headline=f"{_summary(below, unpaired, refused)} \u00b7 {compared_with}",
        marker=marker(question.asked),
    )


def _summary(below: Sequence[Answer], unpaired: Sequence[Unpaired], refused: Sequence[str]) -> str:
    """What a comment leads with: how many plans changed, came and went, and which have errors."""
    came = sum(it.came for it in unpaired)
    told = [f"{number_of(len(below), 'plan')} changed"] if below or not unpaired else []
    told += [f"{came} new"] if came else []
    told += [f"{len(unpaired) - came} gone"] if came < len(unpaired) else []
    told += [f"{len(refused)} not compared because of errors"] if refused else []
    return ", ".join(told)


def _one(it: ComparedPlan, everything: bool) -> Answer:
    """The answer about one plan that both sides have."""
    comparison, sides = it.comparison, it.sides
    data = diff_data(comparison, sides) | {"text_changed": not it.same}
    if not comparison.changes and not everything:
        line = unchanged_answer(sides, text_changed=not it.same)
        return Answer(title=line, data=data)
    tried = _with(sides.new.tried)
    compared = f"{escape(sides.old.label)} -> {escape(sides.new.label)}{tried}"
    currencies = dict.fromkeys(it.plan.currency for it in (comparison.old, comparison.new))
    currency = " -> ".join(currencies)
    return Answer(
        title=f"{escape(sides.file)} \u00b7 {compared} \u00b7 {currency}",
        tables=diff_tables(comparison, sides, everything),
        data=data,
        headline=f"{headline(comparison)} \u00b7 {escape(sides.file)}",
    )


def _with(tried: Sequence[Tried]) -> str:
    """What was tried on the new side, behind its name."""
    return f" {trial_text(tried)}" if tried else ""


def marker(asked: str) -> str:
    """What a comment is found by again: no name that a plan or a branch could spell."""
    return hashlib.sha256(asked.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def headline(comparison: Comparison) -> str:
    """The measure before and after, in one line."""
    label = escape(comparison.label(comparison.measure))
    moved = comparison.movement(comparison.measure)
    if comparison.apart or moved is None:
        return f"{label}: these plans cannot be compared"
    money = unit_of(comparison, moved.quantity) is Unit.money
    currency = f" {comparison.new.plan.currency}" if money else ""
    before, after = both_texts(comparison, moved.quantity, moved.before, moved.after)
    if not moved.change:
        return f"{label} unchanged at {after}{currency}{_instead(comparison)}"
    share = share_of_change(moved) if money else ""
    change = change_of(comparison, moved.quantity, moved.change) + (f", {share}" if share else "")
    return f"{label} {before} \u2192 {after}{currency} ({change})"


def _instead(comparison: Comparison) -> str:
    """What moved where the measure did not: what is within reach, else the nearest of the work."""
    following = comparison.follows
    reach = (it for it in following if it.quantity == "reach.total")
    moved = next(reach, next(iter(following), None))
    return "" if moved is None else f"; {escape(moved_text(comparison, moved))}"


def _notes(
    unpaired: Sequence[Unpaired], same: Sequence[str], question: Versions
) -> list[Note | Table]:
    """Plans that came, plans that went, and plans that say the same."""
    notes: list[Note | Table] = []
    for it in unpaired[:_MOST_NAMES]:
        needed, plan = it.outcome.bridge.new_business, it.outcome.plan
        side = question.new if it.came else question.old
        notes.append(
            Note(
                f"{'New' if it.came else 'Gone'}: {escape(it.file)}, only in {escape(side)}; "
                f"new business required {amount_text(needed)} {plan.currency}."
            )
        )
    for came, kind, side in ((True, "New", question.new), (False, "Gone", question.old)):
        more = [it.file for it in unpaired[_MOST_NAMES:] if it.came is came]
        if more:
            notes.append(Note(f"{kind}: {number_of(len(more), 'more plan')}, only in "
                              f"{escape(side)}: {first_few(more, _MOST_NAMES)}."))  # fmt: skip
    if same:
        notes.append(Note(f"Unchanged: {first_few(same, _MOST_NAMES)}."))
    return notes


def _unpaired_data(it: Unpaired) -> dict[str, str]:
    plan = it.outcome.plan
    needed = plain_amount(it.outcome.bridge.new_business, plan.phasing.rounding)
    return {"file": it.file, "name": plan.name, "currency": plan.currency, "new_business": needed}

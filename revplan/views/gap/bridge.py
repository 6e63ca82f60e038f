"""The bridge as a table: the way from last year to the new business that the year needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS, OF_YEAR, WAY
from revplan.model.entry import Entry
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent
from revplan.sections.bridge import target_growth
from revplan.sections.new_business import SUBSCRIPTION, contracts
from revplan.views.labels import worth_showing

_MOST_NOTE = 160
"""How long a note of names becomes; of more lines the largest are named."""

_SAME_SHARE = Decimal("0.0005")
"""Shares that are nearer to each other are told as one."""


def bridge_table(outcome: Outcome) -> Table:
    """The way from last year to the new business required; losses carry a minus."""
    with exactly():
        rows = tuple(_bridge_rows(outcome))
    columns = (
        Column("figure", "Figure"),
        Column("amount", "Amount", True),
        Column("note", "Note"),
    )
    return Table("bridge", columns, rows, headed=False)


def _bridge_rows(outcome: Outcome) -> Iterator[Row]:
    for entry in OF_YEAR:
        figure = outcome.figure(entry.path) if entry.path in WAY else None
        if figure is not None and _worth_a_row(outcome, entry, figure):
            label = outcome.label(entry.path)
            if entry.path == "bookings" and contracts(outcome.plan.new_business) == SUBSCRIPTION:
                label += ", as subscriptions"
            note = _NOTES[entry.path](outcome) if entry.path in _NOTES else ""
            amount = -figure if entry.sign < 0 else figure
            yield Row((label, amount, note), strong=entry.strong, rule=entry.total)


def _worth_a_row(outcome: Outcome, entry: Entry, figure: Number) -> bool:
    return bool(figure) if entry.path == "one_off" else worth_showing(outcome, entry.path)


def _of_what(outcome: Outcome) -> str:
    """What a loss is a share of."""
    if outcome.bridge.one_off:
        return "of what can repeat"
    return "of the opening ARR" if outcome.plan.basis == "arr" else "of the prior year"


def _churn_note(outcome: Outcome) -> str:
    share = _share(outcome.bridge.churned, outcome.year.repeatable, _of_what(outcome))
    names = _line_names(outcome, "losses")
    return f"{share}, {names} included" if names and share else share


def _contraction_note(outcome: Outcome) -> str:
    return _share(outcome.bridge.contracted, outcome.year.repeatable, _of_what(outcome))


def _retained_note(outcome: Outcome) -> str:
    """What is left at the year's end, and what the year itself keeps where that is another share:
    who leaves in the year brings something until then.
    """
    grr, in_year = outcome.bridge.grr, outcome.figure("retained_in_year")
    if grr is None:
        return ""
    told = f"GRR {percent(grr)}"
    if in_year is None or abs(in_year - grr) < _SAME_SHARE:
        return told
    return f"{told}, kept in the year {percent(in_year)}"


def _target_note(outcome: Outcome) -> str:
    """The growth, and how far the segments' targets are from it."""
    bridge, spare = outcome.bridge, outcome.year.unallocated
    told = []
    if bridge.prior_year:
        told.append(percent(target_growth(bridge.target, bridge.prior_year), sign=True))
    return ", ".join([*told, *([_uncovered(spare)] if spare else [])])


def _uncovered(spare: Number) -> str:
    """How far the segments' targets are from the company's."""
    if spare < 0:
        return f"over-allocated by {amount_text(-spare)}"
    return f"{amount_text(spare)} of it unallocated"


def _new_business_note(outcome: Outcome) -> str:
    bridge = outcome.bridge
    if bridge.new_business < 0:
        return "a surplus: the target is met without new business"
    return _share(bridge.new_business, bridge.target, "of the target")


def _share(part: Number, whole: Number, of: str) -> str:
    return f"{percent(part / whole)} {of}" if whole else ""


def _line_names(outcome: Outcome, section: str) -> str:
    """The lines of a section by name, with their amounts where there are several."""
    lines = [line for line in outcome.lines if line.section == section]
    several = len(lines) > 1 or section == "losses"
    names = [
        f"{escape(line.label)} {amount_text(line.amount)}" if several else escape(line.label)
        for line in lines
    ]
    by_size = sorted(range(len(lines)), key=lambda it: -abs(lines[it].amount))
    shown: list[int] = []
    for place in by_size:
        longer = sorted([*shown, place])
        if shown and len(", ".join(names[it] for it in longer)) > _MOST_NOTE:
            more = f" and {len(names) - len(shown):,} more"
            return ", ".join(names[it] for it in sorted(shown)) + more
        shown = longer
    return ", ".join(names)


def _earned_note(outcome: Outcome) -> str:
    if not outcome.bridge.bookings:
        return "nothing has to be signed"
    told = f"a contract signed in the year earns {earned_share(outcome)} of itself in it"
    cost = outcome.figure("late_start_cost")
    return f"{told}; the late start costs {amount_text(cost)}" if cost else told


def earned_share(outcome: Outcome) -> str:
    """How much of itself a contract earns in the year in which it is signed, in words."""
    earned = outcome.monthly.get("earned")
    earns = (sum(earned) if earned else outcome.bridge.new_business) / outcome.bridge.bookings
    return "half" if abs(earns - Decimal("0.5")) < Decimal("0.0005") else percent(earns)


_NOTES: dict[str, Callable[[Outcome], str]] = {
    "one_off": lambda _: "was never going to repeat",
    "churned": _churn_note,
    "contracted": _contraction_note,
    "retained": _retained_note,
    "target": _target_note,
    "gap": lambda _: "what last year's customers will not bring",
    **{
        path: partial(_line_names, section=section)
        for section, path in LINE_SECTIONS.items()
        if section != "losses"
    },
    "new_business": _new_business_note,
    "bookings": _earned_note,
    "recognised_revenue": lambda _: "what the year's ARR brings in the year",
}
"""What is said beside a figure, by its path."""

"""The bridge as a table: the way from last year to the new business that the year needs."""

from __future__ import annotations

from decimal import Decimal

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS, ROWS
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent
from revplan.sections.new_business import SUBSCRIPTION, contracts
from revplan.views.labels import worth_showing

_MOST_NOTE = 60


def bridge_table(outcome: Outcome) -> Table:
    """The way from last year to the new business required; losses carry a minus."""
    with exactly():
        rows = tuple(_bridge_rows(outcome))
    columns = (
        Column("figure", "Figure"),
        Column("amount", "Amount", True),
        Column("note", "Note", keep=1),
    )
    return Table("bridge", columns, rows, headed=False)


def _bridge_rows(outcome: Outcome) -> list[Row]:
    plan, bridge = outcome.plan, outcome.bridge
    arr = plan.basis == "arr"
    rows = [Row(("Opening ARR" if arr else "Prior year", bridge.prior_year, ""))]
    if bridge.one_off:
        rows.append(Row(("One-off", -bridge.one_off, "was never going to repeat")))
    of = "of the opening ARR" if arr else "of the prior year"
    of = "of what can repeat" if bridge.one_off else of
    rows.append(Row(("Churn", -bridge.churned, _churn_note(outcome, of))))
    if worth_showing(outcome, "contracted"):
        note = _share(bridge.contracted, outcome.year.repeatable, of)
        rows.append(Row(("Contraction", -bridge.contracted, note)))
    kept = "" if bridge.grr is None else f"GRR {percent(bridge.grr)}"
    rows.append(Row(("Retained", bridge.retained, kept)))
    grown = ""
    if bridge.prior_year:
        grown = percent(bridge.target / bridge.prior_year - 1, sign=True)
    if outcome.year.unallocated:
        grown = ", ".join(filter(None, (grown, _uncovered(outcome.year.unallocated))))
    rows.append(Row(("Target", bridge.target, grown)))
    rows.append(Row(("Gap", bridge.gap, "what last year's customers will not bring"), rule=True))
    for section, name in LINE_SECTIONS.items():
        if section != "losses" and worth_showing(outcome, name):
            rows.append(
                Row((ROWS[name].label, -getattr(bridge, name), _line_names(outcome, section)))
            )
    rows.append(_answer_row(outcome))
    if worth_showing(outcome, "bookings"):
        subscriptions = contracts(plan.new_business) == SUBSCRIPTION
        label = ROWS["bookings"].label + (", as subscriptions" if subscriptions else "")
        rows.append(Row((label, bridge.bookings, _earned_note(outcome)), strong=True))
    if bridge.recognised_revenue is not None:
        note = "what the year's ARR brings in the year"
        rows.append(Row(("Recognised revenue", bridge.recognised_revenue, note)))
    return rows


def _uncovered(spare: Number) -> str:
    """How far the segments' targets are from the company's."""
    if spare < 0:
        return f"over-allocated by {amount_text(-spare)}"
    return f"{amount_text(spare)} of it unallocated"


def _answer_row(outcome: Outcome) -> Row:
    bridge = outcome.bridge
    note = _share(bridge.new_business, bridge.target, "of the target")
    if bridge.new_business < 0:
        note = "a surplus: the target is met without new business"
    return Row(("New business required", bridge.new_business, note), strong=True, rule=True)


def _share(part: Number, whole: Number, of: str) -> str:
    return f"{percent(part / whole)} {of}" if whole else ""


def _churn_note(outcome: Outcome, of: str) -> str:
    share = _share(outcome.bridge.churned, outcome.year.repeatable, of)
    names = _line_names(outcome, "losses")
    return f"{share}, {names} included" if names and share else share


def _line_names(outcome: Outcome, section: str) -> str:
    """The lines of a section by name, with their amounts where there are several."""
    lines = [line for line in outcome.lines if line.section == section]
    several = len(lines) > 1 or section == "losses"
    names = [
        f"{escape(line.label)} {amount_text(line.amount)}" if several else escape(line.label)
        for line in lines
    ]
    shown: list[str] = []
    for name in names:
        if shown and len(", ".join([*shown, name])) > _MOST_NOTE:
            return f"{', '.join(shown)} and {len(names) - len(shown)} more"
        shown.append(name)
    return ", ".join(shown)


def _earned_note(outcome: Outcome) -> str:
    if not outcome.bridge.bookings:
        return "nothing has to be signed"
    return f"a contract signed in the year earns {earned_share(outcome)} of itself in it"


def earned_share(outcome: Outcome) -> str:
    """How much of itself a contract earns in the year in which it is signed, in words."""
    earns = outcome.bridge.new_business / outcome.bridge.bookings
    return "half" if abs(earns - Decimal("0.5")) < Decimal("0.0005") else percent(earns)

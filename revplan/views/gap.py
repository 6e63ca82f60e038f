"""What `gap` shows of one plan: the bridge, the months and quarters, the readings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.ground.figures import grouped, percent
from revplan.ground.number import Number, exactly
from revplan.ground.table import Answer, Column, Row, Table
from revplan.ground.words import escaped
from revplan.outcome import Outcome
from revplan.sections.bridge import LABELS, LINE_SECTIONS
from revplan.sections.new_business import SUBSCRIPTION, contracts
from revplan.studies.readings import Reading
from revplan.views.gap_data import gap_data

SHORT = {
    "opening": "Opening",
    "prior_year": "Prior year",
    "target": "Target",
    "retained": "Retained",
    "churned": "Churn",
    "contracted": "Contraction",
    "carried_over": "Carried over",
    "upsell": "Upsell",
    "new_streams": "Streams",
    "new_business": "New business",
    "bookings": "To sign",
    "closing": "Closing",
    "recognised_revenue": "Recognised",
}
_MONTH_COLUMNS = {
    "revenue": ("target", "retained", "carried_over", "upsell", "new_streams", "new_business",
                "bookings"),
    "arr": ("opening", "churned", "contracted", "carried_over", "upsell", "new_streams",
            "new_business", "closing"),
}  # fmt: skip
_MOST_NOTE = 60
_NEVER_DROPPED = ("new_business", "target", "closing")


def gap_answer(
    outcome: Outcome, file: str, found: list[Reading] | None, sets: Sequence[str] = ()
) -> Answer:
    """The whole answer about one plan; `found` where readings were asked for, `sets` where other
    values were tried.
    """
    tables = [bridge_table(outcome), months_table(outcome)]
    if found is not None:
        tables.append(readings_table(found))
    return Answer(
        title=title(outcome, sets),
        tables=tuple(tables),
        data=gap_data(outcome, file, found, sets),
        flat=flat_table(outcome, found or []),
    )


def title(outcome: Outcome, sets: Sequence[str] = ()) -> str:
    """The line above everything: company, year, basis, currency and months; what was tried."""
    plan = outcome.plan
    year = str(plan.fiscal_year)
    name = plan.name if plan.name.endswith(year) else f"{plan.name} {year}"
    tried = [f"with {', '.join(escaped(option) for option in sets)}"] if sets else []
    return " · ".join((escaped(name), plan.basis, plan.currency, str(plan.year), *tried))


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
    if plan.contraction is not None:
        note = _share(bridge.contracted, outcome.year.repeatable, of)
        rows.append(Row(("Contraction", -bridge.contracted, note)))
    kept = "" if bridge.grr is None else f"GRR {percent(bridge.grr)}"
    rows.append(Row(("Retained", bridge.retained, kept)))
    grown = ""
    if bridge.prior_year:
        grown = percent(bridge.target / bridge.prior_year - 1, sign=True)
    rows.append(Row(("Target", bridge.target, grown)))
    rows.append(Row(("Gap", bridge.gap, "what last year's customers will not bring"), rule=True))
    for section, name in LINE_SECTIONS.items():
        if section != "losses" and getattr(plan, section):
            rows.append(Row((LABELS[name], -getattr(bridge, name), _line_names(outcome, section))))
    rows.append(_answer_row(outcome))
    terms = contracts(plan.new_business)
    if not arr and terms is not None:
        label = "To sign, as subscriptions" if terms == SUBSCRIPTION else "To sign"
        rows.append(Row((label, bridge.bookings, _earned_note(outcome)), strong=True))
    if bridge.recognised_revenue is not None:
        note = "what the year's ARR brings in the year"
        rows.append(Row(("Recognised revenue", bridge.recognised_revenue, note)))
    return rows


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
    lines = [line for line in outcome.lines if line.path.startswith(f"{section}.")]
    several = len(lines) > 1 or section == "losses"
    names = [
        f"{escaped(line.label)} {grouped(line.amount)}" if several else escaped(line.label)
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


def months_table(outcome: Outcome) -> Table:
    """The months, the quarters and the year: what the plan says something about."""
    plan = outcome.plan
    shown = [key for key in _MONTH_COLUMNS[plan.basis] if worth_showing(outcome, key)]
    quarterly = outcome.quarterly
    rows = [
        Row((str(month), *(outcome.monthly[key][i] for key in shown)))
        for i, month in enumerate(plan.year.months)
    ]
    rows.extend(
        Row((f"Q{i + 1}", *(quarterly[key][i] for key in shown)), apart=i == 0) for i in range(4)
    )
    whole = tuple(_year_figure(outcome, key) for key in shown)
    rows.append(Row((str(plan.fiscal_year), *whole), strong=True, apart=True))
    columns = [
        Column(key, SHORT[key], True, 0 if key in _NEVER_DROPPED else 1 + i)
        for i, key in enumerate(shown)
    ]
    return Table("months", (Column("month", "Month"), *columns), tuple(rows))


def worth_showing(outcome: Outcome, key: str) -> bool:
    """Whether the plan says something about a figure, so that it is no mere zero."""
    plan = outcome.plan
    stated = {
        "contracted": plan.contraction is not None,
        "carried_over": bool(plan.carry_over),
        "upsell": bool(plan.upsell),
        "new_streams": bool(plan.new_streams),
        "bookings": contracts(plan.new_business) is not None,
    }
    return stated.get(key, True)


def _year_figure(outcome: Outcome, key: str) -> Number:
    standing = {"opening": "prior_year", "closing": "target"}
    return getattr(outcome.bridge, standing.get(key, key))


def readings_table(found: list[Reading]) -> Table:
    """The requirement under every definition."""
    rows = tuple(
        Row((reading.id, reading.required, reading.label), strong=reading.id == "plan")
        for reading in found
    )
    columns = (
        Column("id", "Reading"),
        Column("required", "Required", number=True),
        Column("label", "Definition", keep=1),
    )
    return Table("readings", columns, rows)


def flat_table(outcome: Outcome, found: Sequence[Reading] = ()) -> Table:
    """Months, quarters and the year, then readings, one row each, for comma-separated values."""
    plan, quarterly = outcome.plan, outcome.quarterly
    quantities = list(outcome.monthly)
    head = (plan.name, plan.currency)
    rows = [
        Row((*head, "month", str(month), *(outcome.monthly[key][i] for key in quantities)))
        for i, month in enumerate(plan.year.months)
    ]
    rows += [
        Row((*head, "quarter", f"Q{i + 1}", *(quarterly[key][i] for key in quantities)))
        for i in range(4)
    ]
    year = [
        outcome.year.repeatable if key == "base" else _year_figure(outcome, key)
        for key in quantities
    ]
    rows.append(Row((*head, "year", str(plan.fiscal_year), *year)))
    for reading in found:
        figures = [reading.required if key == "new_business" else None for key in quantities]
        rows.append(Row((*head, "reading", reading.id, *figures)))
    columns = [Column(key) for key in ("plan", "currency", "level", "period")]
    columns += [Column(key, number=True) for key in quantities]
    return Table("gap", tuple(columns), tuple(rows))

"""What `capacity` shows of one plan: what the reps can close, whom to hire, the quotas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.base.table import Answer, Column, Note, Row, Table
from revplan.base.words import escape, listing, number_of
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.write import SHOWN, WHOLE_FROM, amount_text, percent, plain_count, round_unit
from revplan.views.capacity import data as data
from revplan.views.capacity.data import Period, data_of, figures_of
from revplan.views.heading import plan_data, title


def answer_of(outcome: Outcome, file: str, tried: Sequence[Tried] = ()) -> Answer:
    """The whole answer about one plan; `tried` are the values that were tried."""
    with exactly():
        return _answer(outcome, file, tried)


def _answer(outcome: Outcome, file: str, tried: Sequence[Tried]) -> Answer:
    parts: list[Table | Note] = [Note(headline(outcome)), months_table(outcome)]
    parts.extend(Note(text) for text in (hires_text(outcome),) if text)
    if figures_of(outcome).section.reps:
        parts.append(quotas_table(outcome))
        if any(it.name is not None for it in data.territories(outcome)):
            parts.append(territories_table(outcome))
        parts.append(Note(quotas_text(outcome)))
    about = plan_data(outcome, file, tried)
    return Answer(
        title=title(outcome, tried),
        tables=tuple(parts),
        data={"plan": about} | data_of(outcome),
        flat=flat_table(outcome),
    )


def headline(outcome: Outcome) -> str:
    """What the reps can close beside what must be signed, in a sentence."""
    figures, needed = figures_of(outcome), outcome.bridge.bookings
    can = amount_text(figures.year)
    if needed <= 0:
        return f"Nothing has to be signed; the reps on board can close {can}."
    if figures.short:
        return (
            f"The reps on board can close {can} of the {amount_text(needed)} that must be signed: "
            f"short by {amount_text(figures.short)}."
        )
    with exactly():
        spare = figures.year - needed
    over = f"{amount_text(spare)} to spare" if spare else "nothing to spare"
    return (
        f"The reps on board can close {can}, and {amount_text(needed)} must be signed in the year: "
        f"{over}."
    )


def months_table(outcome: Outcome) -> Table:
    """The months, the quarters and the year, each with what it falls short by."""
    year = data.whole_year(outcome)
    rows = [Row(_cells(it)) for it in data.months(outcome)]
    rows += [Row(_cells(it), apart=i == 0) for i, it in enumerate(data.quarters(outcome))]
    rows.append(Row(_cells(year), strong=True, apart=True))
    columns = (
        Column("month", "Month"),
        Column("ramped_reps", "Ramped reps", True, 1),
        Column("capacity", "Capacity", True),
        Column("bookings", "Bookings", True),
        Column("short", "Shortfall", True),
    )
    return Table("months", columns, tuple(rows))


def _cells(it: Period) -> tuple[str | Decimal | None, ...]:
    reps = None if it.ramped_reps is None else round_heads(it.ramped_reps)
    return it.name, reps, it.capacity, it.bookings, it.short or None


def round_heads(count: Decimal) -> Decimal:
    """Heads for display: their decimal stays where it is a zero, so that a column lines up."""
    told = round_unit(count, Unit.count)
    return told if told >= WHOLE_FROM else told.quantize(Decimal(1).scaleb(-SHOWN[Unit.count]))


def hires_text(outcome: Outcome) -> str:
    """Which hires would close the year, and by when; empty where nothing is short."""
    needed = data.hires(outcome)
    if needed is None:
        short = [it for it in data.quarters(outcome) if it.short]
        if not short:
            return ""
        first, *others = [f"{it.name} falls short by {amount_text(it.short)}" for it in short]
        others = [it.replace(" falls short", "") for it in others]
        return f"The year as a whole is covered, but {listing([first, *others], 'and')}."
    year = outcome.plan.year
    if not needed.reps:
        said = "No hire can close it: a rep hired in the year's first month brings nothing in it."
        if needed.too_late_after is not None:
            said += f"\nThe last month to hire anyone who would have is {needed.too_late_after}."
        if needed.last is not None:
            said += f"\nThe last month of the year whose hires bring something is {needed.last}."
        return said
    heads = number_of(needed.reps, "more rep")
    said = f"{heads} would close it, hired by {needed.by}."
    if needed.last is not None and needed.last != year.last:
        said += f"\nA rep hired after {needed.last} brings nothing in the year."
    return said


def quotas_table(outcome: Outcome) -> Table:
    """The groups with their quotas, and the sum."""
    found = data.quotas(outcome)
    figures = figures_of(outcome)
    with exactly():
        heads = sum((it.reps for it in found), Decimal(0))
    rows = [
        Row(
            (
                escape(it.label),
                it.territory or "",
                it.reps,
                it.capacity,
                it.quota,
                it.per_rep,
            )
        )
        for it in found
    ]
    rows.append(Row(("All", "", heads, None, figures.quotas_total, None), strong=True, apart=True))
    columns = (
        Column("group", "Group"),
        Column("territory", "Territory"),
        Column("reps", "Reps", True),
        Column("capacity", "Capacity", True, 1),
        Column("quota", "Quota", True),
        Column("per_rep", "Quota per rep", True),
    )
    shown = tuple(c for c in columns if c.key != "territory" or any(it.territory for it in found))
    if len(shown) < len(columns):
        rows = [row._replace(cells=(row.cells[0], *row.cells[2:])) for row in rows]
    return Table("quotas", shown, tuple(rows))


def territories_table(outcome: Outcome) -> Table:
    """The territories, each the sum of its groups."""
    rows = tuple(
        Row((it.name or "no territory", it.reps, it.capacity, it.quota))
        for it in data.territories(outcome)
    )
    columns = (
        Column("territory", "Territory"),
        Column("reps", "Reps", True),
        Column("capacity", "Capacity", True, 1),
        Column("quota", "Quota", True),
    )
    return Table("territories", columns, rows)


def quotas_text(outcome: Outcome) -> str:
    """What all quotas come to, as a share of the plan and as a share of the capacity."""
    figures = figures_of(outcome)
    total = f"Quotas add up to {amount_text(figures.quotas_total)}"
    shares = []
    if figures.of_plan is not None and outcome.bridge.bookings > 0:
        shares.append(f"{percent(figures.of_plan)} of what must be signed")
    if figures.of_capacity is not None:
        shares.append(f"{percent(figures.of_capacity)} of what the reps can close")
    if len(shares) < 2:
        return ": ".join([total, *shares]) + "."
    return (
        f"{total}: {shares[0]} (over-assignment of the plan).\n"
        f"That is {shares[1]} (over-assignment of the capacity)."
    )


def flat_table(outcome: Outcome) -> Table:
    """Months, quarters, the year, groups and territories, one row each, for comma-separated
    values.
    """
    plan, figures = outcome.plan, figures_of(outcome)
    head = (plan.name, plan.currency)
    year = data.whole_year(outcome)
    spans = [("month", it) for it in data.months(outcome)]
    spans += [("quarter", it) for it in data.quarters(outcome)]
    rows = []
    for level, it in [*spans, ("year", year)]:
        reps = None if it.ramped_reps is None else Decimal(plain_count(it.ramped_reps))
        sums = (it.capacity, it.bookings, it.short)
        total = figures.quotas_total if level == "year" else None
        rows.append(Row((*head, level, it.name, reps, *sums, "", None, total, None)))
    for group in data.quotas(outcome):
        money = (group.capacity, None, None)
        told = (group.territory or "", group.reps, group.quota, group.per_rep)
        rows.append(Row((*head, "group", group.group, None, *money, *told)))
    for place in data.territories(outcome):
        if place.name is not None:
            told = (place.name, place.reps, place.quota, None)
            rows.append(
                Row((*head, "territory", place.name, None, place.capacity, None, None, *told))
            )
    columns = [Column(key) for key in ("plan", "currency", "level", "name")]
    columns += [Column(k, number=True) for k in ("ramped_reps", "capacity", "bookings", "short")]
    columns.append(Column("territory"))
    columns += [Column(k, number=True) for k in ("reps", "quota", "per_rep")]
    return Table("capacity", tuple(columns), tuple(rows))

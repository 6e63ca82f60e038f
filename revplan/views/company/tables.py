"""The segments of a company side by side in its currency: the main figures, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from revplan.base.table import Cell, Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome, Segment
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.write import percent
from revplan.views.figure_text import amount_in, figure_text
from revplan.views.funnel.lead_value import shown_count, without


class _SideBySide(NamedTuple):
    """A figure in a column; `instead` is the segment's where it has none of that path."""

    path: str
    heading: str
    keep: int = 0
    instead: str = ""


_COLUMNS = {
    "funnel": (
        _SideBySide("funnel.deals", "Deals", 4),
        _SideBySide("funnel.leads", "Leads", 5),
        _SideBySide("funnel.lead_value.asked", "Value asked", 3),
        _SideBySide("funnel.lead_value.in_time", "Value in time", 3),
        _SideBySide("funnel.lead_value.short", "Value short"),
    ),
    "capacity": (
        _SideBySide("capacity.year", "Capacity"),
        _SideBySide("capacity.bookings", "Bookings", 0, "bookings"),
        _SideBySide("capacity.short", "Shortfall"),
        _SideBySide("capacity.quotas_total", "Quotas", 3),
        _SideBySide("capacity.over_assignment_of_plan", "Quotas over bookings", 4),
    ),
    "budget": (
        _SideBySide("budget.total", "Budget"),
        _SideBySide("cac", "CAC", 2),
        _SideBySide("payback_months", "Payback, months", 3),
        _SideBySide("return", "Return", 4),
        _SideBySide("contribution", "Contribution", 2),
        _SideBySide("contribution.share", "Of revenue", 5),
    ),
}
"""By section; a payback is in months."""

_SAID_BELOW = 9
"""What each segment's own tables say above them goes before any figure."""


def segments_table(key: str, outcome: Outcome, told: Sequence[Segment]) -> Table | None:
    """A row a segment that states the section, then the company, where the section is theirs alone;
    None for a section that is not added up. To be called where decimals are exact.
    """
    if key not in _COLUMNS:
        return None
    shown = _COLUMNS[key]
    rows = [
        Row(
            (
                escape(it.name),
                it.own.plan.currency,
                *(_cell(it.whole, of) for of in shown),
            )
        )
        for it in told
    ]
    added_up = key in outcome.work.found.get("segment_totals", ())
    if added_up:
        whole = (_cell(outcome, of) for of in shown)
        name = (escape(outcome.plan.name), outcome.plan.currency)
        rows.append(Row((*name, *whole), strong=True, rule=True))
    columns = (
        Column("segment", "Segment"),
        Column("currency", "Own currency", keep=_SAID_BELOW),
        *(Column(of.path, of.heading, True, of.keep) for of in shown),
    )
    title = "" if added_up else "The segments"
    table = Table("segments", columns, tuple(rows), title=title)
    empty = [
        column.key
        for place, column in enumerate(columns)
        if all(row.cells[place] is None for row in rows)
    ]
    alone = all(it.own.plan.currency == outcome.plan.currency for it in told)
    return without(table, *empty, *(("currency",) if alone else ()))


def owners_table(outcome: Outcome) -> Table | None:
    """The budget of the segments together by owner; None where the company states one itself."""
    if "budget" not in outcome.work.found.get("segment_totals", ()):
        return None
    rows = [
        Row((escape(owner) or "no owner", *(outcome.printed(f"{stem}.{part}") for part in _PARTS)))
        for owner, stem in owners_of(outcome)
    ]
    if len(rows) > 1:
        whole = (outcome.printed(f"budget.{part}") for part in _PARTS)
        rows.append(Row(("Budget", *whole), strong=True, rule=True))
    columns = (
        Column("owner", "Owner"),
        Column("total", "Budget", True),
        Column("recurring", "Recurring", True, 2),
        Column("one_off", "One-off", True, 1),
    )
    return Table("owners", columns, tuple(rows))


TERRITORY = ("reps", "capacity", "quota")
"""What is told of a territory."""


def territories_table(outcome: Outcome) -> Table | None:
    """The territories of the segments together, and last the reps without one; None where there
    are no territories, or the company states its reps itself.
    """
    found = territories_of(outcome)
    if not found or "capacity" not in outcome.work.found.get("segment_totals", ()):
        return None
    rows = [
        Row((escape(name), *(figure_text(outcome, f"{stem}.{it}") for it in TERRITORY)))
        for name, stem in found
    ]
    reps = sum(map(_without_territory, outcome.segments), ZERO)
    if reps:
        held = amount_in(Unit.count, reps, STEPS[Unit.count])
        left = (_left(outcome, *of) for of in (("year", "capacity"), ("quotas_total", "quota")))
        rows.append(Row(("no territory", held, *left)))
    columns = (
        Column("territory", "Territory"),
        Column("reps", "Reps", True, 1),
        Column("capacity", "Capacity", True),
        Column("quota", "Quota", True),
    )
    return Table("territories", columns, tuple(rows))


def _without_territory(segment: Segment) -> Decimal:
    """The reps of a segment without a territory; of a company of segments theirs."""
    work = segment.own.work
    if work.capacity is None:
        return sum(map(_without_territory, segment.own.segments), ZERO)
    held = work.found["territories"].get(None)
    return ZERO if held is None else held.count


def _left(outcome: Outcome, whole: str, part: str) -> Decimal | None:
    """What is left of a figure of the reps for those without a territory, so that all add up."""
    path = f"capacity.{whole}"
    held = (outcome.figure(f"{stem}.{part}") or ZERO for _, stem in territories_of(outcome))
    return outcome.round_figure(path, (outcome.figure(path) or ZERO) - sum(held, ZERO))


def territories_of(outcome: Outcome) -> list[tuple[str, str]]:
    """The territories that reps work, with the paths of theirs."""
    begin, end = "capacity.territories.", ".quota"
    stems = [it.removesuffix(end) for it in outcome.work.figures
             if it.startswith(begin) and it.endswith(end)]  # fmt: skip
    return [(stem.removeprefix(begin), stem) for stem in stems]


_PARTS = ("total", "recurring", "one_off")


def owners_of(outcome: Outcome) -> list[tuple[str, str]]:
    """The owners of a budget with the paths of theirs; last, "" for what nobody owns."""
    stems = [
        path.removesuffix(".total")
        for path in outcome.work.figures
        if path.startswith("budget.owners.") and path.endswith(".total")
    ]
    found = [(stem.removeprefix("budget.owners."), stem) for stem in stems]
    nobody = "budget.unowned"
    return [*found, *([("", nobody)] if f"{nobody}.total" in outcome.work.figures else [])]


def _cell(outcome: Outcome, of: _SideBySide) -> Cell:
    for path in (of.path, of.instead):
        figure = outcome.figure(path) if path else None
        if figure is not None:
            unit = outcome.unit(path)
            if unit is Unit.money:
                return outcome.round_figure(path, figure)
            if unit is Unit.rate:
                return percent(figure)
            counted = path.startswith("funnel.")
            return shown_count(figure) if counted else amount_in(unit, figure, outcome.step(path))
    return None

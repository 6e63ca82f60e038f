"""What `capacity` gives of one plan in JSON, and the rows of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from revplan.engine import go_to_market as work
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.sections.bridge import by_quarter
from revplan.sections.capacity import CapacityFigures
from revplan.sections.hires import Hires
from revplan.sections.territories import GroupFigures
from revplan.views.figure_json import texts_below, told_text


class Period(NamedTuple):
    """A month, a quarter or the year: what the reps can close in it beside what must be signed, and
    by how much that is short [currency].
    """

    name: str
    capacity: Decimal
    bookings: Decimal
    short: Decimal
    ramped_reps: Decimal | None = None


class Quota(NamedTuple):
    """A group of reps: its quota [currency], that of each rep, and what it can close."""

    group: str
    label: str
    territory: str | None
    reps: Decimal
    quota: Decimal
    per_rep: Decimal | None
    capacity: Decimal


class Territory(NamedTuple):
    """The groups of one territory added up; `name` is None for those that have none."""

    name: str | None
    reps: Decimal
    quota: Decimal
    capacity: Decimal


def figures_of(outcome: Outcome) -> CapacityFigures:
    """What the reps can close, in a plan that has them."""
    found: CapacityFigures = outcome.work.found["capacity"]
    return found


def months(outcome: Outcome) -> list[Period]:
    """The months, in plan order."""
    figures = figures_of(outcome)
    names = [str(month) for month in outcome.plan.year.months]
    short = outcome.work.found["shortfalls"].months
    rows = zip(names, figures.monthly, figures.bookings, short, figures.ramped, strict=True)
    return [Period(name, can, must, lack, Decimal(reps)) for name, can, must, lack, reps in rows]


def quarters(outcome: Outcome) -> list[Period]:
    """The quarters, sums of their months."""
    figures = figures_of(outcome)
    with exactly():
        can, must = (by_quarter(months) for months in (figures.monthly, figures.bookings))
    short = outcome.work.found["shortfalls"].quarters
    return [Period(f"Q{i + 1}", can[i], must[i], short[i]) for i in range(4)]


def whole_year(outcome: Outcome) -> Period:
    """The year."""
    figures, name = figures_of(outcome), str(outcome.plan.fiscal_year)
    return Period(name, figures.year, outcome.bridge.bookings, figures.short)


def quotas(outcome: Outcome) -> list[Quota]:
    """The groups with their quotas, in plan order."""
    figures = figures_of(outcome)
    found = []
    with exactly():
        for name, group in figures.section.reps.items():
            quota, count = figures.quotas[name], Decimal(group.count.value)
            each = outcome.work.found["rep_quotas"].get(name)
            can, label = figures.groups[name], group.label or name
            found.append(Quota(name, label, group.territory, count, quota, each, can))
    return found


def territories(outcome: Outcome) -> list[Territory]:
    """The territories in the order in which the plan names them; last, the groups without one."""
    found: dict[str | None, GroupFigures] = outcome.work.found["territories"]
    rows = [Territory(it.territory, it.count, it.quota, it.capacity) for it in found.values()]
    return sorted(rows, key=lambda it: it.name is None)


def hires(outcome: Outcome) -> Hires | None:
    """The hires that would close the year's shortfall; None where there is none."""
    return work.hires(outcome.plan, outcome.year, figures_of(outcome))


def data_of(outcome: Outcome) -> dict[str, Any]:
    """The capacity for JSON."""
    with exactly():
        return _data(outcome)


_OF_YEAR = (
    "to_spare",
    "quotas_total",
    "quotas_wanted",
)
"""Figures of the year that every plan with reps has, by their names below `capacity`."""


def _data(outcome: Outcome) -> dict[str, Any]:
    figures, quantum = figures_of(outcome), outcome.plan.phasing.rounding
    data: dict[str, Any] = {
        "year": plain_amount(figures.year, quantum),
        "bookings": plain_amount(outcome.bridge.bookings, quantum),
        "short": plain_amount(figures.short, quantum),
        **{name: told_text(outcome, f"capacity.{name}") for name in _OF_YEAR},
        "months": [
            {"month": it.name, "ramped_reps": plain_count(it.ramped_reps or Decimal(0))}
            | _span_data(it, quantum)
            for it in months(outcome)
        ],
        "quarters": [{"quarter": it.name} | _span_data(it, quantum) for it in quarters(outcome)],
        "quotas": [
            _quota_data(it, quantum)
            | texts_below(outcome, f"capacity.groups.{it.group}", ("capacity", "rep_years"))
            for it in quotas(outcome)
        ],
        "territories": [
            {
                "territory": it.name,
                "reps": plain_count(it.reps),
                "quota": plain_amount(it.quota, quantum),
                "capacity": plain_amount(it.capacity, quantum),
            }
            for it in territories(outcome)
            if it.name is not None
        ],
        "over_assignment": _shares(figures, outcome.bridge.bookings),
    }
    needed = hires(outcome)
    if needed is not None:
        data["hires"] = _hires_data(needed)
    return data


def _span_data(it: Period, quantum: Decimal) -> dict[str, str]:
    names: Sequence[str] = ("capacity", "bookings", "short")
    return {name: plain_amount(getattr(it, name), quantum) for name in names}


def _quota_data(it: Quota, quantum: Decimal) -> dict[str, str]:
    data = {"group": it.group}
    if it.territory is not None:
        data["territory"] = it.territory
    data["quota"] = plain_amount(it.quota, quantum)
    if it.per_rep is not None:
        data["per_rep"] = plain_amount(it.per_rep, quantum)
    return data


def _shares(figures: CapacityFigures, bookings: Decimal) -> dict[str, str]:
    """What the quotas are of the bookings, where there are any, and of the capacity."""
    of = {"of_plan": figures.of_plan if bookings > 0 else None, "of_capacity": figures.of_capacity}
    return {name: plain_share(share) for name, share in of.items() if share is not None}


def _hires_data(needed: Hires) -> dict[str, str]:
    data = {"reps": str(needed.reps)}
    if needed.by is not None:
        data["by"] = str(needed.by)
    if needed.too_late_after is not None:
        data["too_late_after"] = str(needed.too_late_after)
    return data

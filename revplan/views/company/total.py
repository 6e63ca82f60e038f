"""What a company's segments come to together, in JSON: every number is a figure of the company."""

from __future__ import annotations

from typing import Any

from revplan.engine.outcome import Outcome
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.views.company.tables import owners_of

_VALUE = "funnel.lead_value."
_ASKED = ("asked", "asked_a_week", "planned", "in_time", "too_late", "of_last_year", "short",
          "to_spare")  # fmt: skip
_LEADS = ("asked", "planned", "in_time", "too_late", "short", "to_spare")
FIGURES = {
    "funnel": {
        **{name: f"funnel.{name}" for name in ("deals", "win_rate", "leads")},
        **{f"lead_value.{name}": f"{_VALUE}{name}" for name in _ASKED},
        **{f"lead_value.leads_{name}": f"{_VALUE}leads_{name}" for name in _LEADS},
    },
    "capacity": {
        **{
            name: f"capacity.{name}"
            for name in ("year", "bookings", "short", "to_spare", "quotas_total")
        },
        "over_assignment.of_plan": "capacity.over_assignment_of_plan",
        "over_assignment.of_capacity": "capacity.over_assignment_of_capacity",
        "hires.reps": "capacity.hires.reps",
    },
    "budget": {
        **{name: f"budget.{name}" for name in ("total", "recurring", "one_off")},
        **{name: name for name in ("cac", "payback_months", "spend_multiple")},
        **{name: name for name in (f"churn_point.{it}" for it in ("leads", "points_pay"))},
        "return": "return",
        "contribution.year": "contribution",
        "contribution.share": "contribution.share",
    },
}
"""By section, where a figure stands in the total, and its path."""

_MONTHS = {
    "funnel": (),
    "capacity": ("ramped_reps", "capacity"),
    "budget": ("total", "recurring", "one_off"),
}


def total_data(key: str, outcome: Outcome) -> dict[str, Any]:
    """The total of a section; nothing where the company states the section itself, as its figures
    are then its own.
    """
    if key not in outcome.work.found.get("segment_totals", ()):
        return {}
    data: dict[str, Any] = {}
    for place, path in FIGURES[key].items():
        text = text_of(outcome, path)
        if text is not None:
            above, _, last = place.rpartition(".")
            (data.setdefault(above, {}) if above else data)[last] = text
    if _MONTHS[key]:
        data["months"] = [
            {"month": str(month)}
            | {name: text_of(outcome, f"{key}.months.{month}.{name}") for name in _MONTHS[key]}
            for month in outcome.plan.year.months
        ]
    if key == "budget":
        data["owners"] = [
            ({"owner": owner} if owner else {})
            | {name: text_of(outcome, f"{stem}.{name}") for name in _MONTHS[key]}
            for owner, stem in owners_of(outcome)
        ]
    return {"total": data}


def text_of(outcome: Outcome, path: str) -> str | None:
    """A figure as JSON has it; None where there is none."""
    figure, unit = outcome.figure(path), outcome.unit(path)
    if figure is None:
        return None
    if unit is Unit.money:
        return plain_amount(figure, outcome.plan.phasing.rounding)
    return (plain_count if unit is Unit.count else plain_share)(figure)

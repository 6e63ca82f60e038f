"""What a company's segments come to together, in JSON: every number is a figure of the company."""

from __future__ import annotations

from typing import Any

from revplan.engine.outcome import Outcome
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.sections.segment_totals import MADE_AGAIN, SUMS
from revplan.views.budget.flat import ECONOMICS
from revplan.views.company.tables import TERRITORY, owners_of, territories_of

_BESIDE = {
    "funnel": ("funnel.leads_a_rep_a_week",),
    "capacity": (),
    "budget": ECONOMICS,
}
"""The figures that are told beside those that are added up, by section."""

_PLACES = {
    "capacity.over_assignment_of_plan": "over_assignment.of_plan",
    "capacity.over_assignment_of_capacity": "over_assignment.of_capacity",
    "contribution": "contribution.year",
}
"""Where a figure stands, if not where its path says."""

FIGURES = {
    key: {
        _PLACES.get(path, path.removeprefix(f"{key}.")): path
        for path in (*paths, *MADE_AGAIN[key], *_BESIDE[key])
    }
    for key, paths in SUMS.items()
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
        contributed = outcome.months_of("contribution")
        if contributed:
            data["contribution"]["months"] = [
                {"month": month, "contribution": text_of(outcome, path)}
                for month, path in contributed.items()
            ]
        data["owners"] = [
            ({"owner": owner} if owner else {}) | _told(outcome, stem, *_MONTHS[key], "last_year")
            for owner, stem in owners_of(outcome)
        ]
    if key == "capacity":
        data["territories"] = [
            {"territory": name} | _told(outcome, stem, *TERRITORY)
            for name, stem in territories_of(outcome)
        ]
    return {"total": data}


def _told(outcome: Outcome, stem: str, *names: str) -> dict[str, str]:
    """The figures of these names below a path, as far as there are any."""
    found = {name: text_of(outcome, f"{stem}.{name}") for name in names}
    return {name: text for name, text in found.items() if text is not None}


def text_of(outcome: Outcome, path: str) -> str | None:
    """A figure as JSON has it; None where there is none."""
    figure, unit = outcome.figure(path), outcome.unit(path)
    if figure is None:
        return None
    if unit is Unit.money:
        return plain_amount(figure, outcome.plan.phasing.rounding)
    return (plain_count if unit is Unit.count else plain_share)(figure)

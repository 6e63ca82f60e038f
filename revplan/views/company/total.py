"""What a company's segments come to together, in JSON: every number is a figure of the company."""

from __future__ import annotations

from typing import Any

from revplan.engine.outcome import Outcome
from revplan.sections.segment_totals import MADE_AGAIN, SUMS
from revplan.views.budget.flat import ECONOMICS
from revplan.views.company.tables import TERRITORY, owners_of, territories_of
from revplan.views.figure_json import quarters_data, text_of, texts_below

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
        paths = {name: f"{key}.quarters.{{}}.{name}" for name in _MONTHS[key]}
        data["quarters"] = quarters_data(outcome, paths)
    if key == "budget":
        contributed = outcome.months_of("contribution")
        if contributed:
            data["contribution"]["months"] = [
                {"month": month, "contribution": text_of(outcome, path)}
                for month, path in contributed.items()
            ]
            paths = {"contribution": "quarters.{}.contribution"}
            data["contribution"]["quarters"] = quarters_data(outcome, paths)
        data["owners"] = [
            ({"owner": owner} if owner else {})
            | texts_below(outcome, stem, (*_MONTHS[key], "last_year"))
            for owner, stem in owners_of(outcome)
        ]
    if key == "capacity":
        data["territories"] = [
            {"territory": name} | texts_below(outcome, stem, TERRITORY)
            for name, stem in territories_of(outcome)
        ]
    return {"total": data}

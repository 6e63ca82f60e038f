"""Goals by their date: what the plan has by then, and whether that keeps the goal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from revplan.engine.outcome import Outcome
from revplan.model import catalogue
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.studies.metrics import Metric, Metrics, goal_value

if TYPE_CHECKING:
    from revplan.sections.strategy import Goal

_COSTS = (
    *("churn", "contraction", "losses", "churned", "contracted", "replacement", "churn_point"),
    *("budget", "cac", "payback_months", "late_start_cost"),
)
"""How the paths of losses and costs begin: the less of them, the better."""

_COSTS_END = ("attrition", "short", "days", "days_to_signing", "churn", "budget")
"""And how others end."""

_AT_A_DATE = ("ramped_reps",)
"""Counts by month that are not added up."""


def dated(metrics: Metrics, goal: Goal) -> Metric | None:
    """What the plan has of a goal's metric by the goal's date.

    Of a figure that has months, what they come to until the end of that month, or its state then
    (closing ARR, ramped reps); of every other number the number itself. None where the metric names
    none, or several.
    """
    path, by, year = goal.metric or "", goal.by, metrics.outcome.plan.year
    whole = metrics.at(path)
    if by is None or not year.first <= by <= year.last:
        by = year.last
    if "months" in path.split(".") or (whole is not None and (whole.stated or by == year.last)):
        return whole
    months = {month: it for month, it in _months(metrics.outcome, path).items() if month <= str(by)}
    if not months:
        return whole
    with exactly():
        values = tuple(months.values())
        value = values[-1] if _is_state(metrics.outcome, path) else sum(values, ZERO)
    return metrics.derived(path, value)


_MOST_OFF = Decimal("0.15")
"""How much of itself a goal leaves open at most, however few digits it is written in."""


def at_most(goal: Goal) -> bool:
    """Whether a goal is kept by less: where it says so, and where it is about losses or costs."""
    if goal.direction is not None:
        return goal.direction == "at_most"
    steps = [it for it in (goal.metric or "").split(".") if it != "local"]
    first, *more = steps[2:] if steps[0] == "segments" and len(steps) > 2 else steps
    begins = first in _COSTS and more[:1] != ["contribution"]
    return begins or steps[-1] in _COSTS_END


def keeps_goal(goal: Goal, meant: Metric) -> bool:
    """Whether the plan gives what a goal says, or better, to the last digit that it is written in,
    and no further off than 15% of it: 1.5M is no 2M.

    Raises Refused where the goal's value is not a number, or none of the metric's kind.
    """
    with exactly():
        value, half = goal_value(goal.value or "", meant)
        better = value - meant.value if at_most(goal) else meant.value - value
        return bool(better >= -min(half, abs(value) * _MOST_OFF))


def _months(outcome: Outcome, path: str) -> dict[str, Number]:
    """The months of a figure, in order; none where it has none."""
    for line in outcome.lines:
        if line.path == path and line.months:
            return {str(it): x for it, x in zip(outcome.plan.year.months, line.months, strict=True)}
    found = outcome.months_of(_by_month(outcome, path))
    return {month: outcome.figure(it) or ZERO for month, it in found.items()}


def _by_month(outcome: Outcome, path: str) -> str:
    """What a figure is called by month, where that is another word than of the year."""
    funnel = outcome.plan.funnel
    if path == "funnel.leads" and funnel is not None:
        return f"funnel.{next(iter(funnel.stages))}"
    return "capacity.capacity" if path == "capacity.year" else path


def _is_state(outcome: Outcome, path: str) -> bool:
    """Whether a figure is what is there at a time, and not what comes through it."""
    entry = catalogue.entry_of(path)
    return (
        (entry is not None and outcome.plan.basis in entry.stands)
        or path.rpartition(".")[2] in _AT_A_DATE
        or outcome.unit(path) in (Unit.rate, Unit.multiple)
    )

"""Goals by their date: what the plan has by then, and whether that keeps the goal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from revplan.engine.outcome import Outcome
from revplan.model import catalogue
from revplan.model.shape import section_at
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.figure import Unit, is_standing, period_of
from revplan.studies.by_month import by_month
from revplan.studies.metrics import Metric, Metrics, goal_value

if TYPE_CHECKING:
    from revplan.sections.strategy import Goal

_COSTS = (
    *("churn", "contraction", "losses", "churned", "contracted", "replacement", "churn_point"),
    *("budget", "cac", "payback_months", "late_start_cost", "capacity.hires"),
)
"""How the paths of losses and costs begin: the less of them, the better."""

_COSTS_END = (
    *("attrition", "days", "days_to_signing", "follow_up_hours", "churn", "budget"),
    *("short", "leads_short", "too_late", "leads_too_late", "waiting"),
)
"""And how those of others end: of what is missing or late, too."""


def metric_by_date(metrics: Metrics, goal: Goal) -> Metric | None:
    """What the plan has of a goal's metric by the goal's date.

    Of a figure that has months, and of leads that are stated by month, what they come to until the
    end of that month, or its state then (closing ARR, ramped reps); of every other number that
    number. None where the metric names none, or several.
    """
    path, by, year = goal.metric or "", goal.by, metrics.outcome.plan.year
    whole = metrics.at(path)
    if by is None or not year.first <= by <= year.last:
        by = year.last
    if period_of(path) or (whole is not None and by == year.last):
        return whole
    months = by_month(metrics.outcome, path)
    if not months:
        return whole
    months = {month: it for month, it in months.items() if month <= str(by)}
    with exactly():
        values = tuple(months.values()) or (ZERO,)
        value = values[-1] if _is_state(metrics.outcome, path) else sum(values, ZERO)
    return metrics.derived(path, value)._replace(stated=whole is not None and whole.stated)


_MOST_OFF = Decimal("0.15")
"""How much of itself a goal leaves open at most, however few digits it is written in."""


def at_most(goal: Goal) -> bool:
    """Whether a goal is kept by less: where it says so, else where it is about losses or costs, or
    about what is missing or late.
    """
    if goal.direction is not None:
        return goal.direction == "at_most"
    path = catalogue.inner_path(goal.metric or "")
    begins = any(path == it or path.startswith(f"{it}.") for it in _COSTS)
    *above, last = path.split(".")
    named = section_at((*above, last)) is not None  # a source or a line, whatever it is called
    return begins or (last in _COSTS_END and not named)


def keeps_goal(goal: Goal, meant: Metric) -> bool:
    """Whether the plan gives what a goal says, or better, to half of the last digit that it is
    written in, and no further off than 15% of it: 1.7M keeps a goal of 2M, 1.6M does not.

    Raises Refused where the goal's value is not a number, or none of the metric's kind, or has two
    readings.
    """
    with exactly():
        value, half = goal_value(goal.value or "", meant)
        better = value - meant.value if at_most(goal) else meant.value - value
        return bool(better >= -min(half, abs(value) * _MOST_OFF))


def _is_state(outcome: Outcome, path: str) -> bool:
    """Whether a figure is what is there at a time, and not what comes through it."""
    entry = catalogue.entry_of(path)
    return (
        (entry is not None and outcome.plan.basis in entry.stands)
        or is_standing(path)
        or outcome.unit(path) in (Unit.rate, Unit.multiple)
    )

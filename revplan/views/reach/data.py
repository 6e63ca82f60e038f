"""What is within reach, in JSON."""

from __future__ import annotations

from functools import partial
from typing import Any

from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import plain_amount
from revplan.sections.reach import Reach
from revplan.views.figure_json import quarters_data, texts_below


def data_of(outcome: Outcome) -> dict[str, Any]:
    """What is within reach for JSON; leads, or reps, are absent where the plan has none."""
    found: Reach = outcome.work.found["reach"]
    closed, money = found.closed, partial(plain_amount, quantum=outcome.plan.phasing.rounding)
    columns = {
        name: brought
        for name, brought in (
            ("by_leads", closed.by_leads),
            ("by_reps", closed.by_reps),
            ("bookings", closed.bookings),
        )
        if brought is not None
    }
    with exactly():
        data: dict[str, Any] = {name: money(it.year) for name, it in columns.items()}
        data |= {
            "new_business": money(closed.new_business),
            "total": money(found.total),
            "short": money(found.short),
        }
        if found.held_by is not None:
            data["held_by"] = found.held_by
        data["months"] = [
            {"month": str(month)}
            | {name: money(it.months[i]) for name, it in columns.items()}
            | texts_below(outcome, f"reach.months.{month}", ("waiting",))
            for i, month in enumerate(outcome.plan.year.months)
        ]
        paths = {name: f"reach.quarters.{{}}.{name}" for name in columns}
        data["quarters"] = quarters_data(outcome, paths)
    return data

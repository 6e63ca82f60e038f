"""What `gap` tells machines of one plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from revplan.ground.table import plain_amount, plain_share
from revplan.outcome import MEASURES, Outcome
from revplan.studies.readings import Reading


def gap_data(
    outcome: Outcome, file: str, found: list[Reading] | None, sets: Sequence[str] = ()
) -> dict[str, Any]:
    """The answer as machines read it; what was tried stands beside the plan, under `set`."""
    quantum, year = outcome.plan.phasing.rounding, outcome.plan.year
    months, quarterly = [str(month) for month in year.months], outcome.quarterly
    data: dict[str, Any] = {
        "plan": plan_data(outcome, file) | ({"set": list(sets)} if sets else {}),
        "bridge": bridge_data(outcome),
        "lines": [
            {
                "path": line.path,
                "label": line.label,
                "amount": plain_amount(line.amount, quantum),
            }
            for line in outcome.lines
        ],
        "months": [
            {"month": month}
            | {key: plain_amount(of[i], quantum) for key, of in outcome.monthly.items()}
            for i, month in enumerate(months)
        ],
        "quarters": [
            {"quarter": f"Q{i + 1}", "months": months[3 * i : 3 * i + 3]}
            | {key: plain_amount(of[i], quantum) for key, of in quarterly.items()}
            for i in range(4)
        ],
    }
    if found is not None:
        data["readings"] = [
            {"id": it.id, "label": it.label, "required": plain_amount(it.required, quantum)}
            for it in found
        ]
    return data


def plan_data(outcome: Outcome, file: str) -> dict[str, Any]:
    """Which plan it is."""
    plan = outcome.plan
    return {
        "file": file,
        "name": plan.name,
        "fiscal_year": plan.fiscal_year,
        "starts": str(plan.year.first),
        "currency": plan.currency,
        "basis": plan.basis,
        "rounding": f"{plan.phasing.rounding:f}",
    }


def bridge_data(outcome: Outcome) -> dict[str, str]:
    """The bridge as machines read it; what the plan's basis has not is absent."""
    quantum = outcome.plan.phasing.rounding
    data = {}
    for name in MEASURES:
        figure = getattr(outcome.bridge, name, None)
        if figure is not None:
            share = name in ("grr", "nrr")
            data[name] = plain_share(figure) if share else plain_amount(figure, quantum)
    return data

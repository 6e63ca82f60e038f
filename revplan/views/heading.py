"""Which plan an answer is about: the line above it, and its part in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from revplan.base.words import escape
from revplan.engine.outcome import Outcome


def title(outcome: Outcome, sets: Sequence[str] = ()) -> str:
    """The line above everything: company, year, basis, currency and months; what was tried."""
    plan = outcome.plan
    year = str(plan.fiscal_year)
    name = plan.name if plan.name.endswith(year) else f"{plan.name} {year}"
    tried = [f"with {', '.join(escape(option) for option in sets)}"] if sets else []
    return " · ".join((escape(name), plan.basis, plan.currency, str(plan.year), *tried))


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

"""What `onboarding` tells machines."""

from typing import Any

from revplan.engine.outcome import Outcome
from revplan.numbers.write import plain_amount


def data_of(outcome: Outcome) -> dict[str, Any]:
    """The cost, and its months."""
    found, step = outcome.work.found["onboarding"], outcome.plan.phasing.rounding
    months = zip(outcome.plan.year.months, found.months, strict=True)
    return {
        "cost": plain_amount(found.cost, step),
        "months": [{"month": str(it), "cost": plain_amount(x, step)} for it, x in months],
    }

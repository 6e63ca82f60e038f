"""Other values in a plan: put among its texts, and validated like a file's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.model.places import NoSuchPlace, put
from revplan.model.plan import Plan
from revplan.reading.validate import validate


def replace(plan: Plan, given: Mapping[Path, Any]) -> tuple[Plan | None, list[Problem]]:
    """The plan with other values in the places named, read and checked like a file's.

    A place holds what a file would hold there; naming one key of an exclusive set removes the
    others. A place that the plan does not have is a problem as well.
    """
    try:
        raw = put(plan.export(), given)
    except NoSuchPlace as error:
        return None, [Problem("RP104", error.why, "name a key of the plan", path=error.path)]
    return validate(raw)

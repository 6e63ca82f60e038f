"""Problems counted in words."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.problem import Problem, Severity
from revplan.base.words import number_of


def tally(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and infos, in words; empty when there are none."""
    counts = (
        (sum(problem.severity is severity for problem in problems), severity.name)
        for severity in sorted(Severity, reverse=True)
    )
    return ", ".join(number_of(count, name) for count, name in counts if count)

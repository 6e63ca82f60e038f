"""Which parts of a plan bear on a measure: the sections beyond the bridge are read by few figures.

The bridge and the months read none of them. What does not bear on a measure moves it by nothing,
and need be worked out in no combination of changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from revplan.ground.problem import Path
from revplan.plan import BEYOND_THE_BRIDGE, Plan
from revplan.studies.difference import Change

_ECONOMICS = ("funnel", "budget", "unit_economics")
_READ = {
    "funnel": ("funnel",),
    "capacity": ("capacity",),
    "budget": ("budget",),
    "cac": _ECONOMICS,
    "payback_months": _ECONOMICS,
    "spend_multiple": _ECONOMICS,
    "spend_multiple_asks_for": _ECONOMICS,
    "churn_point": _ECONOMICS,
    "return": _ECONOMICS,
}


def read_by(measure: str) -> tuple[str, ...]:
    """The sections beyond the bridge that a figure is made of.

    >>> read_by("funnel.leads"), read_by("months.2027-03.new_business")
    (('funnel',), ())
    """
    return _READ.get(str(within(tuple(measure.split(".")))[0]), ())


def within(path: Path) -> Path:
    """A path within the segment that it leads into.

    >>> within(("segments", "emea", "funnel", "leads"))
    ('funnel', 'leads')
    """
    while path[0] == "segments" and len(path) > 2:
        path = path[2:]
    return path


def bears(change: Change, measure: str) -> bool:
    """Whether a change can move a measure."""
    section = within(change.path)[0]
    return section not in BEYOND_THE_BRIDGE or section in read_by(measure)


def bare(plan: Plan, measure: str) -> Plan:
    """The plan without the sections that do not bear on a measure."""
    without = [key for key in BEYOND_THE_BRIDGE if key not in read_by(measure)]
    return plan.model_copy(update={key: Plan.model_fields[key].get_default() for key in without})


def seen_by(changes: Iterable[Change], measure: str) -> list[Change]:
    """The changes as a measure sees them: who owns a source, and who committed to new business,
    make no other figure than what an owner agrees to bring.
    """
    agreed = measure.startswith("funnel.agreements.")
    return [replace(it, aside=False) if agreed and _agreed(it) else it for it in changes]


def _agreed(change: Change) -> bool:
    """Whether an agreement is made of what changed."""
    path = change.path
    if path[:2] == ("funnel", "sources"):
        return path[3:] == ("owner",)
    return path[0] == "commitments" and path[2:] in ((), ("new_business",))

"""A plan before any rounding, for rules that judge what rounding alone may decide."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from revplan.base.problem import CannotWorkOut
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import lay_out, year_of
from revplan.engine.year import Year
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.numbers.number import Months

_FINEST = Decimal("1e-50")

DUST = Decimal("1e-40")
"""Below it lies what quotients that have no end, told to _FINEST, do not add up to."""


class Exact(NamedTuple):
    """The figures of the year, and the months by quantity, before any rounding."""

    year: Year
    months: dict[str, Months]


_BROUGHT: dict[str, dict[str, Any]] = {key: {} for key in LINE_SECTIONS if key != "losses"}


def without_rounding(outcome: Outcome, *, lines: bool) -> Exact:
    """The plan worked out without its rounding; called where decimals are exact.

    Without `lines` those that bring something are left out under basis revenue, where they move no
    month's base. As it is told where the plan has no answer then: a loss that rounds to nothing may
    fall in no month.
    """
    plan = _without_rounding(outcome.plan, lines)
    try:
        year = year_of(plan)
        return Exact(year, lay_out(plan, year).months)
    except (CannotWorkOut, InvalidOperation):
        return Exact(outcome.year, outcome.monthly)


def _without_rounding(plan: Plan, lines: bool) -> Plan:
    segments = {name: _without_rounding(segment, lines) for name, segment in plan.below.items()}
    phasing = plan.phasing.model_copy(update={"rounding": _FINEST})
    others = {} if lines or plan.basis == "arr" else _BROUGHT
    return plan.model_copy(update={"phasing": phasing, "segments": segments, **others})


def rounded_at_most(outcome: Outcome) -> Decimal:
    """More than rounding can move a month, or a closing [currency].

    A base, a loss and a line are each rounded as they are first used, by at most one step in
    all, and once more as they are laid over months, by at most one; growth multiplies what the
    prior year was rounded by.
    """
    growth = outcome.plan.target.growth
    times = Decimal(0) if growth is None else abs(growth.value)
    return (3 * (len(outcome.lines) + 3) + times) * outcome.plan.q.quantum

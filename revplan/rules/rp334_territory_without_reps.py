"""A territory that nobody works, or reps in one that nobody described.

What it checks
  Where `strategy.territories` is stated and reps are counted, every territory of it has reps, and
  every `territory` of a group of reps is one of it. A company's segments' reps count as well.

Why it matters
  A territory is a promise of accounts to somebody. One without reps brings nothing, whatever the
  plan says of it; reps in one that nobody described work accounts that two others work as well.
  Mostly it is one territory under two names, and its quota falls between them.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      attrition: 10%
      reps:
        west: {count: 8, starts: 2025-09, territory: West}
    strategy:
      territories: {West: "California to Washington.", East: "Maine to Florida."}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    capacity:
      productivity: 1.2M
      attrition: 10%
      reps:
        west: {count: 6, starts: 2025-09, territory: West}
        east: {count: 2, starts: 2026-03, territory: East}
    strategy:
      territories: {West: "California to Washington.", East: "Maine to Florida."}

How to waive
    waivers:
      - {rule: RP334, because: "the East is worked by a partner, who has no reps of ours"}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.near_words import closest, did_you_mean
from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, quote
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan

if TYPE_CHECKING:
    from revplan.sections.capacity import RepGroup

CODE = "RP334"
NAME = "territory-without-reps"
SEVERITIES = (Severity.warning,)
ABOUT = "strategy"


class _Group(NamedTuple):
    """A group of reps, and where it stands; `own` says that the plan itself states it."""

    path: Path
    group: RepGroup
    own: bool = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """Territories without reps, and reps of a territory that is not described."""
    strategy = outcome.plan.strategy
    groups = list(_groups(outcome.plan))
    if strategy is None or not strategy.territories or not groups:
        return
    described = strategy.territories
    worked = {it.group.territory for it in groups if it.group.count.value}
    for name in described:
        if name not in worked:
            meant = closest(name, sorted({it for it in worked if it and it not in described}))
            yield Problem(
                CODE,
                f"the territory {escape(name)} has no reps",
                f"is it {quote(meant)} of capacity.reps? Give both one name"
                if meant
                else "give it reps under capacity.reps, or leave it out of strategy.territories",
                Severity.warning,
                ("strategy", "territories", name),
                on_key=True,
            )
    for it in groups:
        name = it.group.territory or ""
        if it.own and name and name not in described:
            meant = closest(name, list(described))
            yield Problem(
                CODE,
                f"strategy.territories does not describe {escape(name)}, which reps work",
                did_you_mean(meant) if meant else f"add it there: {escape(name)}: who buys in it",
                Severity.warning,
                (*it.path, "territory"),
            )


def _groups(plan: Plan) -> Iterator[_Group]:
    """The groups of reps of a plan, and those of its segments; theirs are described in either."""
    if plan.capacity is not None:
        for name, group in plan.capacity.reps.items():
            yield _Group(("capacity", "reps", name), group)
    for name, segment in plan.segments.items():
        apart = segment.strategy is not None and segment.strategy.territories
        for it in _groups(segment):
            yield _Group(("segments", name, *it.path), it.group, it.own and not apart)

"""An initiative begins after the numbers that it is to make possible.

What it checks
  An initiative that begins (`starts`) after the plan's first month supports no number that the
  first quarter counts on: a rate, a count or a price of the whole year; a line, an item of the
  budget, reps or a territory that is there by then; a figure of the quarter, of a month of it, or
  of the year where some of it falls into the quarter. New business, bookings, deals and commitments
  to them are left out where the year starts late, and so is a figure of the year that has no months
  under any name, such as NRR or CAC.

Why it matters
  The plan counts on 33% of the trials from January; the trials with an engineer begin in April.
  The first quarter is then planned with a number that nothing has made possible yet, and the year
  is behind before the work has begun.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 20%, last_year: 30%}
    strategy:
      initiatives:
        renewal_calls:
          owner: customer_success
          starts: 2027-04
          supports: [churn.rate]
          tasks:
            - {do: "Call everyone whose contract ends in ninety days.", every: week}
            - {do: "Report who left, and why.", every: month}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 20%, last_year: 30%}
    strategy:
      initiatives:
        renewal_calls:
          owner: customer_success
          starts: 2026-10
          supports: [churn.rate]
          tasks:
            - {do: "Call everyone whose contract ends in ninety days.", every: week}
            - {do: "Report who left, and why.", every: month}

How to waive
    waivers:
      - {rule: RP353, because: "no contract ends before June"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.base.year import Month
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS, inner_path
from revplan.model.plan import Plan
from revplan.numbers.figure import period_of
from revplan.sections.churn import LOSSES
from revplan.studies.by_month import by_month
from revplan.studies.metrics import Metrics

CODE = "RP353"
NAME = "initiative-late"
SEVERITIES = (Severity.warning,)
ABOUT = "strategy"

_HELD_BACK = ("new_business", "bookings", "gap", "funnel.deals")
"""What a late start takes out of the first quarter."""

_NAMING_REPS = ("reps", "groups", "quotas", "territories")
"""What stands under `capacity` by the name of a group of reps, or of a territory."""

_VALUE = dict.fromkeys(("short", "to_spare", "leads_short", "leads_to_spare"), "in_time")
_REACHED = ("total", "new_business", "short")
_OF_REPS = ("short", "to_spare", "quotas_total", "quotas_wanted")
_BY_MONTH = {
    "gap": "new_business",
    "funnel.deals": "bookings",
    **{f"reach.{it}": "reach.bookings" for it in _REACHED},
    **{f"capacity.{it}": "capacity.year" for it in _OF_REPS},
}
"""Figures of the year that are counted on when those are that have months."""


def check(outcome: Outcome) -> Iterator[Problem]:
    """Initiatives that begin after what they support, a finding each."""
    strategy, first = outcome.plan.strategy, outcome.plan.year.first
    for name, initiative in strategy.initiatives.items() if strategy is not None else ():
        if initiative.starts is None or initiative.starts <= first:
            continue
        metrics = Metrics(outcome)
        known = (path for path in initiative.supports if metrics.knows(path))
        early = next((path for path in known if _in_first_quarter(outcome, path)), None)
        if early is not None:
            yield Problem(
                CODE,
                f"{escape(name)} begins in {initiative.starts}, and the first quarter counts on "
                f"{escape(early)}, which it supports",
                f"begin by {first}, or plan {escape(early)} without it until then",
                Severity.warning,
                ("strategy", "initiatives", name, "starts"),
            )


def _in_first_quarter(outcome: Outcome, path: str) -> bool:
    """Whether the first quarter counts on what a path names."""
    segment, rest = outcome.segment(path)
    if segment is not None:
        return _in_first_quarter(segment.own, rest.removeprefix("local."))
    plan, third = outcome.plan, outcome.plan.year.first.plus(2)
    key, *below = inner_path(path.partition("[")[0]).split(".")
    if plan.phasing.late_start and _held_back(plan, key, below):
        return False
    period, place = period_of(path), re.search(r"\[(\d+)\]$", path)
    if period:
        return (period == "Q1" or period <= str(third)) and bool(outcome.figure(path))
    if key in ("months", "quarters") and below:
        return below[0] == "Q1" or below[0] <= str(third)
    if place is not None and key != "capacity":
        return int(place[1]) <= 3
    if key in LOSSES:
        return any(outcome.monthly[LOSSES[key]][:3])
    if key in LINE_SECTIONS:
        named = ".".join((key, *below[:1]))
        lines = [it for it in outcome.lines if f"{inner_path(it.path)}.".startswith(f"{named}.")]
        return any(any(line.months[:3]) for line in lines)
    begins = [*_begins(plan, key, below)]
    if begins:
        return min(begins) <= third
    return _told_by_month(outcome, path, _by_month(path), third)


def _held_back(plan: Plan, key: str, below: Sequence[str]) -> bool:
    """Whether a late start takes all that a path names out of the first quarter."""
    if key == "commitments" and below:
        promised = plan.commitments.get(below[0])
        stated = promised.model_fields_set if promised is not None else ()
        return {*below[1:], *(() if below[1:] else stated)} <= {*_HELD_BACK}
    return key in _HELD_BACK or ".".join((key, *below)) in _HELD_BACK


def _begins(plan: Plan, key: str, below: Sequence[str]) -> Iterator[Month]:
    """When reps are there whom a path names, alone, or as those of a group or a territory; and when
    an item of the budget falls due.
    """
    kind, name = (*below, "", "")[:2]
    if key == "capacity" and plan.capacity is not None:
        for group, reps in plan.capacity.reps.items():
            named = reps.territory if kind == "territories" else group
            if kind in _NAMING_REPS and named == name:
                yield reps.starts
    if key == "budget":
        item = plan.budget.get(kind) or plan.budget.get(name if kind == "items" else "")
        if item is not None:
            yield item.month or plan.year.first


def _by_month(path: str) -> str:
    """The figure whose months tell when a figure of the year is counted on that has none."""
    above, _, last = path.rpartition(".")
    if above == "funnel.lead_value":
        return f"{above}.{_VALUE.get(last, last.removeprefix('leads_'))}"
    if above == "funnel.sources":
        return f"{path}.leads"
    if above.startswith("funnel.sources.") and last in ("planned_value", "in_time", "won"):
        return f"{above}.leads"
    return _BY_MONTH.get(path, path)


def _told_by_month(outcome: Outcome, path: str, told: str, third: Month) -> bool:
    """Whether something of a figure falls into the months until the third; what is stated, and not
    by month, is counted on from the first.
    """
    months = by_month(outcome, told)
    if months:
        return any(amount for month, amount in months.items() if month <= str(third))
    if outcome.figure(told) is None:
        return True
    summed = (it.own for it in outcome.segments if it.own.figure(path) is not None)
    return any(_in_first_quarter(it, path) for it in summed)

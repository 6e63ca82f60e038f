"""An initiative begins after the numbers that it is to make possible.

What it checks
  An initiative that begins (`starts`) after the plan's first month supports no number that the
  first quarter counts on: a rate, a count or a price of the whole year, a line or reps who are
  there by then, a month of it. New business is left out where the year starts late, and so is a
  figure of the year that has no months.

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
from revplan.model.catalogue import LINE_SECTIONS
from revplan.numbers.number import Number
from revplan.studies.metrics import Metrics

CODE = "RP353"
NAME = "initiative-late"
SEVERITIES = (Severity.warning,)
ABOUT = "strategy"

_HELD_BACK = ("new_business", "bookings", "gap")
"""What a late start takes out of the first quarter."""

_LOSSES = {"churn": "churned", "contraction": "contracted"}


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
    plan, (key, *below) = outcome.plan, path.partition("[")[0].split(".")
    third = plan.year.first.plus(2)
    named = [Month(int(it[1]), int(it[2])) for it in re.finditer(r"(\d{4})-(\d\d)", path)]
    place = re.search(r"\[(\d+)\]$", path)
    if named or (place is not None and key != "capacity"):
        return any(month <= third for month in named) or (place is not None and int(place[1]) <= 3)
    if key in _HELD_BACK and plan.phasing.late_start:
        return False
    if key in _LOSSES:
        return any(outcome.monthly[_LOSSES[key]][:3])
    if key in LINE_SECTIONS:
        lines = [it for it in outcome.lines if not below or it.path == f"{key}.{below[0]}"]
        return any(any(line.months[:3]) for line in lines)
    if key == "capacity" and below[:1] == ["reps"] and len(below) > 1 and plan.capacity is not None:
        return plan.capacity.reps[below[1]].starts <= third
    if key == "budget" and below and below[0] in plan.budget:
        due = plan.budget[below[0]].month
        return due is None or due <= third
    if outcome.figure(path) is None:
        return True
    return any(_figures(outcome, list(outcome.months_of(path).values())[:3]))


def _figures(outcome: Outcome, paths: Sequence[str]) -> Iterator[Number]:
    return (outcome.figure(path) or 0 for path in paths)

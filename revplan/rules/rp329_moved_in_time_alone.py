"""A line begins in another month, and its amount is what it was.

What it checks
  With `check --against`, and the base a plan of the same year: a line that begins in another month
  than in the base, and states the same `amount`. A line without `starts` begins with the year.
  Lines that state a rate, or what a month brings, follow their start by themselves.

Why it matters
  An amount is what a line brings within this year, whenever it begins. A launch that slips from
  April to October and still brings its 1.2 million brings twice as much in each month that is left:
  whoever moved the date meant, more likely, that some of the amount is lost.

Base
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_streams:
      repairs: {amount: 900k, starts: 2027-04}

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_streams:
      repairs: {amount: 900k, starts: 2027-10}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_streams:
      repairs: {amount: 700k, starts: 2027-10}

How to waive
    waivers:
      - {rule: RP329, because: "the contract is signed for the year, whenever it begins"}
"""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.numbers.limit import Limit
from revplan.numbers.write import amount_text
from revplan.rules import Base

CODE = "RP329"
NAME = "moved-in-time-alone"
SEVERITIES = (Severity.info,)
ABOUT = "changes"


def check(outcome: Outcome, base: Base, limit: Limit | None) -> Iterator[Problem]:
    """Lines of the plan, and of its segments, that moved in time alone."""
    if base.plan is not None and base.plan.year.first == outcome.plan.year.first:
        yield from _of(outcome.plan, base.plan, ())


def _of(plan: Plan, base: Plan, above: Path) -> Iterator[Problem]:
    for section in LINE_SECTIONS:
        lines, before = getattr(plan, section), getattr(base, section)
        for name, line in lines.items():
            was = before.get(name)
            if was is None or line.amount is None or was.amount is None:
                continue
            began, begins = was.starts or base.year.first, line.starts or plan.year.first
            if begins != began and line.amount.value == was.amount.value:
                path = (*above, section, name)
                yield Problem(
                    CODE,
                    f"{path_text(path)} begins in {begins} instead of {began} and still "
                    f"brings {amount_text(line.amount.value)}",
                    "an amount is what this year brings, whenever it starts: say what is left of "
                    "it, or write what a month brings (monthly)",
                    Severity.info,
                    (*path, "starts") if line.starts is not None else path,
                )
    for name, segment in plan.segments.items():
        if name in base.segments:
            yield from _of(segment, base.segments[name], (*above, "segments", name))

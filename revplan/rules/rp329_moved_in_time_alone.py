"""A line begins in another month, and its amount is what it was.

What it checks
  With `check --against`, and the base a plan of the same year: a line that begins in another month
  than in the base, and brings, or takes, the same `amount` times its `confidence`, above zero. A
  line begins in its `month`, else with `starts`, else with the year; where its season has nothing
  in that month it is left out. Lines that state a rate, or what a month brings, follow their start
  by themselves.

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
from decimal import Decimal

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem, Severity
from revplan.base.year import Month
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.limit import Limit
from revplan.numbers.write import amount_text
from revplan.rules import Base
from revplan.sections.lines import Line
from revplan.sections.phasing import season
from revplan.sections.prior_year import months_of

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
        before = getattr(base, section)
        for name, line in getattr(plan, section).items():
            was = before.get(name)
            if was is not None:
                yield from _moved((plan, line), (base, was), (*above, section, name))
    for name, segment in plan.segments.items():
        if name in base.segments:
            yield from _of(segment, base.segments[name], (*above, "segments", name))


def _moved(now: tuple[Plan, Line], was: tuple[Plan, Line], path: Path) -> Iterator[Problem]:
    """What is said of a line, each side with its plan."""
    begins, began, amount = _begins(*now), _begins(*was), _counted_on(now[1])
    if None in (begins, began) or begins == began or not amount or amount != _counted_on(was[1]):
        return
    takes = LINE_SECTIONS.get(str(path[-2])) == "churned"
    verb, rest = ("takes", "what it still takes") if takes else ("brings", "what is left of it")
    key = next((key for key in ("month", "starts") if getattr(now[1], key) is not None), None)
    yield Problem(
        CODE,
        f"{path_text(path)} begins in {begins} instead of {began} and still {verb} "
        f"{amount_text(amount)}",
        f"an amount is what this year {verb}, whenever it starts: say {rest}, or write what a "
        f"month {verb} (monthly)",
        Severity.info,
        path if key is None else (*path, key),
    )


def _begins(plan: Plan, line: Line) -> Month | None:
    """The month in which a line begins; None where its season has nothing there."""
    if line.month is not None:
        return line.month
    first = line.starts or plan.year.first
    last_year = months_of(plan.prior_year) if plan.prior_year is not None else ()
    weights = season(line.seasonality or plan.phasing.seasonality, plan.year, last_year or None)
    return first if weights[plan.year.place(first)] else None


def _counted_on(line: Line) -> Decimal | None:
    """What a line is counted on to bring, or take, within the year [currency]; None where it states
    no amount.
    """
    if line.amount is None:
        return None
    sure = Decimal(1) if line.confidence is None else line.confidence.value
    with exactly():
        counted: Decimal = line.amount.value * sure
    return counted

"""A goal that nobody can miss.

What it checks
  A goal under `strategy` names what it is measured by, the value, the month of the plan year and
  its owner. Its metric is a number or a figure of the plan by its path, and the plan has that
  value or a better one, to the last digit in which the goal is written, and no further off than
  15%: 7.2M means 7.15M at least, 27% of churn 27.5% at most, 2M 1.7M. More is better, but of
  losses, days, CAC, payback and what costs; `direction: at_least` or `at_most` says otherwise. A
  figure that has months is compared by the goal's date: what it comes to by then, or stands at
  (closing ARR, ramped reps). More than five goals are an info. What an initiative supports or a
  risk threatens is a path of the plan as well.

Why it matters
  "Improve retention" is reached every year. Worse is the goal that the plan does not believe in:
  the team is told 22% churn, the plan counts on 28%, and on ten million the two differ by
  600,000 of new business that one of them has promised to somebody.

Fails
    revplan: 1
    name: Cobalt Lifts
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 28%}
    strategy:
      goals:
        retention: {metric: churn.rate, value: 22%, by: 2027-12, owner: service}
        growth: {metric: new_business, value: 5.3M, by: 2027-06, owner: sales}

Passes
    revplan: 1
    name: Cobalt Lifts
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 28%}
    strategy:
      goals:
        retention: {metric: churn.rate, value: 28%, by: 2027-12, owner: service}
        growth: {metric: new_business, value: 5.3M, by: 2027-12, owner: sales}

How to waive
    waivers:
      - {rule: RP351, because: "the goals are agreed on 15 January, after the plan"}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from revplan.base.near_words import did_you_mean
from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing, quote
from revplan.base.year import Month
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.read import Refused
from revplan.numbers.write import plain, tell_apart
from revplan.reading.references import meant_path
from revplan.rules.threshold import Threshold
from revplan.studies.goals import keeps_goal, metric_by_date
from revplan.studies.metrics import Metric, Metrics, goal_value

if TYPE_CHECKING:
    from revplan.sections.strategy import Goal

CODE = "RP351"
NAME = "goal-not-smart"
SEVERITIES = (Severity.warning, Severity.info)
ABOUT = "strategy"

MOST = Threshold("5", "goals, and more are too many to be led by")

_NEEDED = {"metric": "metric", "value": "value", "owner": "owner", "by": "date"}


def check(outcome: Outcome) -> Iterator[Problem]:
    """Goals that lack something, that are about nothing, or that the plan contradicts."""
    strategy = outcome.plan.strategy
    if strategy is None:
        return
    from revplan.sections.strategy import named_paths

    metrics = Metrics(outcome)
    if len(strategy.goals) > MOST.value:
        message = f"{len(strategy.goals)} goals are too many to be led by"
        hint = f"keep the {plain(MOST.value)} that decide the year, the others as tasks"
        yield Problem(CODE, message, hint, Severity.info, ("strategy", "goals"), on_key=True)
    for name, goal in strategy.goals.items():
        at: Path = ("strategy", "goals", name)
        lacking = [key for key in _NEEDED if getattr(goal, key) is None]
        if lacking:
            yield _lacking(name, lacking, outcome, at)
        if goal.metric is not None:
            yield from _measured(metrics, goal, goal.metric, at)
        if goal.by is not None and not outcome.plan.year.first <= goal.by <= outcome.plan.year.last:
            yield _outside(outcome, goal.by, (*at, "by"))
    for place, path in named_paths(strategy):
        if not metrics.knows(path):
            yield _nowhere(metrics, path, ("strategy", *place))


def _lacking(name: str, lacking: list[str], outcome: Outcome, at: Path) -> Problem:
    examples = {
        "metric": "metric: churn.rate",
        "value": "value: 27%",
        "owner": "owner: sales",
        "by": f"by: {outcome.plan.year.last}",
    }
    words = listing((f"no {_NEEDED[key]}" for key in lacking), "and")
    hint = f"add {', '.join(examples[key] for key in lacking)}"
    return Problem(CODE, f"the goal {name} has {words}", hint, Severity.warning, at)


def _outside(outcome: Outcome, by: Month, at: Path) -> Problem:
    year = outcome.plan.year
    message = f"{by} lies outside the plan year, and the plan has no figure by then"
    hint = f"write a month from {year.first} to {year.last}, and what is to be reached by then"
    return Problem(CODE, message, hint, Severity.warning, at)


def _measured(metrics: Metrics, goal: Goal, path: str, at: Path) -> Iterator[Problem]:
    """What is wrong with a goal's metric, or between its value and the plan's."""
    meant = metric_by_date(metrics, goal)
    if meant is None and not metrics.knows(path):
        yield _nowhere(metrics, path, (*at, "metric"))
    elif meant is None:
        within = (it for it in metrics.paths if it.startswith((f"{path}.", f"{path}[")))
        first = next((it for it in within if metrics.at(it) is not None), f"{path}.target")
        message = f"{quote(path)} holds several numbers of the plan, and a goal is about one"
        hint = f"name one of them, such as {escape(first)}"
        yield Problem(CODE, message, hint, Severity.warning, (*at, "metric"))
    elif goal.value is not None:
        yield from _valued(metrics, goal, meant, (*at, "value"))


def _valued(metrics: Metrics, goal: Goal, meant: Metric, at: Path) -> Iterator[Problem]:
    try:
        if keeps_goal(goal, meant):
            return
    except Refused as refused:
        hint = f"{refused.hint}; the plan has {meant.text} at {escape(meant.path)}"
        yield Problem(CODE, refused.message, hint, Severity.warning, at)
        return
    has = "the plan counts on" if meant.stated else "the plan comes to"
    whole = metrics.at(meant.path)
    by_then = whole is None or whole.value != meant.value
    yield Problem(
        CODE,
        f"the goal says {escape(goal.value or '')}, and "
        f"{f'by {goal.by} the plan has' if by_then and goal.by else has} {_beside(goal, meant)}",
        f"change the goal{', its date' if by_then else ''}, or the plan's {escape(meant.path)}",
        Severity.warning,
        at,
    )


def _beside(goal: Goal, meant: Metric) -> str:
    """The plan's figure, told apart from what the goal says; a number that it states as it is."""
    with exactly():
        value, _ = goal_value(goal.value or "", meant)
    whole = not meant.rate and meant.value == to_step(meant.value, ONE)
    if meant.stated or whole:
        return meant.text
    return tell_apart(meant.value, value, share=meant.rate)[0]


def _nowhere(metrics: Metrics, path: str, at: Path) -> Problem:
    meant = metrics.like(path)
    hint = did_you_mean(escape(meant)) if meant else meant_path(path, metrics.paths)
    message = f"{quote(path)} is neither a number nor a figure of this plan"
    return Problem(CODE, message, hint, Severity.warning, at)

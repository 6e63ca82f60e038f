"""A goal that nobody can miss.

What it checks
  A goal under `strategy` names what it is measured by, the value, the month and its owner. Its
  metric is a number or a figure of the plan by its path, and the plan agrees with its value, to
  the last digit in which the goal is written: 7.2M means 7.15M to 7.25M, 27% means 26.5% to
  27.5%. What an initiative supports or a risk threatens is a path of the plan as well.

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
        growth: {metric: new_business, value: 5.3M}

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

from collections.abc import Iterator

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing, quote
from revplan.engine.outcome import Outcome
from revplan.numbers.read import Refused
from revplan.studies.metrics import Metric, Metrics, keeps_goal

CODE = "RP351"
NAME = "goal-not-smart"
SEVERITIES = (Severity.warning,)
ABOUT = "strategy"

_NEEDED = {"metric": "metric", "value": "value", "owner": "owner", "by": "date"}


def check(outcome: Outcome) -> Iterator[Problem]:
    """Goals that lack something, that are about nothing, or that the plan contradicts."""
    strategy = outcome.plan.strategy
    if strategy is None:
        return
    from revplan.sections.strategy import named_paths

    metrics = Metrics(outcome)
    for name, goal in strategy.goals.items():
        at: Path = ("strategy", "goals", name)
        lacking = [key for key in _NEEDED if getattr(goal, key) is None]
        if lacking:
            yield _lacking(name, lacking, outcome, at)
        if goal.metric is not None:
            yield from _measured(metrics, goal.metric, goal.value, at)
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


def _measured(metrics: Metrics, path: str, value: str | None, at: Path) -> Iterator[Problem]:
    """What is wrong with a goal's metric, or between its value and the plan's."""
    meant = metrics.at(path)
    if meant is None and not metrics.knows(path):
        yield _nowhere(metrics, path, (*at, "metric"))
    elif meant is None:
        first = next(it for it in metrics.paths if it.startswith((f"{path}.", f"{path}[")))
        message = f"{quote(path)} holds several numbers of the plan, and a goal is about one"
        hint = f"name one of them, such as {escape(first)}"
        yield Problem(CODE, message, hint, Severity.warning, (*at, "metric"))
    elif value is not None:
        yield from _valued(value, meant, (*at, "value"))


def _valued(value: str, meant: Metric, at: Path) -> Iterator[Problem]:
    try:
        if keeps_goal(value, meant):
            return
    except Refused as refused:
        hint = f"{refused.hint}; the plan has {meant.text} at {escape(meant.path)}"
        yield Problem(CODE, refused.message, hint, Severity.warning, at)
        return
    has = "counts on" if meant.stated else "comes to"
    yield Problem(
        CODE,
        f"the goal says {escape(value)}, and the plan {has} {meant.text}",
        f"change the goal, or the plan's {escape(meant.path)}",
        Severity.warning,
        at,
    )


def _nowhere(metrics: Metrics, path: str, at: Path) -> Problem:
    meant = metrics.like(path)
    hint = "name a number or a figure by its path, such as churn.rate or new_business"
    hint = f'did you mean "{escape(meant)}"?' if meant else hint
    message = f"{quote(path)} is neither a number nor a figure of this plan"
    return Problem(CODE, message, hint, Severity.warning, at)

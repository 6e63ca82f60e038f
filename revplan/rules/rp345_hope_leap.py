"""A number of the funnel, the team or the margin is to be far better than last year's.

What it checks
  A number that states its `last_year` eases the plan by more than a quarter of it, gives no
  `because`, and no initiative of `strategy` supports it: the average deal, the value of a source's
  leads, productivity, the quota, attainment or the margin up; the days of a stage or attrition
  down. A number whose `last_year` is zero or none is new. Conversions are those of RP312, lines of
  RP307. With `check --against`, a reason counts for nothing where the number went further and the
  reason is the one that it had before.

Why it matters
  Deals that are a third larger take a quarter off the leads and the money that they cost, by one
  keystroke. Each of these numbers has a history, and each moves slowly: a rep who closed 700,000 a
  year closes 900,000 when something is different for him, and that has a name.

Fails
    revplan: 1
    name: Foundry Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 12%}
    funnel:
      average_deal: {value: 54k, last_year: 40k}
      stages: {lead: {conversion: 5%, days: {value: 30, last_year: 60}}}

Passes
    revplan: 1
    name: Foundry Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 12%}
    funnel:
      average_deal: {value: 54k, last_year: 40k, because: "sold in pairs since September"}
      stages: {lead: {conversion: 5%, days: {value: 50, last_year: 60}}}

How to waive
  Better say what changes: `because`, or an initiative whose `supports` names the number.
    waivers:
      - {rule: RP345, because: "last year's deals were of the small model, which is gone"}
"""

from collections.abc import Iterator
from typing import NamedTuple

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.model.plan import Plan
from revplan.model.values import value_at
from revplan.numbers.exact import exactly
from revplan.rules.reasons import Named, is_old_reason, leaps, named_in, old_reason
from revplan.rules.threshold import Threshold

CODE = "RP345"
NAME = "hope-leap"
SEVERITIES = (Severity.warning,)

LEAP = Threshold("0.25", "of last year's number, and what eases the plan by more is a leap")


class _Hope(NamedTuple):
    """A number that may say what it was last year, and whether more of it eases the plan."""

    path: Path
    stated: Assumption | None
    more_eases: bool = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """Numbers that ease the plan far beyond last year's, without a word."""
    named = named_in(outcome)
    for hope in _hopes(outcome.plan):
        if hope.stated is not None and not hope.stated.because and _asked(named, hope):
            yield _problem(hope, "nothing says what changes")


def changed(outcome: Outcome, base: Plan) -> Iterator[Problem]:
    """The same where a number went further and its reason is the one that it had before."""
    named = named_in(outcome)
    for hope in _hopes(outcome.plan):
        was = value_at(base, hope.path)
        if hope.stated is None or not isinstance(was, Assumption):
            continue
        now, before = (hope.stated, hope.stated.because), (was, was.because)
        if is_old_reason(now, before, hope.more_eases) and _asked(named, hope):
            yield _problem(hope, old_reason(was))


def _asked(named: Named, hope: _Hope) -> bool:
    """Whether a number leaps, and no initiative supports it."""
    return _leaps(hope) and not named.supports(path_text(hope.path))


def _problem(hope: _Hope, why: str) -> Problem:
    """What is said of a number that leaps."""
    now, path = hope.stated, path_text(hope.path)
    before = now.last_year.text if now is not None and now.last_year is not None else ""
    moves = "leaps" if hope.more_eases else "falls"
    return Problem(
        CODE,
        f"{path} {moves} from {before} to {now.text if now is not None else ''}, and {why}",
        'say it beside its last_year, because: "...", or name it in an initiative: '
        f"supports: [{path}]",
        Severity.warning,
        hope.path,
    )


def _leaps(hope: _Hope) -> bool:
    """Whether a number eases the plan by more than LEAP of last year's."""
    if hope.stated is None or hope.stated.last_year is None:
        return False
    now, before = hope.stated.value, hope.stated.last_year.value
    with exactly():
        if hope.more_eases:
            return leaps(now, before, 1 + LEAP.value)
        return bool(before > 0 and now < (1 - LEAP.value) * before)


def _hopes(plan: Plan) -> Iterator[_Hope]:
    """The numbers that are compared with what they say themselves of last year."""
    if plan.funnel is not None:
        funnel = ("funnel",)
        yield _Hope((*funnel, "average_deal"), plan.funnel.average_deal)
        for name, stage in plan.funnel.stages.items():
            yield _Hope((*funnel, "stages", name, "days"), stage.days, more_eases=False)
        for name, source in plan.funnel.sources.items():
            yield _Hope((*funnel, "sources", name, "value"), source.value)
    if plan.capacity is not None:
        for key in ("productivity", "quota", "attainment"):
            yield _Hope(("capacity", key), getattr(plan.capacity, key))
        yield _Hope(("capacity", "attrition"), plan.capacity.attrition, more_eases=False)
    if plan.unit_economics is not None:
        yield _Hope(("unit_economics", "margin"), plan.unit_economics.margin)

"""A number that decides the plan, and nobody knows where it comes from.

What it checks
  An assumption that moves new business by more than 5% of the target when it moves by a tenth of
  itself, and states no `source`, or one that is still `TODO`.

Why it matters
  Most numbers of a plan hardly matter; two or three decide it. When one of those is challenged in
  the board meeting, "it was in the old spreadsheet" costs the meeting, and the plan its credit.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year:
      revenue: {value: 10M, source: "audited accounts 2026, page 4"}
    target: {growth: 50%}
    churn: {rate: 30%}

How to waive
    waivers:
      - {rule: RP325, because: "a sketch for the workshop of 12 December"}
"""

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out_year
from revplan.engine.year import stated_lines
from revplan.fields.assumption import Assumption
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.model.records import BEYOND_THE_BRIDGE
from revplan.model.values import assumptions, with_values
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, plain
from revplan.rules.threshold import Threshold

CODE = "RP325"
NAME = "no-source"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True

MOVE = Threshold("0.1", "of an assumption, more of it, to see what that moves")
SHARE_OF_TARGET = Threshold("0.05", "of the target, and what moves more decides the plan")

_READ_BY_NOTHING = ("commitments", *BEYOND_THE_BRIDGE)
"""Sections that the requirement is not made of."""

_SPARE = Decimal("2.5")
"""A month moves new business by twice what it moves itself at most, of last year as of the target;
the rest is for rounding. With a tenth and 5% a month of a fifth of last year need not be tried.
"""

_IN_WORDS = {"0.1": "a tenth"}


def check(outcome: Outcome) -> Iterator[Problem]:
    """Assumptions that decide the plan and have no source."""
    target = outcome.bridge.target
    if not target:
        return
    how = _IN_WORDS.get(MOVE.text, f"{plain(100 * MOVE.value)}%")
    for path, assumption in assumptions(outcome.plan).items():
        if assumption.known_source or "last_year" in path or path[0] in _READ_BY_NOTHING:
            continue
        with exactly():
            moved = _moved(outcome, path, assumption)
            matters = moved > SHARE_OF_TARGET.value * target
        if matters:
            yield Problem(
                CODE,
                f"{how} more or less of {path_text(path)} moves new business by "
                f"{amount_text(outcome.plan.q(moved))}, and {_silence(assumption)}",
                f'say where it comes from: {{{_key(path)}: {assumption.text}, source: "..."}}',
                Severity.info,
                path,
            )


def _silence(assumption: Assumption) -> str:
    """That nothing says where a number comes from, or that it is still to do."""
    return "its source is still TODO" if assumption.source else "no source is stated"


def _key(path: Path) -> str:
    """The key beside which a source stands: of a rate that is quoted the other way, its own."""
    return "per" if path[0] == "fx" and path[-1] == "per" else "value"


def _moved(outcome: Outcome, path: Path, assumption: Assumption) -> Decimal:
    """By how much new business moves when the assumption moves by MOVE of itself [currency]."""
    prior, target = outcome.bridge.prior_year, outcome.bridge.target
    proportional = _proportional(outcome, path)
    if proportional is not None:
        return abs(proportional) * MOVE.value
    others = outcome.bridge.carried_over + outcome.bridge.upsell + outcome.bridge.new_streams
    month = path[:2] == ("prior_year", "monthly") and not _seasonal_rates(outcome.plan)
    small = _SPARE * MOVE.value * abs(assumption.value) <= SHARE_OF_TARGET.value * prior
    if month and small and prior <= target and others <= prior:
        return Decimal(0)
    number = assumption.value * (1 + MOVE.value)
    changed = work_out_year(with_values(outcome.plan, {path: number}))
    moved: Decimal = abs(changed.bridge.new_business - outcome.bridge.new_business)
    return moved


def _proportional(outcome: Outcome, path: Path) -> Decimal | None:
    """The part of new business that is proportional to the assumption, None where it is not that
    simple: what a line brings, what a rate loses, the growth wanted.
    """
    part: Decimal | None = None
    if path[0] in LINE_SECTIONS:
        part = outcome.figure(f"{path[0]}.{path[1]}")
    elif path[1:] in (("rate",), ("amount",), ("annual_rate",)):
        part = outcome.year.churn_alone if path[0] == "churn" else outcome.bridge.contracted
    elif path == ("target", "growth"):
        part = outcome.bridge.target - outcome.bridge.prior_year
    elif path[0] == "target":
        part = outcome.bridge.target
    return part


def _seasonal_rates(plan: Plan) -> bool:
    """Whether the months of last year also decide how much of a rate falls within the year."""
    losses = [loss for loss in (plan.churn, plan.contraction) if loss is not None]
    return any(loss.annual_rate or loss.monthly_rate for loss in losses) or any(
        line.annual_rate for _, line in stated_lines(plan)
    )

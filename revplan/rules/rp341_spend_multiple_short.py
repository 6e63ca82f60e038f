"""Marketing money is to bring more than it has brought.

What it checks
  Bookings per unit of the budget of owner `marketing` are above `unit_economics.spend_multiple`,
  the multiple that the same money has brought so far. Where that is not stated, they are held
  against last year's: `new_business.last_year` over what marketing's items say with their
  `last_year`. A plan that sells contracts is compared by `new_business.signed_last_year`; where
  only `last_year` is stated, which is what new business earned, this year's new business is taken
  instead of the bookings. An item of marketing that does not state its `last_year` counts as
  nothing in last year's money, so that last year's multiple is told too high: where it is taken,
  an info names such items.

Why it matters
  A team that has booked 5 for every 1 of marketing is now to book 8. The plan that says so without
  saying how has found its money by division. The figure to take to the budget meeting is the one
  that the stated multiple asks for.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      programs: {owner: marketing, amount: 1M, every: year}
    unit_economics: {spend_multiple: 5}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      programs: {owner: marketing, amount: 1.6M, every: year}
    unit_economics: {spend_multiple: 5}

How to waive
    waivers:
      - {rule: RP341, because: "partners bring a third of the bookings, at no cost to marketing"}
"""

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import first_few
from revplan.engine.outcome import Outcome
from revplan.numbers.acts import ratio
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.figure import Unit
from revplan.numbers.write import SHOWN, amount_text, plain, tell_apart
from revplan.sections.economics import MARKETING
from revplan.sections.new_business import won_unlike

CODE = "RP341"
NAME = "spend-multiple-short"
SEVERITIES = (Severity.warning, Severity.info)
ABOUT = "budget"

_DIGITS = SHOWN[Unit.multiple]


def check(outcome: Outcome) -> Iterator[Problem]:
    """Bookings per unit of marketing budget above the stated multiple, or last year's."""
    section, found = outcome.plan.unit_economics, outcome.work.economics
    if found is None:
        return
    if section is not None and section.spend_multiple is not None:
        stated, multiple = section.spend_multiple.value, found.spend_multiple
        if multiple is None or multiple <= stated:
            return
        now, _ = tell_apart(multiple, stated, _DIGITS)
        yield _problem(
            f"the plan counts on a marketing spend multiple of {now}; "
            f"the stated one is {plain(stated)}",
            f"{plain(stated)} asks for a marketing budget of "
            f"{amount_text(found.spend_multiple_asks_for)}",
            ("unit_economics", "spend_multiple"),
        )
    elif found.spend_multiple_last_year:
        yield from _above_last_year(outcome, found.spend_multiple_last_year)
        yield from _too_high(outcome, found.spend_multiple_last_year)


def _above_last_year(outcome: Outcome, before: Decimal) -> Iterator[Problem]:
    """The same against last year's, of what last year's is of."""
    budget = outcome.work.budget
    if budget is None:
        return
    unlike = won_unlike(outcome.plan.new_business)
    won = outcome.bridge.new_business if unlike else outcome.bridge.bookings
    with exactly():
        multiple = ratio(won, budget.by_owner[MARKETING])
        if multiple is None or multiple <= before:
            return
        asked = outcome.plan.q(max(won, ZERO) / before)
        now, shown = tell_apart(multiple, before, _DIGITS)
        what = " in new business as it is earned" if unlike else ""
        item = next(it for it, of in outcome.plan.budget.items() if of.owner == MARKETING)
        yield _problem(
            f"the plan counts on a marketing spend multiple of {now}{what}; "
            f"last year's was {shown}",
            f"last year's asks for a marketing budget of {amount_text(asked)}",
            ("budget", item),
        )


def _too_high(outcome: Outcome, before: Decimal) -> Iterator[Problem]:
    """What last year's multiple leaves out: items of marketing that do not say what they cost."""
    items = outcome.plan.budget.items()
    silent = [it for it, of in items if of.owner == MARKETING and of.last_year is None]
    if silent:
        several, (shown, _) = len(silent) > 1, tell_apart(before, ZERO, _DIGITS)
        yield Problem(
            CODE,
            f"last year's marketing spend multiple of {shown} counts nothing for "
            f"{first_few(silent)}, which {'do' if several else 'does'} not say what "
            f"{'they' if several else 'it'} cost last year: it may have been lower",
            "write last_year: with what it cost, or last_year: none where it is new",
            Severity.info,
            ("budget", silent[0]),
            on_key=True,
        )


def _problem(message: str, asks: str, path: Path) -> Problem:
    hint = f"{asks}; plan for that, or say in a waiver what else brings bookings"
    on_key = path[0] == "budget"
    return Problem(CODE, message, hint, Severity.warning, path, on_key=on_key)

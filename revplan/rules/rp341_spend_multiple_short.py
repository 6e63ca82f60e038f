"""Marketing money is to bring more than it has brought.

What it checks
  Bookings per unit of the budget of owner `marketing` are above `unit_economics.spend_multiple`,
  the multiple that the same money has brought so far.

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
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from revplan.base.problem import Problem, Severity
from revplan.base.words import trim
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import EXACT, exactly
from revplan.numbers.write import amount_text, plain

CODE = "RP341"
NAME = "spend-multiple-short"
SEVERITIES = (Severity.warning,)
ABOUT = "unit_economics"

_HUNDREDTH = Decimal("0.01")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Bookings per unit of marketing budget above the stated multiple."""
    section, found = outcome.plan.unit_economics, outcome.work.economics
    if section is None or section.spend_multiple is None or found is None:
        return
    stated, multiple = section.spend_multiple.value, found.spend_multiple
    if multiple is None or multiple <= stated:
        return
    with exactly():
        asked = found.spend_multiple_asks_for
        yield Problem(
            CODE,
            f"the plan counts on a marketing spend multiple of {_above(multiple, stated)}; "
            f"the stated one is {plain(stated)}",
            f"{plain(stated)} asks for a marketing budget of {amount_text(asked)}; plan for that, "
            "or say in a waiver what else brings bookings",
            Severity.warning,
            ("unit_economics", "spend_multiple"),
        )


def _above(multiple: Decimal, stated: Decimal) -> str:
    """The multiple to two decimals, up where it would else seem to be what is stated."""
    shown = multiple.quantize(_HUNDREDTH, ROUND_FLOOR, EXACT)
    if shown <= stated:
        shown = multiple.quantize(_HUNDREDTH, ROUND_CEILING, EXACT)
    return trim(amount_text(shown))

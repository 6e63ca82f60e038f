"""A figure that was approved is not what the plan gives now.

What it checks
  Every figure under `expect` is compared with what the plan comes to, exactly. The message says
  both and the difference.

Why it matters
  The board approved 8 million of new business. Somebody re-estimates churn by one point and the
  plan asks for 8.1 million: every quota laid out from the old figure is short, and nothing said so.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 31%}
    expect: {new_business: 8M}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    expect: {new_business: 8M}

How to fix
  Undo the change that moved the figure, or have the new figure approved and write it under
  `expect`. The rule cannot be waived: changing the pin is the approval, and shows in the diff.
"""

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import to_step
from revplan.numbers.figure import Unit
from revplan.numbers.write import amount_text
from revplan.rules.rp122_unknown_figure import unknown_pin

CODE = "RP202"
NAME = "pin-moved"
SEVERITIES = (Severity.error,)
ABOUT = "expect"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Each pin, against what the plan gives: a count to the digits in which it is pinned."""
    for name, pin in outcome.plan.expect.items():
        figure = outcome.figure(name)
        if figure is None:
            yield unknown_pin(name, outcome)
            continue
        if outcome.unit(name) is not Unit.money:
            figure = to_step(figure, _digits(pin))
        if figure == pin:
            continue
        moved = figure - pin
        direction = "more" if moved > 0 else "less"
        yield Problem(
            CODE,
            f"{name} is pinned at {amount_text(pin)} and the plan gives {amount_text(figure)}, "
            f"{amount_text(abs(moved))} {direction}",
            f"undo what moved it, or approve the new figure: {name}: {figure:f}",
            Severity.error,
            ("expect", name),
        )


def _digits(pin: Decimal) -> Decimal:
    """The last digit in which a pin is written; whole numbers at least."""
    return Decimal(1).scaleb(min(0, int(pin.as_tuple().exponent)))

"""A figure that was approved is not what the plan gives now.

What it checks
  Every figure under `expect` is compared with what the plan comes to: an amount exactly, a share or
  a count to the decimals in which it is pinned, at most 6 and 4. The message says both and the
  difference.

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
from revplan.model.catalogue import is_rate
from revplan.numbers.exact import to_step
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.write import number_text, plain
from revplan.numbers.written import has_two_readings, one_reading, readings
from revplan.rules.rp122_unknown_figure import unknown_pin

CODE = "RP202"
NAME = "pin-moved"
SEVERITIES = (Severity.error,)
ABOUT = "expect"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Each pin, against what the plan gives: a share or a count to the digits of the pin."""
    for name, pin in outcome.plan.expect.items():
        figure = outcome.figure(name)
        if figure is None:
            yield unknown_pin(name, outcome)
            continue
        unit, pinned, share = outcome.unit(name), pin, is_rate(name)
        if unit is not Unit.money:
            step = max(_digits(pin, share), STEPS[unit])
            figure, pinned = to_step(figure, step), to_step(pin, step)
        if figure == pinned:
            continue
        moved = figure - pin
        size = f"{plain(abs(moved) * 100)} points" if share else number_text(abs(moved), False)
        told = number_text(figure, share) if share else one_reading(f"{figure:f}")
        hint = f"undo what moved it, or approve the new figure: {name}: {told}"
        if unit in (Unit.money, Unit.count) and has_two_readings(f"{pin:f}"):
            hint = f"the pin may mean {' or '.join(readings(f'{pin:f}'))}; {hint}"
        yield Problem(
            CODE,
            f"{name} is pinned at {number_text(pin, share)} and the plan gives "
            f"{number_text(figure, share)}, {size} {'more' if moved > 0 else 'less'}",
            hint,
            Severity.error,
            ("expect", name),
        )


def _digits(pin: Decimal, share: bool) -> Decimal:
    """The last digit in which a pin is written; of a share that is written as a whole number, a
    hundredth: `1` approves 100%, and not 70%.
    """
    digits = min(0, int(pin.as_tuple().exponent))
    return Decimal(1).scaleb(-2 if share and not digits else digits)

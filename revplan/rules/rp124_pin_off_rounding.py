"""A pinned figure that is finer than the plan's rounding.

What it checks
  Every amount under `expect` is a multiple of `phasing.rounding`, which is 1 unless the
  plan says otherwise.

Why it matters
  Pins are compared exactly. A plan in thousands can never give 1,470,500, so this pin would
  fail in every check, whatever anybody changes. After a week of red checks people stop
  reading them, and miss the day on which an approved figure really moves.

Fails
    revplan: 1
    name: Larkspur Diagnostics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 4.2M}
    target: {growth: 25%}
    churn: {rate: 10%}
    phasing: {rounding: 1000}
    expect: {new_business: 1_470_500}

Passes
    revplan: 1
    name: Larkspur Diagnostics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 4.2M}
    target: {growth: 25%}
    churn: {rate: 10%}
    phasing: {rounding: 1000}
    expect: {new_business: 1_470_000}

How to fix
  Pin the figure as the plan prints it. If the approved figure is the finer one, choose a
  finer `rounding`, and have the other pins approved at that rounding too.
"""

from revplan.base.problem import Severity

CODE = "RP124"
NAME = "pin-off-rounding"
SEVERITIES = (Severity.error,)

"""A rounding that amounts cannot be stated in.

What it checks
  `rounding` is a power of ten, such as 0.01, 1, 10 or 1000, and is not finer than the
  smallest unit of the currency: 0.01 for dollars and euros, 1 for yen.

Why it matters
  The rounding is the unit in which every amount of the plan is stated. Rounded to 500, an
  amount such as 1,437,500 cannot be shown in thousands without being rounded a second time,
  and then the column no longer adds up to its total. Tenths of a cent, on the other hand,
  cannot be invoiced or paid.

Fails
    revplan: 1
    name: Greyfriars Property
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 24M}
    target: {growth: 6%}
    churn: {rate: 5%}
    phasing: {rounding: 500}

Passes
    revplan: 1
    name: Greyfriars Property
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 24M}
    target: {growth: 6%}
    churn: {rate: 5%}
    phasing: {rounding: 1000}

How to fix
  Choose the power of ten in which the plan is read: 1000 for a board pack in thousands, 1
  for whole units, 0.01 for cents. Without the key, amounts are in whole units.
"""

from revplan.base.problem import Severity

CODE = "RP121"
NAME = "rounding-odd"
SEVERITIES = (Severity.error,)

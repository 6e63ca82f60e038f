"""A rate that is not written as a share.

What it checks
  A rate is written as `30%` or `0.30`. A bare number above 1 is refused, and so is a word
  or a rate outside its range: 0 to 100% for losses, `confidence` and the like. `growth` may
  be negative, though not below -100%, and may exceed 100% only when it is written with `%`.

Why it matters
  The same rate differs by a factor of a hundred between the two ways of writing. A bare 30
  means 3000%. A bare 1.5 for growth may be meant as 1.5% or as 150%: on 10M of revenue that
  is a target of 10.15M or of 25M.

Fails
    revplan: 1
    name: Stillwater Fitness Clubs
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 15%}
    churn: {rate: 30}

Passes
    revplan: 1
    name: Stillwater Fitness Clubs
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 15%}
    churn: {rate: 30%}

How to fix
  Write the percent sign, or the share as a decimal: 30% or 0.30. If the number is an amount
  of money, use the key `amount` instead of `rate`.
"""

from revplan.base.problem import Severity

CODE = "RP115"
NAME = "not-a-rate"
SEVERITIES = (Severity.error,)

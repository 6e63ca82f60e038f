"""Two keys where exactly one may stand, or none of them.

What it checks
  Where the same thing can be said in several ways, exactly one is used: `revenue` or
  `growth` for the target, `revenue` or `monthly` for the prior year, `rate`, `amount`,
  `annual_rate` or `monthly_rate` for churn and contraction, and one way of stating what a
  line brings.

Why it matters
  Two ways are two answers. Below, growth of 40% on 10M makes 14M, while the revenue says
  15M. New business differs by the whole 1M, and each side of the table would quote the line
  that suits it.

Fails
    revplan: 1
    name: Lumen Telehealth
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {revenue: 15M, growth: 40%}
    churn: {rate: 22%}

Passes
    revplan: 1
    name: Lumen Telehealth
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {revenue: 15M}
    churn: {rate: 22%}

How to fix
  Keep the key that was decided and delete the other: the amount if the board approved an
  amount, the growth if it approved a rate. The program prints the other one with every
  answer. Where none is given, add one.
"""

from revplan.base.problem import Severity

CODE = "RP105"
NAME = "one-of"
SEVERITIES = (Severity.error,)

"""Twelve weights that are all zero.

What it checks
  A list of weights has at least one entry above zero. The weights need not add up to 1 or
  100: only their proportions count.

Why it matters
  Weights say in which months an amount falls. With zeros only it falls in none: below, 15%
  of 9M is known to be lost, and no month would show any of the 1.35M. Such a list is
  usually a template that nobody has filled in.

Fails
    revplan: 1
    name: Palisade Compliance
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 9M}
    target: {growth: 20%}
    churn:
      rate: 15%
      timing: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

Passes
    revplan: 1
    name: Palisade Compliance
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 9M}
    target: {growth: 20%}
    churn:
      rate: 15%
      timing: [0, 0, 6, 0, 0, 3, 0, 0, 1, 0, 0, 0]

How to fix
  Enter the proportions, for example the number of contracts that come up for renewal in
  each month. If they are not known, delete the list and the default applies.
"""

from revplan.base.problem import Severity

CODE = "RP120"
NAME = "weights-empty"
SEVERITIES = (Severity.error,)

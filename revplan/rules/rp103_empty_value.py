"""A key with nothing after it.

What it checks
  Every key has a value. Nothing after the colon, `null` and `~` are refused, even for keys
  that may be left out.

Why it matters
  Somebody began to type and did not finish, so the default is probably not what they meant.
  Below, the finished project was worth 600k. Read as zero, that revenue would count as
  returning, and at a churn of 15% the plan would ask for 510k too little new business.

Fails
    revplan: 1
    name: Ferris & Roe Consulting
    fiscal_year: 2027
    currency: GBP
    prior_year:
      revenue: 3.2M
      one_off:
    target: {growth: 10%}
    churn: {rate: 15%}

Passes
    revplan: 1
    name: Ferris & Roe Consulting
    fiscal_year: 2027
    currency: GBP
    prior_year:
      revenue: 3.2M
      one_off: 600k
    target: {growth: 10%}
    churn: {rate: 15%}

How to fix
  Write the value. If it is not known and the key may be left out, delete the line; write 0
  if it is known to be nothing.
"""

from revplan.base.problem import Severity

CODE = "RP103"
NAME = "empty-value"
SEVERITIES = (Severity.error,)

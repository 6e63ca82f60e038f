"""A plan in a format that this program does not read.

What it checks
  `revplan` is 1. It is the version of the plan's format, not of the program and not of your
  plan.

Why it matters
  A later format may give a key another meaning or bring keys that change the result. Worked
  out with the old meaning, the plan would give a figure that looks right, and a hiring or
  marketing budget would be built on it. Being stopped costs an upgrade of some minutes.

Fails
    revplan: 2
    name: Vantage Legal Research
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 22M}
    target: {growth: 18%}
    churn: {rate: 7%}

Passes
    revplan: 1
    name: Vantage Legal Research
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 22M}
    target: {growth: 18%}
    churn: {rate: 7%}

How to fix
  If the plan was written for a later version of the program, upgrade the program. If the
  number was meant to count drafts of the plan, set it back to 1: the history of the file
  counts them.
"""

from revplan.base.problem import Severity

CODE = "RP102"
NAME = "wrong-version"
SEVERITIES = (Severity.error,)

"""A required key that is not there.

What it checks
  A plan has `revplan`, `name`, `fiscal_year`, `currency`, `prior_year` and `target`, and
  every section and line has the keys that it cannot do without. The message points at the
  section in which the key is missing.

Why it matters
  There is no value that a required key could stand for in silence. Without a currency the
  8M of one plan and the 8M of another would be added up in the total of a folder, although
  one is in dollars and the other in yen.

Fails
    revplan: 1
    name: Hoshino Robotics
    fiscal_year: 2027
    prior_year: {revenue: 900M}
    target: {growth: 12%}
    churn: {rate: 6%}

Passes
    revplan: 1
    name: Hoshino Robotics
    fiscal_year: 2027
    currency: JPY
    prior_year: {revenue: 900M}
    target: {growth: 12%}
    churn: {rate: 6%}

How to fix
  Add the key that the message names. If it seems to be there, look at its spelling, which
  RP104 reports, and at its indentation: two spaces too many put it into the section above.
"""

from revplan.base.problem import Severity

CODE = "RP101"
NAME = "missing-key"
SEVERITIES = (Severity.error,)

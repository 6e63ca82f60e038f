"""More than one plan in one file.

What it checks
  Nothing follows the plan. A line `---` after the first key begins a second document, even
  if nothing stands below it, and `...` ends the first. A single `---` on top of the file is
  accepted.

Why it matters
  Only one of the two could be the plan. Most programs read the first and never look at the
  rest, so the target of 2028 below would be reviewed by people and checked by nobody. The
  total of the folder would lack that year without saying so.

Fails
    revplan: 1
    name: Cobalt Facility Services
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 10%}
    churn: {rate: 8%}
    ---
    fiscal_year: 2028
    target: {growth: 12%}

Passes
    revplan: 1
    name: Cobalt Facility Services
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 12M}
    target: {growth: 10%}
    churn: {rate: 8%}

How to fix
  Give every year and every company a file of its own. A folder of plans is checked, and
  listed with a total, in one command. If nothing stands below the `---`, delete that line.
"""

from revplan.base.problem import Severity

CODE = "RP021"
NAME = "several-documents"
SEVERITIES = (Severity.error,)

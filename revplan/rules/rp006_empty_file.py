"""A file with no plan in it.

What it checks
  The file has at least one key. Blank lines, comments and a lone `---` are not a plan.

Why it matters
  An empty file is not a plan of zero. If it counted as one, the total of a folder would be
  short by a whole company or region, and the check would report that all is well. It is
  often what an interrupted save leaves behind.

Fails
    # Plan of the Nordic region for 2027.
    # To be written after the board meeting in October.

Passes
    # Plan of the Nordic region for 2027.
    revplan: 1
    name: Fjord Outdoor Nordic
    fiscal_year: 2027
    currency: SEK
    prior_year: {revenue: 42M}
    target: {growth: 8%}
    churn: {rate: 15%}

How to fix
  If the file should hold a plan, look for the last good version in the history, or begin
  with the starter that `revplan init` writes to a new file. If the plan does not exist yet,
  take the file out of the folder until it does.
"""

from revplan.base.problem import Severity

CODE = "RP006"
NAME = "empty-file"
SEVERITIES = (Severity.error,)

"""Marks of a merge that nobody finished.

What it checks
  No line begins with the marks that Git writes when two people changed the same place:
  `<<<<<<<`, `=======` and `>>>>>>>`. The message names the lines where the conflict begins
  and ends.

Why it matters
  The file holds two answers, and nobody has chosen one. Below, the board's target is 12M
  and the sales team's is 14M. Taking either in silence decides over 2M of new business by
  accident.

Fails
    revplan: 1
    name: Brightwater Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 9M}
    target:
    <<<<<<< HEAD
      revenue: 14M
    =======
      revenue: 12M
    >>>>>>> board-version
    churn: {rate: 14%}

Passes
    revplan: 1
    name: Brightwater Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 9M}
    target:
      revenue: 12M
    churn: {rate: 14%}

How to fix
  Agree which of the two versions holds. Keep its lines, delete the other version's lines
  and the three lines with the marks, and check the plan again.
"""

from revplan.base.problem import Severity

CODE = "RP005"
NAME = "conflict-marker"
SEVERITIES = (Severity.error,)

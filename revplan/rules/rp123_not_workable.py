"""Numbers that are each valid but cannot be worked out together.

What it checks
  The plan can be calculated: no `growth` on a prior year of zero, no amount that falls only
  in months whose weights add up to zero, and no bookings of contracts that would earn
  nothing within the year.

Why it matters
  There is no figure to give, and zero would be the most expensive guess. Half as much again
  as nothing is nothing: the company below would get a target of zero and the answer that no
  new business is needed, in a year for which it has already hired a team.

Fails
    revplan: 1
    name: Firstlight Battery Storage
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 0}
    target: {growth: 50%}

Passes
    revplan: 1
    name: Firstlight Battery Storage
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 0}
    target: {revenue: 600k}

How to fix
  In a first year give the target as an amount, `target: {revenue: 600k}`. For an amount
  that falls in no month, let `starts` or the weights include a month with a weight above
  zero. For contracts that earn nothing in the year, look at `delay` and at the months in
  which they are signed.
"""

from revplan.base.problem import Severity

CODE = "RP123"
NAME = "not-workable"
SEVERITIES = (Severity.error,)

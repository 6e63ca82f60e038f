"""A date that is not a month of the plan.

What it checks
  A month is written as year and month, `2027-03`, with two digits for the month, and lies
  inside the plan year where it dates something in the plan. Quarters, names of months and
  whole dates are refused. `fiscal_year` is the calendar year of the plan's first or last
  month.

Why it matters
  The plan below runs from July to June, so its second quarter begins in October. Read as
  the quarter of the calendar it would begin in April. At 40k a month that is 120k of
  revenue in the year instead of 360k, and the difference of 240k would be asked of the
  sales team.

Fails
    revplan: 1
    name: Ashdown Executive Education
    fiscal_year: 2027
    starts: 2026-07
    currency: GBP
    prior_year: {revenue: 4.8M}
    target: {growth: 12%}
    churn: {rate: 50%}
    new_streams:
      coaching: {monthly: 40k, starts: Q2}

Passes
    revplan: 1
    name: Ashdown Executive Education
    fiscal_year: 2027
    starts: 2026-07
    currency: GBP
    prior_year: {revenue: 4.8M}
    target: {growth: 12%}
    churn: {rate: 50%}
    new_streams:
      coaching: {monthly: 40k, starts: 2026-10}

How to fix
  Write the month as 2026-10. If it lies outside the plan year, the line belongs to another
  year's plan; something that began earlier needs no `starts`. If all months seem to be
  outside, look at `fiscal_year` and the plan's own `starts`.
"""

from revplan.base.problem import Severity

CODE = "RP117"
NAME = "not-a-month"
SEVERITIES = (Severity.error,)

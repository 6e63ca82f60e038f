"""A key that has no meaning in this plan.

What it checks
  The key is known, but cannot be used together with the rest of the plan. With `basis: arr`
  these are `recognition`, `path`, `one_off` and lines with `annual_rate`; `late_start`
  needs `new_business.last_year` there. `timing` cannot stand beside `monthly_rate`, nor
  `month` beside `starts`.

Why it matters
  Whoever wrote the key expects it to change the result, and it cannot. As ARR a contract
  counts in full on the day it is signed: 2.5M of new ARR takes 2.5M of contracts. Whoever
  reads `recognition: subscription` expects twice as much, as it would be for revenue, and
  hires for it.

Fails
    revplan: 1
    name: Beacon Observability
    fiscal_year: 2027
    currency: USD
    basis: arr
    prior_year: {arr: 5M}
    target: {growth: 40%}
    churn: {rate: 10%}
    new_business: {recognition: subscription}

Passes
    revplan: 1
    name: Beacon Observability
    fiscal_year: 2027
    currency: USD
    basis: arr
    prior_year: {arr: 5M}
    target: {growth: 40%}
    churn: {rate: 10%}
    new_business: {last_year: 1.8M}

How to fix
  Delete the key that the message names, or change what it does not agree with: if the
  board's target is money recognised within the year, the plan's `basis` is `revenue`.
"""

from revplan.base.problem import Severity

CODE = "RP107"
NAME = "not-here"
SEVERITIES = (Severity.error,)

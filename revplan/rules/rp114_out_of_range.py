"""A number outside what is possible here.

What it checks
  Amounts have at most 18 digits before the point and are finite. Only `growth`, the amounts
  under `expect` and a month of `prior_year.monthly` (more was paid back than earned) may
  carry a minus. Last year as a whole is not below zero, and months of which one is are not a
  season. `one_off` is not above the prior year, `low`,
  `value` and `high` stand in this order, and whole numbers such as `ramp_months`, `months`
  and `delay` are within their range.

Why it matters
  The signs are set by the section, not by the number: churn is a loss already. A loss typed
  as -400k, as it stands in many ledgers, would add 400k instead of taking it away, and new
  business would come out 800k too low.

Fails
    revplan: 1
    name: Pinecrest Waste Services
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 5M}
    target: {growth: 20%}
    churn: {amount: -400k}

Passes
    revplan: 1
    name: Pinecrest Waste Services
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 5M}
    target: {growth: 20%}
    churn: {amount: 400k}

How to fix
  Write losses without the minus. Where a month of last year is below zero, give the plan a
  season of its own, such as `phasing: {seasonality: even}`. For other numbers the message
  states the range: look for a zero or a suffix too many, and for `low` and `high` that were
  exchanged.
"""

from revplan.base.problem import Severity

CODE = "RP114"
NAME = "out-of-range"
SEVERITIES = (Severity.error,)

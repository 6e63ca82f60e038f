"""A segment in another currency, and no rate to convert it at.

What it checks
  `fx` has a rate for the currency of every segment that is not the plan's own: how many units of
  the plan's currency one unit of the segment's is.

Why it matters
  Four million euros are not four million dollars. A rate that is stated is reviewed, and the year
  is measured by it; one that is looked up gives another plan every day.

Fails
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    segments:
      emea: {currency: EUR, prior_year: {revenue: 4M}, target: {growth: 40%}, churn: {rate: 12%}}

Passes
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    segments:
      emea: {currency: EUR, prior_year: {revenue: 4M}, target: {growth: 40%}, churn: {rate: 12%}}
    fx: {EUR: 1.08}

How to fix
  State the rate that the year is planned at: `fx: {EUR: 1.08}` under a plan in USD, where one euro
  is 1.08 dollars; or, as many are quoted, how many for a dollar: `fx: {EUR: {per: 0.92}}`.
"""

from revplan.base.problem import Severity

CODE = "RP127"
NAME = "no-exchange-rate"
SEVERITIES = (Severity.error,)

"""A key that stands twice in one section.

What it checks
  Within one section every key, and every name of a line, stands once. Keys that differ only
  in how an accented letter is stored count as the same. The message names both places.

Why it matters
  Most programs take the last one in silence and forget the first. Below, churn is 12% at
  the top and 18% further down: on 5M of revenue that is 300k of new business, and it
  depends on which of two lines somebody happened to write later.

Fails
    revplan: 1
    name: Meridian Payroll
    fiscal_year: 2027
    currency: USD
    churn: {rate: 12%}
    prior_year: {revenue: 5M}
    target: {growth: 25%}
    churn: {rate: 18%}

Passes
    revplan: 1
    name: Meridian Payroll
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 5M}
    target: {growth: 25%}
    churn: {rate: 18%, last_year: 12%}

How to fix
  Keep the one that holds and delete the other. Two lines that should both count need two
  names, such as `price_rise_spring` and `price_rise_autumn`. Last year's rate has a key of
  its own, `last_year`.
"""

from revplan.base.problem import Severity

CODE = "RP010"
NAME = "repeated-key"
SEVERITIES = (Severity.error,)

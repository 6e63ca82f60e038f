"""A value with a YAML tag in front.

What it checks
  No value begins with an exclamation mark and a word, such as `!env`, `!include` or
  `!!int`.

Why it matters
  A tag tells a program to do something with the value, and each program does something
  else. If the churn rate below came from settings outside the file, 18% on one computer and
  23% on another, the same plan would need 5.83M of new business here and 6.38M there, and
  the figure that the board approved could not be worked out again.

Fails
    revplan: 1
    name: Osprey Field Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 11M}
    target: {growth: 35%}
    churn: {rate: !estimate 18%}

Passes
    revplan: 1
    name: Osprey Field Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 11M}
    target: {growth: 35%}
    churn:
      rate: {value: 18%, source: "estimate of customer success, 2026-10"}

How to fix
  Write the value itself. Where it comes from goes into `source`, how sure it is into `low`
  and `high`. A text that really begins with an exclamation mark goes in quotes.
"""

from revplan.base.problem import Severity

CODE = "RP024"
NAME = "tag"
SEVERITIES = (Severity.error,)

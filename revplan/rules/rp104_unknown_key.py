"""A key that the plan format does not have.

What it checks
  Every key is one that the format knows, in the section where it belongs. The message
  suggests the key that was probably meant, or names the section where it belongs. The names
  of lines under `upsell`, `new_streams`, `carry_over` and `losses` are yours to choose.

Why it matters
  A key that is passed over in silence is a number that is not counted. The misspelt section
  below holds an upsell of 5% on 6M. Without it the plan would ask for 300k more new
  business than it needs, and nobody would see why.

Fails
    revplan: 1
    name: Rowan HR Software
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 6M}
    target: {growth: 25%}
    churn: {rate: 12%}
    upsel:
      time_tracking: {rate: 5%}

Passes
    revplan: 1
    name: Rowan HR Software
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 6M}
    target: {growth: 25%}
    churn: {rate: 12%}
    upsell:
      time_tracking: {rate: 5%}

How to fix
  Correct the spelling, or move the key to the section that the message names. Remarks
  belong in a comment after `#` or in `note`. A key that is `000` or another number means
  that a comma stands inside an amount: write 10_000_000.
"""

from revplan.base.problem import Severity

CODE = "RP104"
NAME = "unknown-key"
SEVERITIES = (Severity.error,)

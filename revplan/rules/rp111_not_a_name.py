"""A name or text that cannot be used.

What it checks
  The name of a line has 1 to 64 characters, which are letters, digits, `_` and `-`. Other
  texts, such as the plan's `name`, a `label` or a `note`, are not empty and not too long.

Why it matters
  The name of a line is its address. It is typed in `revplan explain`, pinned under `expect`
  and tried out with `--set`, as in `upsell.premium_tier.rate`. With a full stop in the name
  the address has two readings, and with a space the command line takes it for two words.
  The 5% of 8M below, 400k, could not be asked about without knowing the right quotes.

Fails
    revplan: 1
    name: Juniper Video Library
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 8M}
    target: {growth: 20%}
    churn: {rate: 28%}
    upsell:
      premium tier (4K): {rate: 5%}

Passes
    revplan: 1
    name: Juniper Video Library
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 8M}
    target: {growth: 20%}
    churn: {rate: 28%}
    upsell:
      premium_tier: {rate: 5%, label: "Premium tier (4K)"}

How to fix
  Use letters, digits, `_` and `-` for the name. The name to display goes into
  `label`, where spaces and other signs are allowed.
"""

from revplan.base.problem import Severity

CODE = "RP111"
NAME = "not-a-name"
SEVERITIES = (Severity.error,)

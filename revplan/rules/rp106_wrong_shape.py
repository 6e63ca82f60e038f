"""A value of the wrong shape.

What it checks
  A section stands where a section belongs, a single value where a single value belongs, and
  a list where a list belongs. Usual slips are dashes before the lines of `upsell`, and
  `churn: 30%` instead of `churn: {rate: 30%}`.

Why it matters
  The number is in the file, but not under a name by which it can be found. The line below
  has no address such as `upsell.spare_parts`, so its 400k could be neither explained, nor
  pinned as approved, nor given to an owner.

Fails
    revplan: 1
    name: Halden Machine Tools
    fiscal_year: 2027
    currency: CHF
    prior_year: {revenue: 16M}
    target: {growth: 7%}
    churn: {rate: 10%}
    upsell:
      - spare_parts: {amount: 400k}

Passes
    revplan: 1
    name: Halden Machine Tools
    fiscal_year: 2027
    currency: CHF
    prior_year: {revenue: 16M}
    target: {growth: 7%}
    churn: {rate: 10%}
    upsell:
      spare_parts: {amount: 400k}

How to fix
  Follow the shape that the message names. Remove the dashes before lines with a name; give
  a section its key, as in `churn: {rate: 30%}`; write only one number where a list stands,
  unless twelve months are allowed there.
"""

from revplan.base.problem import Severity

CODE = "RP106"
NAME = "wrong-shape"
SEVERITIES = (Severity.error,)

"""A section that takes in another one with `<<`.

What it checks
  The key `<<`, with which YAML copies the keys of one section into another, is not used
  anywhere.

Why it matters
  A section that takes in others has numbers that do not stand in it, and some twice. Below,
  a reader finds two rates for one price rise, and has to know a rule of YAML to say that it
  is worth 350k and not 210k of a prior year of 7M.

Fails
    revplan: 1
    name: Saltmarsh Hosting
    fiscal_year: 2027
    currency: GBP
    prior_year: {revenue: 7M}
    target: {growth: 15%}
    churn: {rate: 10%}
    upsell:
      price_rise:
        <<: {rate: 3%, starts: 2027-04}
        rate: 5%

Passes
    revplan: 1
    name: Saltmarsh Hosting
    fiscal_year: 2027
    currency: GBP
    prior_year: {revenue: 7M}
    target: {growth: 15%}
    churn: {rate: 10%}
    upsell:
      price_rise:
        starts: 2027-04
        rate: 5%

How to fix
  Write out the keys that the line needs and delete the line with `<<`. Two lines that share
  a starting month both state it.
"""

from revplan.base.problem import Severity

CODE = "RP022"
NAME = "merge-key"
SEVERITIES = (Severity.error,)

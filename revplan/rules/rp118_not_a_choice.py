"""A word that is not one of the choices.

What it checks
  Where the format offers a choice of words, one of them is used: for `basis`, `path`,
  `timing`, `recognition` and `seasonality`. The message lists the choices at that place.

Why it matters
  Each word stands for another way of calculating, so there is no safe one to fall back on.
  The shop below closes its months after 4, 4 and 5 weeks. Were the word passed over and the
  months even, a quarter of 3M would ask for 1,000,000 in each month instead of 923,077 in
  the first two and 1,153,846 in the third, and the team would be behind in two months of
  three.

Fails
    revplan: 1
    name: Marlow Home & Garden
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 11M}
    target: {revenue: 12M}
    churn: {rate: 35%}
    phasing: {seasonality: 4-4-5}

Passes
    revplan: 1
    name: Marlow Home & Garden
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 11M}
    target: {revenue: 12M}
    churn: {rate: 35%}
    phasing: {seasonality: 445}

How to fix
  Use one of the words in the message, in small letters. If none fits, `path`, `timing` and
  `seasonality` also take a list of twelve weights.
"""

from revplan.base.problem import Severity

CODE = "RP118"
NAME = "not-a-choice"
SEVERITIES = (Severity.error,)

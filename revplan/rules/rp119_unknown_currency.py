"""A currency that is not in the ISO list.

What it checks
  `currency` is a code of three letters from the standard ISO 4217, such as USD, EUR, GBP or
  JPY, in capitals. Signs, names and codes that are only used informally are refused.

Why it matters
  The code says how small an amount can be: the yen has no cents, the Kuwaiti dinar has
  thousandths. It also decides which plans of a folder are added up. A plan in UKP would
  stand in a total of its own beside those in GBP, and its millions would be missing from
  the group's figure.

Fails
    revplan: 1
    name: Whitby Seafoods
    fiscal_year: 2027
    currency: UKP
    prior_year: {revenue: 14M}
    target: {growth: 4%}
    churn: {rate: 18%}

Passes
    revplan: 1
    name: Whitby Seafoods
    fiscal_year: 2027
    currency: GBP
    prior_year: {revenue: 14M}
    target: {growth: 4%}
    churn: {rate: 18%}

How to fix
  Write the official code: GBP for pounds sterling, EUR for euros, CNY for renminbi, CHF for
  Swiss francs. A plan in thousands keeps the plain code and writes its amounts with `k`.
"""

from revplan.base.problem import Severity

CODE = "RP119"
NAME = "unknown-currency"
SEVERITIES = (Severity.error,)

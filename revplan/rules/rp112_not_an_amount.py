"""An amount that has more than one reading, or none.

What it checks
  An amount is made of digits, with `_` between groups if wanted, decimals after a point,
  and `k`, `K`, `M` or `B` at the end: `2_400_000`, `2400000` and `2.4M` are the same.
  Refused are currency signs, commas, spaces, a small `m`, leading zeros, times such as
  10:30, and digits of other scripts. So is an amount or a count that begins with one to three
  digits and has exactly three after a point, such as 250.000; rates of exchange, multiples,
  days and shares keep theirs.

Why it matters
  A comma separates thousands in Boston and decimals in Berlin, so 2,400 is two thousand
  four hundred in one office and two and four tenths in the other. A small m is a million to
  some and a thousand to others. Either mistake is a factor of a thousand in the prior year.

Fails
    revplan: 1
    name: Copperfield Catering
    fiscal_year: 2027
    currency: EUR
    prior_year:
      revenue: 2,400,000
    target: {growth: 9%}
    churn: {rate: 30%}

Passes
    revplan: 1
    name: Copperfield Catering
    fiscal_year: 2027
    currency: EUR
    prior_year:
      revenue: 2_400_000
    target: {growth: 9%}
    churn: {rate: 30%}

How to fix
  Leave out commas, spaces and the currency sign: the currency stands once, in `currency`.
  Write 2_400_000 or 2.4M, and a point before decimals. For 250.000 write 250 or 250k, for a
  dinar and 255 fils 1.2550.
"""

from revplan.base.problem import Severity

CODE = "RP112"
NAME = "not-an-amount"
SEVERITIES = (Severity.error,)

"""A list of months that does not have twelve entries.

What it checks
  A list of months or weights has exactly twelve entries, in the order of the plan year. A
  list of last year, such as `prior_year.monthly`, begins twelve months before the plan
  does. When the entries look like pieces of amounts, the message says that commas inside a
  number are the likely cause.

Why it matters
  With a month missing nobody can say which, and every month after it would take its
  neighbour's figure. The shop below left out December with its 490k. Last year would be
  2.71M instead of 3.2M, and a growth of 10% would aim at 539k less than the board decided.

Fails
    revplan: 1
    name: Toy Harbour
    fiscal_year: 2027
    currency: GBP
    prior_year:
      monthly: [210k, 190k, 220k, 230k, 240k, 260k, 270k, 250k, 240k, 260k, 340k]
    target: {growth: 10%}
    churn: {rate: 45%}

Passes
    revplan: 1
    name: Toy Harbour
    fiscal_year: 2027
    currency: GBP
    prior_year:
      monthly: [210k, 190k, 220k, 230k, 240k, 260k, 270k, 250k, 240k, 260k, 340k, 490k]
    target: {growth: 10%}
    churn: {rate: 45%}

How to fix
  Count the entries and add the month that is missing; a month without revenue is 0. Write
  amounts without commas inside, as 790k or 790_000: in a list each comma begins a new
  month.
"""

from revplan.base.problem import Severity

CODE = "RP113"
NAME = "not-twelve"
SEVERITIES = (Severity.error,)

"""A file that is nested too deeply, or too long in one place.

What it checks
  Nesting is at most 32 levels deep, the file has at most 50,000 values, and no line and no
  single value is longer than 10,000 characters. Real plans stay under six levels and a few
  hundred values.

Why it matters
  A plan is read by people who sign for it, and in a file like this nobody can see which
  number counts. A few kilobytes that are nested deeply enough also make common readers of
  YAML crash, and with them the check of every other plan in the folder.

Fails
    revplan: 1
    name: Tallis Freight Brokers
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 31M}
    target: {growth: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[10%]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
    churn: {rate: 11%}

Passes
    revplan: 1
    name: Tallis Freight Brokers
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 31M}
    target: {growth: 10%}
    churn: {rate: 11%}

How to fix
  Write the number where the brackets are. If a program produced the file, let it write one
  line for each source of revenue instead of one for each invoice or customer, and shorten
  long notes to the sentence that matters.
"""

from revplan.base.problem import Severity

CODE = "RP008"
NAME = "too-complex"
SEVERITIES = (Severity.error,)

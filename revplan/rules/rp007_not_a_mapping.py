"""A file whose top is not a set of keys with values.

What it checks
  The file is a set of keys with values, such as `name: Acme`. A file that is one list, with
  a dash before every key, is refused. So is a file that is one piece of text, which happens
  when the space after a colon is missing: `target:5` is a word, not a key with a value.

Why it matters
  Read in this way the file has no target and no prior year, although both can be seen in
  it. A program that went on regardless would work out a plan without the 26M of last year.

Fails
    - revplan: 1
    - name: Lindqvist Interiors
    - fiscal_year: 2027
    - currency: SEK
    - prior_year: {revenue: 26M}
    - target: {growth: 6%}
    - churn: {rate: 35%}

Passes
    revplan: 1
    name: Lindqvist Interiors
    fiscal_year: 2027
    currency: SEK
    prior_year: {revenue: 26M}
    target: {growth: 6%}
    churn: {rate: 35%}

How to fix
  Remove the dashes before the keys, and put a space after every colon. Only `waivers` and
  lists of twelve months are lists in a plan.
"""

from revplan.base.problem import Severity

CODE = "RP007"
NAME = "not-a-mapping"
SEVERITIES = (Severity.error,)

"""A value that is borrowed from another place.

What it checks
  No value carries a mark to be copied from (`&loss`), and none is a copy of such a mark
  (`*loss`). Every number is written where it is used.

Why it matters
  A change to one line would move two figures, and the comparison of the two versions shows
  only the line. Somebody who raises the churn below from 12% to 15% sees 150k of change on
  5M and approves it, but contraction follows and makes it 300k. Copies of copies can also
  turn a file of half a page into gigabytes.

Fails
    revplan: 1
    name: Quill Learning Platform
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 5M}
    target: {growth: 20%}
    churn: {rate: &loss 12%}
    contraction: {rate: *loss}

Passes
    revplan: 1
    name: Quill Learning Platform
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 5M}
    target: {growth: 20%}
    churn: {rate: 12%}
    contraction: {rate: 12%}

How to fix
  Write the number in both places and delete the mark. A text that really begins with `&` or
  `*` goes in quotes: `note: "*see the appendix"`.
"""

from revplan.base.problem import Severity

CODE = "RP020"
NAME = "anchor-or-alias"
SEVERITIES = (Severity.error,)

"""A switch that is neither true nor false.

What it checks
  `late_start` is `true` or `false`. Other words, such as yes, no, on and off, are refused.

Why it matters
  Some programs read `yes` as true and others as a word, so the same plan would differ
  between them. Below, the switch decides over 750k: with it, the first quarter asks for
  last year's 1.5M instead of 2.25M, and each of the nine months after it for 83,333 more.

Fails
    revplan: 1
    name: Fernhill Data Services
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 6M}
    target: {growth: 50%}
    churn: {rate: 15%}
    phasing: {late_start: yes}

Passes
    revplan: 1
    name: Fernhill Data Services
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 6M}
    target: {growth: 50%}
    churn: {rate: 15%}
    phasing: {late_start: true}

How to fix
  Write `true` or `false`, in small letters.
"""

from revplan.base.problem import Severity

CODE = "RP116"
NAME = "not-a-switch"
SEVERITIES = (Severity.error,)

"""A waiver for something that cannot be waived, or without a reason.

What it checks
  A waiver names a rule whose findings are warnings or infos, and states a reason under
  `because`. Errors cannot be waived, in the file, in its numbers, or in what was approved
  or committed; nor can what judges waivers and changes (RP9xx).

Why it matters
  Warnings are matters of judgement, and a good reason settles them. Commitments that add
  up to 200k less than the plan needs are not: a waiver leaves the 200k missing and only
  removes the sign of it. A waiver without a reason tells next year's reader nothing, so
  nobody dares to remove it.

Fails
    revplan: 1
    name: Castellan Records Storage
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 13M}
    target: {growth: 8%}
    waivers:
      - {rule: RP201, because: "the partner channel closes the rest in spring"}

Passes
    revplan: 1
    name: Castellan Records Storage
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 13M}
    target: {growth: 8%}
    waivers:
      - {rule: RP301, because: "three-year contracts, none ends before 2029"}

How to fix
  Correct what the rule reports and delete the waiver: find an owner for what is missing, or
  let the plan ask for less. To a waiver that may stand add the reason, and `until` if it
  ends.
"""

from revplan.base.problem import Severity

CODE = "RP125"
NAME = "not-waivable"
SEVERITIES = (Severity.error,)

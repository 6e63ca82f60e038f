"""A file that is too large for a plan, or is not an ordinary file.

What it checks
  The file is at most 1 MiB (1,048,576 bytes) and is an ordinary file, not a device or a
  pipe with the name of one. A path that does not exist is not this error: the command then
  ends with exit code 2 and names the path.

Why it matters
  The plan of a company with fifty lines takes less than 10 kB. A megabyte under the name of
  a plan is nearly always something else: a ledger, an invoice list or a CRM export that was
  saved or pasted here. Such lists hold customers' names and prices, and everyone who may
  read the plan can now read them too.

Fails
    (the last line stands 40,000 times)
    revplan: 1
    name: Northgate Logistics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 18M}
    target: {growth: 12%}
    churn: {rate: 9%}
    # 2026-10-31, invoice 40817, paid

Passes
    revplan: 1
    name: Northgate Logistics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 18M}  # sum of the invoices in the billing export, 2026-10-31
    target: {growth: 12%}
    churn: {rate: 9%}

How to fix
  Keep the list where it came from and write only its totals into the plan. Name the list as
  the `source` of a number, so that a reader finds it:
  `rate: {value: 9%, source: "billing export"}`.
"""

from revplan.base.problem import Severity

CODE = "RP001"
NAME = "not-readable"
SEVERITIES = (Severity.error,)

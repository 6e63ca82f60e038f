r"""Tabs and odd spaces in the layout.

What it checks
  Lines are indented, and words separated, with ordinary spaces. A tab outside quotes and
  comments is refused, and so is a no-break space or another unusual space at the start of a
  line.

Why it matters
  The indentation says which section a number belongs to. A tab is two, four or eight
  columns wide depending on the editor, and a no-break space looks like an indentation but
  is read as part of the key. The churn rate below could drop out of its section without a
  trace: 20% of 6M is 1.2M of new business that nobody would be asked to bring.

Fails
    (written with escapes)
    revplan: 1
    name: Alder Cloud Backup
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 6M}
    target: {growth: 30%}
    churn:
    \trate: 20%

Passes
    revplan: 1
    name: Alder Cloud Backup
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 6M}
    target: {growth: 30%}
    churn:
      rate: 20%

How to fix
  Replace the tab or the odd space with two ordinary spaces. Most editors have a command
  "Convert indentation to spaces". A tab inside quoted text or a comment may stay.
"""

from revplan.base.problem import Severity

CODE = "RP004"
NAME = "tab-or-odd-space"
SEVERITIES = (Severity.error,)

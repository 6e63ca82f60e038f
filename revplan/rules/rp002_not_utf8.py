r"""Text that is not stored as UTF-8.

What it checks
  Every byte of the file is valid UTF-8. Files saved as Latin-1 or Windows-1252, and the
  UTF-16 files that Excel and Notepad write under the name "Unicode", are refused, with the
  place of the first byte that does not fit. A UTF-8 byte order mark at the start is
  accepted.

Why it matters
  In another encoding the program would have to guess the letters, and the guess differs
  between a Windows laptop and the server that checks the plans. Café Lumen becomes "CafÃ©
  Lumen" in the list of plans, and whoever compares that list with last year's by name finds
  one company gone and a new one with 1.4M of revenue.

Fails
    (written with escapes)
    revplan: 1
    name: Caf\xe9 Lumen
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 1.4M}
    target: {growth: 15%}
    churn: {rate: 25%}

Passes
    revplan: 1
    name: Café Lumen
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 1.4M}
    target: {growth: 15%}
    churn: {rate: 25%}

How to fix
  Open the file in the editor and save it again with the encoding UTF-8. In Notepad this is
  the list beside the Save button; in VS Code click the encoding in the status bar and
  choose "Save with Encoding". Then look at the accented letters once.
"""

from revplan.base.problem import Severity

CODE = "RP002"
NAME = "not-utf8"
SEVERITIES = (Severity.error,)

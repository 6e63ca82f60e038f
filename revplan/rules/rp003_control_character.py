r"""Characters that cannot be seen.

What it checks
  The file has no control characters (NUL, escape and the like), no characters that turn the
  direction of writing, no zero-width or other invisible characters, and no exotic line
  breaks (U+2028, U+2029, U+0085). Quoted text may not bring them in through an escape
  either. Ordinary line ends and tabs are not meant; for tabs see RP004.

Why it matters
  Whoever approves a plan approves what the screen shows. A character that turns the
  direction of writing can show the digits of a number in another order than the one that is
  calculated, and a name copied from a web page with a zero-width space in it looks the same
  as another and is not. Nobody finds that by reading.

Fails
    (written with escapes)
    revplan: 1
    name: Harbour\u200b Dental Group
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 7.5M}
    target: {growth: 10%}
    churn: {rate: 12%}

Passes
    revplan: 1
    name: Harbour Dental Group
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 7.5M}
    target: {growth: 10%}
    churn: {rate: 12%}

How to fix
  Go to the line and column of the message, delete the text around that place and type it
  again by hand. Pasting it again from the same web page, chat or PDF usually brings the
  character back.
"""

from revplan.base.problem import Severity

CODE = "RP003"
NAME = "control-character"
SEVERITIES = (Severity.error,)

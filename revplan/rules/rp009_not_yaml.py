"""Text that cannot be read as YAML.

What it checks
  The file follows the rules of YAML, the notation of the plan. The usual breaks are a quote
  that is not closed, a colon followed by a space inside a value, a value that begins with
  @, with % or with a backtick, lines that do not line up, and the double braces of a
  template that was never filled in.

Why it matters
  From the break on, nobody can say which number belongs to which key. The quote below is
  never closed, so everything under it becomes part of the company's name: the prior year,
  the target and a churn of 800k are gone, although all of them can be seen in the file.

Fails
    revplan: 1
    fiscal_year: 2027
    currency: GBP
    name: "Miller & Daughters, Tax Advice
    prior_year: {revenue: 4M}
    target: {growth: 10%}
    churn: {rate: 20%}

Passes
    revplan: 1
    fiscal_year: 2027
    currency: GBP
    name: "Miller & Daughters: Tax Advice"
    prior_year: {revenue: 4M}
    target: {growth: 10%}
    churn: {rate: 20%}

How to fix
  Close the quote. Put a value in double quotes when it holds a colon and a space, or begins
  with a special character. Line up keys of one section in the same column. If the file has
  `{{` in it, check the plan that the template writes, not the template.
"""

from revplan.base.problem import Severity

CODE = "RP009"
NAME = "not-yaml"
SEVERITIES = (Severity.error,)

"""A YAML directive on top of the file.

What it checks
  The file has no line such as `%YAML 1.2` or `%TAG` before the plan.

Why it matters
  Such a line promises a reading of the numbers that it cannot keep. In one version of YAML
  `010` is eight and in the other it is ten; in one `1e6` is a million and in the other a
  text. The plan has one reading of its own in every program and every version, and a line
  that says otherwise would only lead the next reader to the wrong figure.

Fails
    %YAML 1.2
    ---
    revplan: 1
    name: Kestrel Surveying
    fiscal_year: 2027
    currency: CAD
    prior_year: {revenue: 3.6M}
    target: {growth: 5%}
    churn: {rate: 40%}

Passes
    ---
    revplan: 1
    name: Kestrel Surveying
    fiscal_year: 2027
    currency: CAD
    prior_year: {revenue: 3.6M}
    target: {growth: 5%}
    churn: {rate: 40%}

How to fix
  Delete the lines that begin with `%`. The version that counts is the plan's own:
  `revplan: 1`.
"""

from revplan.base.problem import Severity

CODE = "RP023"
NAME = "directive"
SEVERITIES = (Severity.error,)

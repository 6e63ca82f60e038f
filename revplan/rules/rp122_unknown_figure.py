"""A pin, a commitment or an initiative for something the plan does not have.

What it checks
  Every key under `expect` names a figure of the bridge or a line of the plan by its path,
  such as `new_business` or `upsell.premium_tier`. Every commitment names a source:
  `new_business`, `bookings`, `carry_over`, `upsell`, `new_streams` or `churn`. What an initiative
  `supports` and a risk `threatens` is a number or a figure of the plan by its path, or a section
  that holds some: `churn.rate`, `funnel.stages.proposal`.

Why it matters
  A promise that is compared with nothing is not a promise. Marketing below commits to 3.6M
  of pipeline, and the plan needs 3.6M of new business. If one deal in four closes, that
  pipeline brings 900k, and a plan that looks covered is short by 2.7M.

Fails
    revplan: 1
    name: Sorrel Marketing Cloud
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 8M}
    target: {growth: 25%}
    churn: {rate: 20%}
    commitments:
      marketing: {pipeline: 3.6M}

Passes
    revplan: 1
    name: Sorrel Marketing Cloud
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 8M}
    target: {growth: 25%}
    churn: {rate: 20%}
    commitments:
      marketing: {new_business: 3.6M}

How to fix
  Use the name of the figure as `revplan explain` takes it. If a line was renamed or
  removed, rename or remove its pin with it. Turn a commitment in leads or pipeline into the
  revenue that it is expected to bring.
"""

from revplan.base.problem import Problem, Severity
from revplan.base.words import quote
from revplan.engine.outcome import Outcome
from revplan.model.figure_meant import figure_advice

CODE = "RP122"
NAME = "unknown-figure"
SEVERITIES = (Severity.error,)


def unknown_pin(name: str, outcome: Outcome) -> Problem:
    """A pin of a figure that only a plan worked out can tell to be none."""
    hint = figure_advice(name, outcome.figure_paths())
    message = f"{quote(name)} is not a figure of this plan"
    return Problem(CODE, message, hint, path=("expect", name), on_key=True)

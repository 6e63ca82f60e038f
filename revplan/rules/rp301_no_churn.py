"""The plan expects to keep every customer.

What it checks
  Nothing is said about `churn`, `contraction` or `losses`: an error, which can be waived. A
  warning where churn and losses by name come to zero, and neither `because` beside them nor a
  source or note of the number says why.

Why it matters
  It is the mistake that this program exists for. Ten million that should become fifteen need five
  of new business only if every customer stays; with three lost they need eight. A plan without
  churn starts the year short by exactly what it forgot.

Fails
    revplan: 1
    name: Lighthouse Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}

Passes
    revplan: 1
    name: Lighthouse Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

How to waive
    waivers:
      - {rule: RP301, because: "state contract, fixed until 2029"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan

CODE = "RP301"
NAME = "no-churn"
SEVERITIES = (Severity.error, Severity.warning)
OF_SEGMENTS = True
WAIVABLE = True

_HINT = "write what last year's customers will not bring again, as churn: {rate: 10%}"


def check(outcome: Outcome) -> Iterator[Problem]:
    """A year in which nothing is lost: forgotten, or without a reason."""
    plan = outcome.plan
    if outcome.bridge.churned != 0 or outcome.year.repeatable <= 0 or _explained(plan):
        return
    if plan.churn is not None:
        key, stated = plan.churn.measure()
        comes = "is zero" if stated.value == 0 else f"of {stated.text} comes to zero"
        message = f"churn {comes}: the plan expects to keep every customer"
        hint = f"{_HINT.partition(', as')[0]}, under churn; or say why nobody leaves, beside "
        hint += f'{key}: {stated.text}, because: "..."'
        yield Problem(CODE, message, hint, Severity.warning, ("churn",))
        return
    message = "no churn: the plan expects to keep every customer"
    spoken = plan.contraction is not None or plan.losses
    yield Problem(CODE, message, _HINT, Severity.warning if spoken else Severity.error)


def _explained(plan: Plan) -> bool:
    """Whether a zero that is stated says where it comes from."""
    churn = [] if plan.churn is None else [plan.churn]
    lines = plan.losses.values()
    stated = [it.measure()[1] for it in (*churn, *lines)]
    return (
        any(it.known_source or it.note for it in stated)
        or any(it.because for it in churn)
        or any(line.because or line.note for line in lines)
    )

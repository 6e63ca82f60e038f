"""Churn gets better and nothing says why.

What it checks
  `churn` states less than its `last_year`, the number carries neither a `source` nor a `note`,
  nothing says `because` beside it, and no goal and no initiative under `strategy` names churn; of a
  segment, the company's count as well.

Why it matters
  Last year 28% left; this year 22% are to leave. On ten million that is 600,000 of new business
  that nobody has to win, given by one keystroke. Customers stay for a reason: a renewal desk, a
  price, a product that works. The reason belongs beside the number, or into the strategy.

Fails
    revplan: 1
    name: Tidewater Payroll
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 22%, last_year: 28%}

Passes
    revplan: 1
    name: Tidewater Payroll
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 22%, last_year: 28%, because: "renewal desk of three since September"}

How to waive
    waivers:
      - {rule: RP304, because: "the largest leaver of last year was a merger"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.rules.reasons import named_in

CODE = "RP304"
NAME = "churn-improves-unexplained"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """Churn below last year's, without a word."""
    churn = outcome.plan.churn
    if churn is None or churn.last_year is None:
        return
    for key in type(churn).ONE_OF:
        stated = getattr(churn, key)
        if stated is None or stated.value >= churn.last_year.value:
            continue
        told = stated.known_source or stated.note or churn.because
        if not (told or named_in(outcome).speaks_of(f"churn.{key}", "churned")):
            yield Problem(
                CODE,
                f"churn improves from {churn.last_year.text} to {stated.text}, and nothing says "
                "what changes",
                'say it beside the number, because: "...", or name it in an initiative: '
                f"supports: [churn.{key}]",
                Severity.warning,
                ("churn", key),
            )

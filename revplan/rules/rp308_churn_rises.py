"""Churn rises, and nothing says what is done about it.

What it checks
  `churn` or `contraction` is more than a tenth above its `last_year`, where that is above zero, and
  neither a note nor a `because` nor an initiative of `strategy` says what is done about it.

Why it matters
  A plan that expects more customers to leave is honest, and not yet a plan. On ten million, 34%
  after 28% is 600,000 more that has to be won anew, at the price of new customers. Whoever knows
  that they will leave knows why, and asks next: what wins them back?

Fails
    revplan: 1
    name: Wharfside Fitness
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 10%}
    churn: {rate: 34%, last_year: 28%}

Passes
    revplan: 1
    name: Wharfside Fitness
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 10%}
    churn: {rate: 34%, last_year: 28%, because: "two clubs close; members are offered the others"}

How to waive
    waivers:
      - {rule: RP308, because: "the clubs that close were bought to be closed"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.rules.reasons import leaps, named_in
from revplan.rules.threshold import Threshold
from revplan.sections.churn import LOSSES, Loss

CODE = "RP308"
NAME = "churn-rises"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

RISE = Threshold("1.1", "times last year's, and more asks what is done about it")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Losses above last year's, without a word."""
    for section, figure in LOSSES.items():
        loss: Loss | None = getattr(outcome.plan, section)
        if loss is None or loss.last_year is None:
            continue
        key, stated = loss.measure()
        if not leaps(stated.value, loss.last_year.value, RISE.value):
            continue
        named = named_in(outcome).supports(f"{section}.{key}", figure)
        if not (loss.because or stated.note or named):
            yield Problem(
                CODE,
                f"{section} rises from {loss.last_year.text} to {stated.text}, and nothing says "
                "what is done about it: what wins these customers back?",
                'say it beside the number, because: "...", or name it in an initiative: '
                f"supports: [{section}.{key}]",
                Severity.warning,
                (section, key),
            )

"""A stage of the funnel converts far worse than last year.

What it checks
  A stage states a conversion more than a fifth below its `last_year`, and gives no `because`.

Why it matters
  A funnel that leaks is filled from above: marketing is asked for more leads, which cost money,
  while those that are there already are lost two steps later. Where last year's rate was the
  better, `revplan funnel` shows how many leads it would save.

Fails
    revplan: 1
    name: Corrie Solar
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 10%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%, last_year: 20%}
        proposal: {conversion: 22%, last_year: 30%}

Passes
    revplan: 1
    name: Corrie Solar
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 30%}
    churn: {rate: 10%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%, last_year: 20%}
        proposal: {conversion: 22%, last_year: 30%, because: "three offers a client since March"}

How to waive
    waivers:
      - {rule: RP318, because: "last year's rate is of the one region that was there"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.write import unit_text
from revplan.rules.threshold import Threshold

CODE = "RP318"
NAME = "stage-leaks"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

FALL = Threshold("0.8", "times last year's conversion, and less leaks")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Conversions far below last year's, without a word."""
    funnel = outcome.plan.funnel
    for name, stage in funnel.stages.items() if funnel is not None else ():
        if stage.last_year is None or stage.because:
            continue
        with exactly():
            leaks = stage.conversion.value < FALL.value * stage.last_year.value
        if leaks:
            yield Problem(
                CODE,
                f"the conversion of {escape(name)} falls from {stage.last_year.text} to "
                f"{stage.conversion.text}{_saved(outcome, name)}",
                'close the leak before filling it with leads, or say why, because: "..."',
                Severity.warning,
                ("funnel", "stages", name, "conversion"),
            )


def _saved(outcome: Outcome, stage: str) -> str:
    """What last year's rate would save, where leads are needed at all."""
    leads = outcome.figure(f"funnel.stages.{stage}.saves_at_last_year")
    if not leads:
        return ""
    return f"; at last year's rate {unit_text(leads, Unit.count)} fewer leads would do"

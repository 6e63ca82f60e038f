"""A conversion is to be far better than last year's.

What it checks
  A stage of the funnel states a conversion more than 1.25 times its `last_year`, gives no
  `because`, and no initiative of `strategy` supports `funnel.stages.<stage>.conversion`.

Why it matters
  A conversion that rises from 20% to 30% takes a third off the leads that marketing has to bring,
  by one keystroke. Buyers do not decide more often because a plan says so: a new offer, a new desk
  or a new list does it, and it has a name.

Fails
    revplan: 1
    name: Bluff Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%}
        proposal: {conversion: 30%, last_year: 20%}

Passes
    revplan: 1
    name: Bluff Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 20%}
        proposal: {conversion: 30%, last_year: 20%, because: "new proposal desk from December"}

How to waive
  Better say what changes: `because`, or an initiative whose `supports` names the conversion.
    waivers:
      - {rule: RP312, because: "last year counted proposals that nobody had asked for"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.rules.threshold import Threshold

CODE = "RP312"
NAME = "conversion-leap"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

LEAP = Threshold("1.25", "times last year's conversion, and more is a leap")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Each conversion, against last year's."""
    funnel = outcome.plan.funnel
    if funnel is None:
        return
    supported = _supported(outcome)
    for name, stage in funnel.stages.items():
        path = f"funnel.stages.{name}"
        if stage.last_year is None or stage.because or {path, f"{path}.conversion"} & supported:
            continue
        with exactly():
            leaps = stage.conversion.value > LEAP.value * stage.last_year.value
        if leaps:
            yield Problem(
                CODE,
                f"the conversion of {name} leaps from {stage.last_year.text} to "
                f"{stage.conversion.text}, and nothing says what changes",
                'say it beside the number, because: "...", or name it in an initiative: '
                f"supports: [{path}.conversion]",
                Severity.warning,
                ("funnel", "stages", name, "conversion"),
            )


def _supported(outcome: Outcome) -> set[str]:
    """The paths that some initiative supports."""
    strategy = outcome.plan.strategy
    if strategy is None:
        return set()
    return {path for it in strategy.initiatives.values() for path in it.supports}

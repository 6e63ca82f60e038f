"""Much of the year's pipeline is due before the year begins.

What it checks
  More than a third of the leads that the year's bookings need have to be there before the plan's
  first month: `funnel.stages` says how many days pass until they are signed.

Why it matters
  What is signed in January was a lead in the summer before. Where five months lie between, four
  deals of ten come of leads that had to be there before anybody approved the plan. They are there,
  or the year's first half is lost already, and no budget of this year brings it back.

Fails
    revplan: 1
    name: Long Reach Systems
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 400k
      stages:
        lead:     {conversion: 20%, days: 60}
        proposal: {conversion: 20%, days: 90}

Passes
    revplan: 1
    name: Long Reach Systems
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 400k
      stages:
        lead:     {conversion: 20%, days: 30}
        proposal: {conversion: 20%, days: 60}

How to waive
    waivers:
      - {rule: RP315, because: "2,100 qualified leads were counted in December"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.write import percent, unit_text
from revplan.rules.threshold import Threshold

CODE = "RP315"
NAME = "leads-already-due"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

ONE_IN = Threshold("3", "leads, of which one may be due before the year begins")


def check(outcome: Outcome) -> Iterator[Problem]:
    """The leads of the first stage that are due before the year."""
    funnel = outcome.work.funnel
    if funnel is None or funnel.leads <= 0:
        return
    due = funnel.stages[0].due_before_year
    with exactly():
        if ONE_IN.value * due <= funnel.leads:
            return
        share = percent(due / funnel.leads)
        early, leads = (unit_text(x, Unit.count) for x in (due, funnel.leads))
        many = f"{early} of {leads} leads ({share})"
    yield Problem(
        CODE,
        f"{many} are due before the year begins in {outcome.plan.year.first}",
        "count the leads that are there already, and plan for later signing "
        "(new_business.seasonality) where they are too few",
        Severity.warning,
        ("funnel", "stages"),
    )

"""Word of mouth is to bring far more than last year.

What it checks
  A source of kind `seed` plans more than 1.25 times the leads of its `last_year`, and no initiative
  of `strategy` supports `funnel.sources.<source>.leads`. A source whose `last_year` is zero or none
  is new.

Why it matters
  Leads by word of mouth are the best there are, and no budget buys them: customers recommend what
  went well for them. Their number grows with experience, by a tenth or two a year. A plan that
  doubles it has closed a gap where nobody can be asked for it.

Fails
    revplan: 1
    name: Alder Street Dental
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 20%}
    churn: {rate: 12%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 12%}}
      sources:
        referrals: {kind: seed, leads: 800, last_year: 400}

Passes
    revplan: 1
    name: Alder Street Dental
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 20%}
    churn: {rate: 12%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 12%}}
      sources:
        referrals: {kind: seed, leads: 800, last_year: 400}
    strategy:
      initiatives:
        thanks:
          what: "Who brings a patient is called by the dentist, and so is the patient."
          supports: [funnel.sources.referrals.leads]

How to waive
    waivers:
      - {rule: RP317, because: "last year counts from August, when we began to ask"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.rules.reasons import added_up, leaps, named_in
from revplan.rules.threshold import Threshold

CODE = "RP317"
NAME = "seeds-leap"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

LEAP = Threshold("1.25", "times last year's leads by word of mouth, and more is a leap")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Seeds far above last year's, with no initiative behind them."""
    funnel, named = outcome.plan.funnel, named_in(outcome)
    for name, source in funnel.sources.items() if funnel is not None else ():
        path = f"funnel.sources.{name}"
        if source.kind != "seed" or source.last_year is None:
            continue
        now, before = added_up(source.leads), added_up(source.last_year)
        if leaps(now, before, LEAP.value) and not named.supports(f"{path}.leads"):
            yield Problem(
                CODE,
                f"{escape(name)} is to bring {amount_text(now)} leads by word of mouth, last year "
                f"it brought {amount_text(before)}: that grows with experience, not with a number",
                f"plan for fewer, or name in an initiative what is done: supports: [{path}.leads]",
                Severity.warning,
                ("funnel", "sources", name, "leads"),
            )

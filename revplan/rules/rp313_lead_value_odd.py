"""Leads are said to be worth far more, or far less, than they bring.

What it checks
  The mean of the stated values of leads, weighted by their number, differs from `average_deal`
  times the win rate by more than a quarter. Sources that state no value are left out: theirs is
  that product.

Why it matters
  A lead is worth the deal that it may become times the chance that it does: 40,000 at 4% is 1,600.
  Where the values promised come to 600 on average, either the sources bring worse leads than the
  stages suppose, or marketing meets its number with value that nobody will ever sign.

Fails
    revplan: 1
    name: Copperline Tools
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 4%}}
      sources:
        whitepaper: {kind: net, leads: 20000, owner: marketing, value: 600}
      follow_up_hours: 12

Passes
    revplan: 1
    name: Copperline Tools
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 4%}}
      sources:
        whitepaper: {kind: net, leads: 6000, owner: marketing, value: 1500}
      follow_up_hours: 12

How to waive
    waivers:
      - {rule: RP313, because: "values were agreed before the new price list"}
"""

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly, to_step
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold

CODE = "RP313"
NAME = "lead-value-odd"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

APART = Threshold("0.25", "of what an average lead brings, either way, and more is odd")


def check(outcome: Outcome) -> Iterator[Problem]:
    """The mean value stated, against what an average lead brings."""
    section, funnel = outcome.plan.funnel, outcome.work.funnel
    lead = outcome.work.lead_value
    if section is None or funnel is None or lead is None:
        return
    stated = [it for it in lead.sources if section.sources[it.source].value is not None]
    with exactly():
        leads = sum(it.leads for it in stated)
        if not leads:
            return
        mean = Decimal(sum(it.leads * it.value for it in stated)) / leads
        worth = section.average_deal.value * funnel.win_rate
        apart = mean / worth - 1
        if abs(apart) <= APART.value:
            return
        how = f"{percent(abs(apart))} {'more' if apart > 0 else 'less'}"
        yield Problem(
            CODE,
            f"leads with a stated value are worth {_shown(mean)} on average, {how} than the "
            f"average deal times the win rate, {_shown(worth)}",
            "value a lead by the deals that came of such leads, or correct the conversions",
            Severity.warning,
            ("funnel", "sources"),
        )


def _shown(amount: Decimal) -> str:
    return amount_text(to_step(amount, Decimal("0.01") if amount < 100 else Decimal(1)))

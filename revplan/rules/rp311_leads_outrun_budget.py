"""The leads of an owner are to grow far faster than the owner's budget.

What it checks
  An owner's leads, or what they are worth, grow by more than twice what the owner's budget grows,
  over what the owner's sources state as `last_year` and what the owner's budget items do; whichever
  grows faster counts. Both years' leads are worth what this year's are. It is silent where either
  is not stated, or zero.

Why it matters
  No caviar on a tuna budget. 40% more leads from 10% more money means that every lead is to cost
  a fifth less than it did. Now and then that is so: a better list, a page that sells. Mostly it is
  a number typed to make the funnel fill up, and found out in the second quarter.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 5%}}
      sources:
        webinar: {kind: net, leads: 7000, last_year: 5000, owner: marketing}
    budget:
      programs: {owner: marketing, amount: 44k, every: month, last_year: 40k}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages: {lead: {conversion: 5%}}
      sources:
        webinar: {kind: net, leads: 7000, last_year: 5000, owner: marketing}
    budget:
      programs: {owner: marketing, amount: 50k, every: month, last_year: 40k}

How to waive
    waivers:
      - {rule: RP311, because: "the new site brings twice the leads for the same money"}
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.write import tell_apart
from revplan.rules.threshold import Threshold

CODE = "RP311"
NAME = "leads-outrun-budget"
SEVERITIES = (Severity.warning,)
ABOUT = "budget"

TIMES = Threshold("2", "times what the budget grows by, and leads outrun it")

_IS = {"leads": "are", "lead value": "is"}


class _Leads(NamedTuple):
    """Leads of an owner, this year and last [count], and what they are worth [currency]; `path` is
    where the first of them stand.
    """

    path: Path
    now: Decimal = ZERO
    before: Decimal = ZERO
    value_now: Decimal = ZERO
    value_before: Decimal = ZERO

    def growth(self) -> tuple[Decimal, str]:
        """The growth of the leads, or of their value where that is more, and which of them it is;
        fewer leads that are worth more take more money as well.
        """
        leads = self.now / self.before - 1
        value = self.value_now / self.value_before - 1
        return (value, "lead value") if value > leads else (leads, "leads")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Leads that grow by more than twice what the budget behind them grows."""
    budget = outcome.work.budget
    if budget is None:
        return
    with exactly():
        for owner, leads in _leads_by_owner(outcome).items():
            spent = budget.owners.get(owner)
            if spent is None or not spent.last_year or not leads.before:
                continue
            growth, what = leads.growth()
            of_budget = spent.total / spent.last_year - 1
            leads_grow, budget_grows = tell_apart(growth, abs(of_budget), share=True)
            if growth > TIMES.value * max(of_budget, ZERO):
                yield Problem(
                    CODE,
                    f"the {what} of {escape(owner)} {_IS[what]} to grow by {leads_grow}, "
                    f"the budget {_grows(of_budget, budget_grows)}",
                    "plan for fewer leads or more money, or say in a waiver what makes leads "
                    "cheaper",
                    Severity.warning,
                    leads.path,
                )


def _grows(growth: Decimal, told: str) -> str:
    if not growth:
        return "not at all"
    return f"by {told}" if growth > 0 else f"shrinks by {told}"


def _leads_by_owner(outcome: Outcome) -> dict[str, _Leads]:
    """The leads of every owner, of those sources that say what they brought last year."""
    found: dict[str, _Leads] = {}
    value = outcome.work.lead_value
    worth = {it.source: it.value for it in value.sources} if value is not None else {}
    sources = outcome.plan.funnel.sources if outcome.plan.funnel is not None else {}
    for name, source in sources.items():
        if source.owner is None or source.last_year is None:
            continue
        it = found.get(source.owner, _Leads(("funnel", "sources", name, "leads")))
        now, before = _count(source.leads), _count(source.last_year)
        found[source.owner] = _Leads(
            it.path,
            it.now + now,
            it.before + before,
            it.value_now + now * worth[name],
            it.value_before + before * worth[name],
        )
    return found


def _count(leads: Assumption | tuple[Assumption, ...]) -> Decimal:
    several = (leads,) if isinstance(leads, Assumption) else leads
    return sum((each.value for each in several), ZERO)

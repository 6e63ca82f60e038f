"""More money, and nothing promised for it.

What it checks
  Marketing, sales and customer_success, every owner of leads or of lines, and those whom
  `unit_economics.cac_owners` names: whose budget is more than a tenth above last year's, or more
  than a tenth of the whole, has a commitment. `budget` in a commitment is money granted, and
  promises nothing. In a company a commitment answers for a budget that stands in a segment, and one
  in a segment for the company's. One finding names them all, of a segment's budget one.

Why it matters
  A budget is a deal: this much money for that much business. Half of the deal is in the plan to
  the unit; where the other half is missing, the money is spent by June, and in December nobody
  can say what it was for.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      programs: {owner: marketing, amount: 5k, every: month, last_year: 4k}
      team: {owner: sales, amount: 80k, every: month}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    budget:
      programs: {owner: marketing, amount: 5k, every: month, last_year: 4k}
      team: {owner: sales, amount: 80k, every: month}
    commitments:
      marketing: {new_business: 1M}
      sales: {new_business: 7M}

How to waive
    waivers:
      - {rule: RP343, because: "commitments are signed on 15 January, after the plan"}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing
from revplan.engine.outcome import Outcome
from revplan.engine.year import stated_lines
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent
from revplan.rules.threshold import Threshold
from revplan.sections.commitments import SOURCES
from revplan.sections.economics import DEPARTMENTS
from revplan.sections.waivers import is_expired

if TYPE_CHECKING:
    from revplan.sections.budget import Spent

CODE = "RP343"
NAME = "money-without-promise"
SEVERITIES = (Severity.warning,)
OF_COMPANY = True

RISE = Threshold("0.1", "of last year's budget, and one that rises by more asks for a promise")
SHARE = Threshold("0.1", "of the whole budget, and one that is more asks for a promise")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Owners with more money, or much of it, who have promised nothing; a finding a budget."""
    yield from _of_plan(outcome, ())


def _of_plan(outcome: Outcome, above: tuple[Plan, ...]) -> Iterator[Problem]:
    """What is found of a plan, and of its segments by their paths in it; `above` are the companies
    that it is a segment of.
    """
    yield from _of_budget(outcome, (*above, outcome.plan, *_below(outcome.plan)))
    for segment in outcome.segments:
        if not _accepts(segment.own.plan):
            for it in _of_plan(segment.own, (*above, outcome.plan)):
                yield replace(it, path=("segments", segment.name, *it.path))


def _below(plan: Plan) -> Iterator[Plan]:
    for segment in plan.segments.values():
        yield segment
        yield from _below(segment)


def _accepts(plan: Plan) -> bool:
    """Whether a segment waives what would be found of it: a company is judged once, with it."""
    return any(it.rule == CODE and not is_expired(it, plan.year.first) for it in plan.waivers)


def _of_budget(outcome: Outcome, plans: tuple[Plan, ...]) -> Iterator[Problem]:
    """Who of a budget has promised nothing, in any of the plans that may say so."""
    plan, budget = outcome.plan, outcome.work.budget
    if budget is None:
        return
    with exactly():
        found = {
            owner: why
            for owner in dict.fromkeys(owner for it in plans for owner in _answerable(it))
            if owner in budget.owners and not any(_promises(it, owner) for it in plans)
            if (why := _much(budget.owners[owner], budget.total))
        }
    if found:
        said = listing((f"{escape(owner)} ({why})" for owner, why in found.items()), "and")
        first = next(iter(found))
        item = next(name for name, it in plan.budget.items() if it.owner == first)
        yield Problem(
            CODE,
            f"money without a promise: {said}",
            f"write under commitments.{escape(first)} what it is to bring: lead_value, "
            "new_business, upsell, or the churn that is still accepted",
            Severity.warning,
            ("budget", item),
            on_key=True,
        )


def _answerable(plan: Plan) -> Iterator[str]:
    """The owners whose money is to bring business, or to keep it."""
    sources = plan.funnel.sources.values() if plan.funnel is not None else ()
    economics = plan.unit_economics
    counted = economics.cac_owners if economics is not None else None
    owners = [
        *DEPARTMENTS,
        *(source.owner for source in sources),
        *(line.owner for _, line in stated_lines(plan)),
        *(counted or ()),
    ]
    return filter(None, owners)


def _promises(plan: Plan, owner: str) -> bool:
    """Whether an owner has signed up to bring something, be it to lose no more than so much."""
    promise = plan.commitments.get(owner)
    if promise is None:
        return False

    return any(getattr(promise, key) is not None for key in SOURCES if key != "budget")


def _much(spent: Spent, whole: Number) -> str:
    """Why a budget asks for a promise; empty where it does not."""
    had = spent.last_year
    if had is not None and spent.total > (1 + RISE.value) * had:
        rise = f"+{percent(spent.total / had - 1)}" if had else "nothing last year"
        return f"{amount_text(spent.total)}, {rise}"
    if spent.total > SHARE.value * whole:
        return f"{amount_text(spent.total)}, {percent(spent.total / whole)} of the budget"
    return ""

"""Winning the customers costs more than they will ever bring.

What it checks
  The budget of the owners who win customers (`unit_economics.cac_owners`) is above what the year's
  bookings bring while the customers stay: a year's worth of them at the margin, times one over the
  share that is lost in a year, five years at most. Business that is not sold by contracts, and
  earned when it is signed, counts once. Of a company, what its segments sign counts as each of
  them sells; what no segment covers as the company does.

Why it matters
  The first year of a customer may cost more than it brings, since others follow: at 20% churn five
  of them on average. Where the whole of that does not pay for winning them, every deal makes the
  company poorer, and growth makes it poorer faster.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 5%}
    churn: {rate: 10%}
    new_business: {recognition: subscription}
    unit_economics: {margin: 40%}
    budget:
      programs: {owner: marketing, amount: 1.2M, every: quarter}
      team: {owner: sales, amount: 250k, every: month}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 5%}
    churn: {rate: 10%}
    new_business: {recognition: subscription}
    unit_economics: {margin: 40%}
    budget:
      programs: {owner: marketing, amount: 600k, every: quarter}
      team: {owner: sales, amount: 250k, every: month}

How to waive
    waivers:
      - {rule: RP342, because: "the year pays for the entry into Japan; 2028 is its first of sales"}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, ZERO, exactly, to_step
from revplan.numbers.write import amount_text
from revplan.rules.threshold import Threshold
from revplan.sections.new_business import contracts

CODE = "RP342"
NAME = "budget-outruns-bookings"
SEVERITIES = (Severity.warning,)
ABOUT = "budget"

YEARS = Threshold("5", "years that a customer is counted on, at most")


def check(outcome: Outcome) -> Iterator[Problem]:
    """A budget for winning customers above what they bring."""
    from revplan.sections.unit_economics import UnitEconomics, gross_margin, winning_spend, wins

    budget, bookings = outcome.work.budget, outcome.bridge.bookings
    if budget is None or bookings <= 0:
        return
    section = outcome.plan.unit_economics or UnitEconomics.model_construct()
    with exactly():
        spend = winning_spend(section, budget.by_owner)
        brought = to_step(
            gross_margin(section) * _brought(outcome, bookings), outcome.plan.phasing.rounding
        )
    if spend is None or spend <= brought:
        return
    owners = listing((escape(it) for it in budget.by_owner if it and wins(it, section)), "and")
    yield Problem(
        CODE,
        f"winning customers costs {amount_text(spend)}"
        f"{f' (the budgets of {owners})' if owners else ''}, and while they stay they bring "
        f"{amount_text(brought)} at the margin",
        "plan for less money or for more bookings from it, or say in a waiver what else it is for",
        Severity.warning,
        ("budget",),
        on_key=True,
    )


def _brought(outcome: Outcome, bookings: Decimal) -> Decimal:
    """What bookings bring while the customers stay [currency], at a margin of one: those of a
    company's segments as each sells, what is in none of them as the company does.
    """
    if outcome.segments:
        parts = [(it.own, max(it.whole.bridge.bookings, ZERO)) for it in outcome.segments]
        apart = Decimal(bookings - sum(amount for _, amount in parts))
        return sum((_brought(*part) for part in parts), _as_sold_by(outcome, apart))
    return _as_sold_by(outcome, bookings)


def _as_sold_by(outcome: Outcome, bookings: Decimal) -> Decimal:
    """The same by a plan's own contracts, and the share that it loses in a year."""
    terms = contracts(outcome.plan.new_business)
    if terms is None and outcome.plan.basis == "revenue":
        return bookings
    year: Decimal = bookings * 12 / (terms.months if terms is not None else 12)
    kept = outcome.figure("grr")
    lost = ZERO if kept is None else ONE - Decimal(kept)
    years: Decimal = min(ONE / lost, YEARS.value) if lost > 0 else YEARS.value
    return year * years

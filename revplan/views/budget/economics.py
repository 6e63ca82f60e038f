"""The unit economics in words: a line for each, called as where the figure is made."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape, listing, number_of
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import EXACT, ZERO
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent, plain, unit_text
from revplan.sections.bridge import REVENUE_OF
from revplan.sections.economics import MARKETING, SPEND_MULTIPLE, SUCCESS
from revplan.sections.new_business import contracts, won_last_year, won_unlike
from revplan.sections.unit_economics import UnitEconomics, wins

_FEW_OWNERS = 4


def economics_table(outcome: Outcome) -> Table:
    """The unit economics that the plan says enough for, each with what it is made of.

    To be called where decimals are exact.
    """
    rows = [
        *_cost_rows(outcome),
        *_marketing_rows(outcome),
        *_churn_rows(outcome),
        *_return_rows(outcome),
        *_contribution_rows(outcome),
    ]
    columns = (
        Column("figure", "Figure"),
        Column("value", "Value", True),
        Column("note", "Note"),
    )
    return Table("economics", columns, tuple(rows), headed=False)


def _section(outcome: Outcome) -> UnitEconomics:
    return outcome.plan.unit_economics or UnitEconomics.model_construct()


def _cost_rows(outcome: Outcome) -> list[Row]:
    """CAC, and when that is earned back."""
    found, work = outcome.work.economics, outcome.work
    if found is None or found.cac is None or work.funnel is None or work.budget is None:
        return []
    section = _section(outcome)
    owners = [owner for owner in work.budget.by_owner if wins(owner, section)]
    spend = sum(work.budget.by_owner[owner] for owner in owners)
    deals = unit_text(work.funnel.deals, Unit.count)
    of = f"{deals} {_noun(deals, 'deal')} for {amount_text(spend)} of {_names(owners)}"
    rows = [Row((outcome.label("cac"), found.cac, of))]
    if found.payback_months is not None:
        margin = f"at a margin of {_margin(section)}{_deal_is(outcome)}"
        months = unit_text(found.payback_months, Unit.count)
        label = outcome.label("payback_months")
        rows.append(Row((label, f"{months} {_noun(months, 'month')}", margin)))
    return rows


def _margin(section: UnitEconomics) -> str:
    if section.margin is None:
        return "100%, as none is stated"
    return f"{plain(EXACT.scaleb(section.margin.value, 2))}%"


def _deal_is(outcome: Outcome) -> str:
    """What a deal is counted as, where that is not said by the plan's recurring revenue."""
    if outcome.plan.basis == "arr":
        return ""
    terms = contracts(outcome.plan.new_business)
    if terms is None:
        return "; counts a deal as a year's worth"
    return "" if terms.months == 12 else f"; a contract is {number_of(terms.months, 'month')}"


def _names(owners: list[str]) -> str:
    """Owners as a sentence lists them; many by their number."""
    if len(owners) > _FEW_OWNERS:
        return f"{len(owners)} owners"
    named = [escape(owner) for owner in owners if owner]
    return listing([*named, *(["what nobody owns"] if "" in owners else [])], "and")


def _noun(count: str, word: str) -> str:
    return word if count == "1" else f"{word}s"


def _marketing_rows(outcome: Outcome) -> list[Row]:
    """What a unit of marketing money brings, beside what it has brought so far."""
    found, work = outcome.work.economics, outcome.work
    stated = _section(outcome).spend_multiple
    asked = ""
    if found is not None and stated is not None and found.spend_multiple_asks_for > 0:
        budget = amount_text(found.spend_multiple_asks_for)
        asked = f"the stated {unit_text(stated.value, Unit.multiple)} asks for a budget of {budget}"
    if found is None or found.spend_multiple is None or work.budget is None:
        return [Row((SPEND_MULTIPLE, None, asked))] if asked else []
    bookings, spend = outcome.bridge.bookings, work.budget.by_owner[MARKETING]
    of = f"{amount_text(bookings)} of bookings on {amount_text(spend)}"
    note = f"{of}; {asked}" if asked else of
    multiple = unit_text(found.spend_multiple, Unit.multiple)
    return [Row((SPEND_MULTIPLE, multiple, note)), *_before_rows(outcome)]


def _before_rows(outcome: Outcome) -> Iterator[Row]:
    """What a unit of marketing money brought last year."""
    found, budget, selling = outcome.work.economics, outcome.work.budget, outcome.plan.new_business
    if found is None or budget is None or found.spend_multiple_last_year is None:
        return
    won, spent = won_last_year(selling, outcome.plan.q), budget.owners[MARKETING].last_year
    signed = contracts(selling) is not None and not won_unlike(selling)
    of = "bookings" if signed else "new business"
    note = f"{amount_text(won or ZERO)} of {of} on {amount_text(spent or ZERO)}"
    if won_unlike(selling):
        note += ", as it was earned: new_business.signed_last_year compares contracts"
    multiple = unit_text(found.spend_multiple_last_year, Unit.multiple)
    yield Row((outcome.label("spend_multiple_last_year"), multiple, note))


def _churn_rows(outcome: Outcome) -> list[Row]:
    """What one point of churn less would save, beside what is spent on keeping customers."""
    found, work = outcome.work.economics, outcome.work
    if found is None:
        return []
    point, notes = outcome.figure("churn_point.revenue"), ["of new business"]
    if found.churn_point_leads is not None:
        leads = unit_text(found.churn_point_leads, Unit.count)
        notes.append(f"{leads} {_noun(leads, 'lead')} saved")
    spend = None if work.budget is None else work.budget.by_owner.get(SUCCESS)
    if spend is not None:
        told = f"{SUCCESS} has a budget of {amount_text(spend)}"
        notes.append(told if found.points_pay is None else f"{told}: {_pay(found.points_pay)}")
    return [Row((outcome.label("churn_point.revenue"), point, "; ".join(notes)))]


def _pay(points: Number) -> str:
    """How many points of churn less pay for a budget."""
    count = unit_text(points, Unit.count)
    return f"{count} {_noun(count, 'point')} {'pays' if count == '1' else 'pay'} for it"


def _return_rows(outcome: Outcome) -> list[Row]:
    """What the whole budget brings, over itself."""
    found, budget = outcome.work.economics, outcome.work.budget
    if found is None or found.returned is None or budget is None:
        return []
    bookings = amount_text(outcome.bridge.bookings)
    of = f"{bookings} of bookings{_at_margin(outcome)} on a budget of {amount_text(budget.total)}"
    return [Row((outcome.label("return"), percent(found.returned), of))]


def _contribution_rows(outcome: Outcome) -> list[Row]:
    """What the year's margin leaves after the budget."""
    found, budget = outcome.work.contribution, outcome.work.budget
    if found is None or budget is None:
        return []
    revenue = outcome.figure(REVENUE_OF[outcome.plan.basis])
    told = f"{amount_text(revenue or ZERO)} of revenue{_at_margin(outcome)}"
    of = f"{told} less a budget of {amount_text(budget.total)}"
    if found.share is not None:
        of = f"{percent(found.share)} of revenue: {of}"
    return [Row((outcome.label("contribution"), found.year, of))]


def _at_margin(outcome: Outcome) -> str:
    """At what margin, where one is stated."""
    section = _section(outcome)
    return "" if section.margin is None else f" at a margin of {_margin(section)}"

"""The number in words: the bridge as a head of sales would tell it."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, change_percent, percent
from revplan.sections.bridge import target_growth
from revplan.sections.new_business import SUBSCRIPTION, contracts
from revplan.views.gap.bridge import earned_share


def in_words(outcome: Outcome) -> list[str]:
    """The way to the new business required, a paragraph a step."""
    with exactly():
        steps = (
            (_start(outcome), *_kept(outcome)),
            (_wanted(outcome), *_filled(outcome)),
            (*_signed(outcome), *_compared(outcome)),
        )
        return [" ".join(step) for step in steps if step]


def _short(text: str) -> str:
    """A share without the decimal that says nothing."""
    return text.replace(".0%", "%")


def _percent(share: Number) -> str:
    return _short(percent(share))


def _start(outcome: Outcome) -> str:
    plan, bridge = outcome.plan, outcome.bridge
    amount = f"{amount_text(bridge.prior_year)} {plan.currency}"
    if plan.basis == "arr":
        amount = amount if bridge.prior_year else "nothing"
        return f"{plan.name} begins the year with {amount} of annual recurring revenue."
    if not bridge.prior_year:
        return f"{plan.name} earned nothing last year."
    once = f", {amount_text(bridge.one_off)} of it once and not again" if bridge.one_off else ""
    return f"{plan.name} earned {amount} last year{once}."


def _kept(outcome: Outcome) -> Iterator[str]:
    bridge, lost = outcome.bridge, []
    if not outcome.year.repeatable:
        return
    if bridge.churned:
        share = _percent(bridge.churned / outcome.year.repeatable)
        lost.append(f"{amount_text(bridge.churned)} ({share}) with customers who leave")
    if bridge.contracted:
        lost.append(f"{amount_text(bridge.contracted)} with customers who stay and pay less")
    if lost:
        told = listing(lost, "and")
        yield f"It expects to lose {told}, and to keep {amount_text(bridge.retained)}."
    else:
        yield f"It counts on losing no customer, and keeps {amount_text(bridge.retained)}."


def _wanted(outcome: Outcome) -> str:
    plan, bridge = outcome.plan, outcome.bridge
    before = "at its beginning" if plan.basis == "arr" else "last year"
    more = ""
    if bridge.prior_year:
        growth = target_growth(bridge.target, bridge.prior_year)
        more = f", as {before}"
        if growth:
            words = "more than" if growth > 0 else "less than"
            more = f", {_percent(abs(growth))} {words} {before}"
    year = (
        str(plan.fiscal_year)
        if plan.year.first.month == 1
        else f"The year to {plan.year.last.words}"
    )
    verb = "The year is to end with" if plan.basis == "arr" else f"{year} is to bring"
    target = f"{verb} {amount_text(bridge.target)}{more}"
    if bridge.gap > 0 and bridge.gap == bridge.target:
        return f"{target}, and nobody brings any of it yet."
    if bridge.gap > 0:
        return f"{target}; last year's customers will not bring {amount_text(bridge.gap)} of it."
    return f"{target}; last year's customers alone bring that."


def _filled(outcome: Outcome) -> Iterator[str]:
    """What fills the gap, and what is left of it."""
    bridge, fills = outcome.bridge, []
    if bridge.carried_over:
        fills.append(f"{amount_text(bridge.carried_over)} is signed already")
    if bridge.upsell:
        fills.append(f"existing customers are to bring {amount_text(bridge.upsell)} more")
    if bridge.new_streams:
        verb = "" if bridge.upsell else "are to bring "
        fills.append(f"new streams {verb}{amount_text(bridge.new_streams)}")
    if fills:
        told = listing(fills, "and")
        yield f"{told[:1].upper()}{told[1:]}."
    needed = bridge.new_business
    if needed > 0:
        share = f", {_percent(needed / bridge.target)} of the target" if bridge.target else ""
        left = f"What is left has to be won as new business: {amount_text(needed)}"
        yield f"{left if fills else 'All of it has to be won as new business'}{share}."
    elif needed < 0:
        spare = amount_text(-needed)
        yield f"That is {spare} more than is asked for: no new business has to be won."
    else:
        yield "No new business has to be won."


def _signed(outcome: Outcome) -> Iterator[str]:
    """The contracts that bring it, where they earn only a part of themselves in the year."""
    plan, bridge = outcome.plan, outcome.bridge
    terms = contracts(plan.new_business)
    if plan.basis == "arr" or terms is None or bridge.new_business <= 0:
        return
    how = "Sold as subscriptions" if terms == SUBSCRIPTION else "On the plan's terms"
    yield (
        f"{how}, a contract earns {_short(earned_share(outcome))} of itself in the year in which "
        f"it is signed: contracts worth {amount_text(bridge.bookings)} have to be signed."
    )


def _compared(outcome: Outcome) -> Iterator[str]:
    """New business beside that of last year."""
    before = outcome.figure("new_business_last_year")
    change = outcome.figure("new_business_growth")
    if before and change is not None and outcome.bridge.new_business > 0:
        growth = _short(change_percent(change)[1:])
        words = f"{growth} {'more' if change > 0 else 'less'}"
        told = f"this year asks for {words}" if change else "this year asks for the same"
        yield f"Last year brought {amount_text(before)} of new business; {told}."

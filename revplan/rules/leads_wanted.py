"""How many more leads a plan's year needs: as many as close it, as its sources spread them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.numbers.acts import settle
from revplan.numbers.exact import ONE, exactly
from revplan.numbers.lag import months_before, move_later
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, plain

if TYPE_CHECKING:
    from revplan.sections.funnel import FunnelFigures


class MoreLeads(NamedTuple):
    """A source, how many leads a year it is planned to bring, whether they are stated by month,
    what they are worth together, and how many more are wanted.
    """

    source: str
    planned: Number
    by_month: bool
    worth: Number
    more: Number


_TOO_MANY = Decimal("1e12")


def leads_wanted(outcome: Outcome, short: Number, counted: bool) -> str:
    """What to plan for, so that leads suffice that are `short` by value, or by number where they
    are `counted`: whole leads more of the source that is planned to bring most. They come by month
    as it has them now: some of them too late.
    """
    with exactly():
        found = max(_wanted(outcome, short, counted), key=lambda it: it.worth, default=None)
        if found is None or found.more >= _TOO_MANY:
            return "plan for earlier leads, or for fewer bookings: more like these come too late"
        spread = f"evenly by month (leads: {plain(found.planned + found.more)})"
    spread = "by month as they are now" if found.by_month else spread
    return (
        f"plan for {amount_text(found.more)} more leads a year of {escape(found.source)}, {spread},"
        " or for fewer bookings"
    )


def _wanted(outcome: Outcome, short: Number, counted: bool) -> Iterator[MoreLeads]:
    """By each source of which leads come in time, how many more of them would do."""
    funnel: FunnelFigures = outcome.work.found["funnel"]
    lag = months_before(funnel.stages[0].days_to_signing)
    average = funnel.section.average_deal.value * funnel.win_rate
    for name, source in funnel.section.sources.items():
        stated = source.leads
        by_month = not isinstance(stated, Assumption)
        months = (ONE,) * 12 if isinstance(stated, Assumption) else tuple(it.value for it in stated)
        planned = stated.value if isinstance(stated, Assumption) else sum(months)
        worth = ONE if counted else source.value.value if source.value else average
        in_time = (sum(months) - move_later((0,) * 12, months, lag).late) * worth
        if in_time > 0:
            more = _whole(settle(short * sum(months) / in_time))
            yield MoreLeads(name, planned, by_month, planned * worth, more)


def _whole(x: Number) -> Number:
    """The next whole number."""
    return Decimal(x).to_integral_value(ROUND_CEILING)

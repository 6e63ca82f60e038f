"""The bridge: from last year to the new business that the year needs, and its months.

This file owns no key of the plan: it is what the sections lead to. A formula's parameters are named
by the figures that it is made of, as the catalogue has them.
"""

from __future__ import annotations

from dataclasses import dataclass

from revplan.numbers.acts import Quantiser, ratio
from revplan.numbers.number import Months, Number

REVENUE_OF = {"revenue": "target", "arr": "recognised_revenue"}
"""The figure that is the year's revenue, by what the plan is about (`basis`)."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """The year's figures [currency], each positive as its name says it; `grr`, `nrr` are shares.

    `one_off` is absent under basis arr, `recognised_revenue` under basis revenue, `grr` and `nrr`
    where nothing can repeat.
    """

    prior_year: Number
    one_off: Number | None
    churned: Number
    contracted: Number
    retained: Number
    target: Number
    gap: Number
    carried_over: Number
    upsell: Number
    new_streams: Number
    new_business: Number
    bookings: Number
    recognised_revenue: Number | None
    grr: Number | None
    nrr: Number | None


def retained_revenue(base: Number, churned: Number, contracted: Number) -> Number:
    """What last year's customers will bring again [currency].

    >>> retained_revenue(10, 3, 0)
    7
    """
    return base - churned - contracted


def revenue_gap(target: Number, retained: Number) -> Number:
    """All that last year's customers, as they are, will not bring [currency].

    >>> revenue_gap(15, 7)
    8
    """
    return target - retained


def new_business_required(
    gap: Number, carried_over: Number, upsell: Number, new_streams: Number
) -> Number:
    """What must be won from new customers [currency]; below zero it is a surplus.

    >>> new_business_required(8, 0, 1, 0)
    7
    """
    return gap - carried_over - upsell - new_streams


def new_business_growth(needed: Number, before: Number) -> Number | None:
    """How far new business is above last year's [share of last year's]; None where that was none.

    >>> from decimal import Decimal
    >>> new_business_growth(Decimal(9), Decimal(6)), new_business_growth(Decimal(9), Decimal(0))
    (Decimal('0.5'), None)
    """
    times = ratio(needed, before)
    return None if times is None else times - 1


def retained_share(retained: Number, base: Number) -> Number | None:
    """The share of what could repeat that comes again within the year [share of one]: of customers
    who leave in it, what they bring until then is kept. None where nothing could repeat.
    """
    return ratio(retained, base)


def naive_requirement(target: Number, prior_year: Number) -> Number:
    """What growth alone would ask, as if all of last year came again [currency].

    >>> naive_requirement(15, 10)
    5
    """
    return target - prior_year


def target_growth(target: Number, prior_year: Number) -> Number:
    """How far the target is above last year, which is not zero [share of last year].

    >>> from decimal import Decimal
    >>> target_growth(Decimal(15), Decimal(10))
    Decimal('0.5')
    """
    return target / prior_year - 1


def replaced_revenue(prior_year: Number, retained: Number) -> Number:
    """What of last year does not come again and has to be replaced [currency]: churn, contraction
    and one-offs. With what growth alone would ask it is the gap.

    >>> replaced_revenue(10, 7)
    3
    """
    return prior_year - retained


def known_share(retained: Number, carried_over: Number, target: Number) -> Number | None:
    """The share of the target that is in the bag on the first day [share of one]; None where there
    is no target.

    >>> from decimal import Decimal
    >>> known_share(Decimal(7), Decimal(1), Decimal(16))
    Decimal('0.5')
    """
    return ratio(retained + carried_over, target)


def closing_arr(
    opening: Number, churned: Number, contracted: Number, added: tuple[Number, ...]
) -> Number:
    """ARR at the end of a month [currency a year]."""
    return opening - churned - contracted + sum(added)


def recognised_revenue(opening: Number, closing: Number, q: Quantiser) -> Number:
    """A month's recognised revenue [currency]: a twelfth of the mean of its ARR."""
    return q((opening + closing) / 24)


def by_quarter(months: Months, stands: str = "") -> tuple[Number, ...]:
    """Four quarters of a monthly quantity: sums; of one that stands as of the "first" or the "last"
    month, that month.

    >>> by_quarter((1, 2, 3) * 4), by_quarter((1, 2, 3) * 4, "last")
    ((6, 6, 6, 6), (3, 3, 3, 3))
    """
    quarters = [months[i : i + 3] for i in (0, 3, 6, 9)]
    if stands:
        return tuple(quarter[0 if stands == "first" else 2] for quarter in quarters)
    return tuple(sum(quarter) for quarter in quarters)

"""The bridge: from last year to the new business that the year needs, and its months.

This file owns no key of the plan: it is what the sections lead to, and the names of its figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from revplan.numbers.acts import Quantiser
from revplan.numbers.kind import Months, Number

LABELS = {
    "prior_year": "Prior year",
    "one_off": "One-off",
    "repeatable": "Repeatable",
    "churned": "Churn",
    "contracted": "Contraction",
    "retained": "Retained",
    "target": "Target",
    "gap": "Gap",
    "carried_over": "Carried over",
    "upsell": "Upsell",
    "new_streams": "New streams",
    "unallocated": "Unallocated",
    "new_business": "New business required",
    "bookings": "Bookings",
    "recognised_revenue": "Recognised revenue",
    "grr": "Gross revenue retention",
    "nrr": "Net revenue retention",
    "base": "Base",
    "opening": "Opening ARR",
    "closing": "Closing ARR",
    "target_unheld": "Target before the late start",
    "new_business_unheld": "New business before the late start",
    "freed": "Freed by the late start",
}
"""What each figure is called in front of people."""

REVENUE_MONTHS = (
    "prior_year",
    "base",
    "churned",
    "contracted",
    "retained",
    "target",
    "carried_over",
    "upsell",
    "new_streams",
    "new_business",
    "bookings",
)
"""What the months of a plan on recognised revenue show, in order."""

ARR_MONTHS = (
    "opening",
    "churned",
    "contracted",
    "target",
    "carried_over",
    "upsell",
    "new_streams",
    "new_business",
    "bookings",
    "closing",
    "recognised_revenue",
)
"""What the months of an arr plan show, in order."""

LINE_SECTIONS = {
    "losses": "churned",
    "carry_over": "carried_over",
    "upsell": "upsell",
    "new_streams": "new_streams",
}
"""The sections that hold lines, in the order of the plan, and the figure that each adds up to."""


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


def closing_arr(
    opening: Number, churned: Number, contracted: Number, added: tuple[Number, ...]
) -> Number:
    """ARR at the end of a month [currency a year]."""
    return opening - churned - contracted + sum(added)


def recognised_revenue(opening: Number, closing: Number, q: Quantiser) -> Number:
    """A month's recognised revenue [currency]: a twelfth of the mean of its ARR."""
    return q((opening + closing) / 24)


def by_quarter(quantity: str, months: Months, basis: str) -> tuple[Number, ...]:
    """Four quarters of a monthly quantity: sums; of a standing amount its first or last month."""
    quarters = [months[i : i + 3] for i in (0, 3, 6, 9)]
    if quantity == "opening":
        return tuple(quarter[0] for quarter in quarters)
    if quantity == "closing" or (quantity == "target" and basis == "arr"):
        return tuple(quarter[2] for quarter in quarters)
    return tuple(sum(quarter) for quarter in quarters)

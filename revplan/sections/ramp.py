"""Reps over the months of a year: how far they are ramped, and how many are still there.

This file owns no key: `capacity` hands it `ramp`, `attrition` and the months of hire.
"""

from __future__ import annotations

from collections.abc import Sequence

from revplan.numbers.acts import quotient
from revplan.numbers.number import Months, Number


def in_seat(attrition: Number, month: int) -> Number:
    """The share of reps still there in the middle of their first, second, ... month of the year
    [share of one], where `attrition` of them leave within a year, evenly.

    >>> from decimal import Decimal
    >>> in_seat(Decimal("0.24"), 1), in_seat(Decimal("0.24"), 12)
    (Decimal('0.99'), Decimal('0.77'))
    """
    return 1 - attrition * (2 * month - 1) / 24


def ramp_share(ramp: Sequence[Number], age: int) -> Number:
    """The share of full productivity in a month since hire, 0 in the month of hire: nothing
    before it, full after the ramp [share of one].

    >>> [ramp_share(("0%", "50%"), age) for age in (-1, 0, 1, 2)]
    [0, '0%', '50%', 1]
    """
    if age < 0:
        return 0
    return ramp[age] if age < len(ramp) else 1


def at_work(ramp: Sequence[Number], attrition: Number | None, hired: int) -> Months:
    """What one rep is worth in each month of the year [ramped reps], 12.

    `hired` is the month's place in the year, 0 first and below 0 before it. Attrition counts from
    the year's start, or from the hire where that comes later.

    >>> at_work((), None, 10)
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    """
    shares = tuple(ramp_share(ramp, month - hired) for month in range(12))
    if attrition is None:
        return shares
    since = max(hired, 0)
    return tuple(
        share * in_seat(attrition, month - since + 1) for month, share in enumerate(shares)
    )


def rep_years(heads: Months, sigma: Months) -> Number:
    """Heads by month over the year, each month as the season weighs it [fully ramped reps].

    >>> rep_years((0,) * 6 + (4,) * 6, (1,) * 12)
    Decimal('2')
    """
    weighed = sum(head * weight for head, weight in zip(heads, sigma, strict=True))
    return quotient(weighed, sum(sigma), "capacity.productivity")

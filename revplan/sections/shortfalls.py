"""By how much the reps fall short of the bookings of months and quarters.

This file owns no key of its own: it reads what the reps of `capacity` can close beside the
bookings. A year's shortfall is no sum of these, as a month to spare makes up for another.
"""

from __future__ import annotations

from typing import NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import larger
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number


class Shortfalls(NamedTuple):
    """What cannot be closed of the bookings [currency], of 12 months and of 4 quarters."""

    months: Months
    quarters: Months


def shortfall(bookings: Number, capacity: Number) -> Number:
    """What cannot be closed of the bookings [currency], at least nothing.

    >>> shortfall(5, 3), shortfall(3, 5)
    (2, Decimal('0'))
    """
    return larger(bookings - capacity, ZERO)


def shortfall_figures(
    figures: Figures,
    *,
    capacity_by_month: Months,
    capacity_by_quarter: Months,
    bookings_by_month: Months,
    bookings_by_quarter: Months,
    year: PlanYear,
) -> Shortfalls:
    """The shortfalls worked out; their figures go into `figures` by path."""

    def named(period: str, name: str, bookings: Number, capacity: Number) -> Number:
        path = f"capacity.{period}.{name}.short"
        short = shortfall(bookings, capacity)
        return figures.alone(path, short, f"Capacity shortfall, {name}")

    months = zip(year.months, bookings_by_month, capacity_by_month, strict=True)
    quarters = zip(range(1, 5), bookings_by_quarter, capacity_by_quarter, strict=True)
    return Shortfalls(
        tuple(named("months", str(month), asked, made) for month, asked, made in months),
        tuple(named("quarters", f"Q{place}", asked, made) for place, asked, made in quarters),
    )

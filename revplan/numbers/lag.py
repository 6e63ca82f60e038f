"""Lags: how what is needed some days before a month falls into whole months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from revplan.numbers.acts import nothing, parts_before
from revplan.numbers.number import Months, Number


def months_before(days: Number) -> dict[int, Number]:
    """The shares of a month's need by how many months earlier they fall, for a lag in days.

    A lag of L months (`days * 12 / 365`) with `f = L - floor(L)`: the share `1 - f` falls floor(L)
    months earlier, f one month before that. Shares of nothing are left out; they add to one.

    >>> from decimal import Decimal
    >>> months_before(73) == {2: Decimal("0.6"), 3: Decimal("0.4")}
    True
    >>> months_before(0) == {0: 1}, months_before(365) == {12: 1}
    (True, True)
    """
    if isinstance(days, int) and not days:  # no lag is stated: of every kind of number the same
        return {0: 1}
    return {months: part / 365 for months, part in parts_before(days).items()}


def move_earlier(monthly: Months, shares: Mapping[int, Number], before: int) -> tuple[Number, ...]:
    """What twelve months need, by the month in which it has to be there for that.

    `shares` are those of `months_before`, or of `parts_before`; the result begins `before` months
    before the year and ends with the year.

    >>> from decimal import Decimal
    >>> shares = {1: Decimal("0.75"), 2: Decimal("0.25")}
    >>> move_earlier((8,) * 12, shares, 2) == (2, *(8,) * 11, 6, 0)
    True
    """
    needed: dict[int, Number] = {}
    for place, amount in enumerate(monthly, start=before):
        for earlier, share in shares.items():
            needed[place - earlier] = needed.get(place - earlier, 0) + amount * share
    unreached = nothing(tuple(shares.values()), "the lag reaches other months")
    return tuple(needed.get(place, unreached) for place in range(before + 12))


class Arrived(NamedTuple):
    """What came in two years, by the month of the second in which it is through: 12 months, what of
    these is of the first year, and what of the second comes through after it.
    """

    months: Months
    of_before: Months
    late: Number


def move_later(before: Months, monthly: Months, shares: Mapping[int, Number]) -> Arrived:
    """What comes in `monthly` months, and in the twelve `before` them, through a lag: the mirror of
    `move_earlier`. What came earlier still is not known, and brings nothing.

    >>> from decimal import Decimal
    >>> shares = {1: Decimal("0.75"), 2: Decimal("0.25")}
    >>> found = move_later((0,) * 12, (8,) * 12, shares)
    >>> [int(month) for month in found.months], int(found.late)
    ([0, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8], 10)
    """
    unreached = nothing(tuple(shares.values()), "the lag reaches other months")
    months, of_before = [], []
    for place in range(12):
        own, old = unreached, unreached
        for later, share in shares.items():
            since = place - later
            if since >= 0:
                own = own + monthly[since] * share
            elif since >= -12:
                old = old + before[since] * share
        months.append(own + old)
        of_before.append(old)
    late = unreached
    for place, amount in enumerate(monthly):
        for later, share in shares.items():
            if place + later >= 12:
                late = late + amount * share
    return Arrived(tuple(months), tuple(of_before), late)

"""Lags: how what is needed some days before a month falls into whole months."""

from __future__ import annotations

from collections.abc import Mapping

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

"""Retention: GRR and NRR, what losses take in a full year, and what a point of churn moves. This
file owns no key of the plan.
"""

from __future__ import annotations

from revplan.numbers.acts import larger, quotient, ratio, ratio_or, smaller, twelfth_root
from revplan.numbers.number import Months, Number
from revplan.sections.churn import (
    Loss,
    compounded_loss,
    leavers,
    lost_in_year,
    yearly_share,
)


def gross_retention(kept: Number, base: Number) -> Number | None:
    """The share of the first day's customers that is there at the year's end [share of one]; None
    where nothing could repeat. `kept` is what they bring by then in a full year [currency].

    Source: gross revenue retention as boards read it, upsell left out.

    >>> from decimal import Decimal
    >>> gross_retention(Decimal(7), Decimal(10))
    Decimal('0.7')
    """
    return ratio(kept, base)


def net_retention(kept: Number, grown: Number, base: Number) -> Number | None:
    """The same with what these customers add [share of one]; None where nothing could repeat.

    >>> from decimal import Decimal
    >>> net_retention(Decimal(7), Decimal(2), Decimal(10))
    Decimal('0.9')
    """
    return ratio(kept + grown, base)


def full_year_loss(loss: Loss, base: Number, s: Months) -> Number:
    """What the leavers of the year take in a full one [currency], `base` at most.

    What is stated for the plan year alone is held against how much of the year the leavers are
    gone, so that `rate: 15%` spread evenly says the same as `annual_rate: 30%`.

    >>> from decimal import Decimal
    >>> half = Loss(rate="15%", timing="even")
    >>> int(full_year_loss(half, Decimal(10), (1,) * 12))
    3
    >>> int(full_year_loss(Loss(annual_rate="30%"), Decimal(10), (1,) * 12))
    3
    """
    key, stated = loss.measure()
    if key == "annual_rate":
        return base * stated.value
    if key == "monthly_rate":
        return base * yearly_share(stated.value)
    at_start = loss.timing in (None, "start")
    if key == "rate" and at_start:
        return base * stated.value
    taken = base * stated.value if key == "rate" else stated.value
    if not at_start:
        parts, whole = leavers(loss)
        met = sum(w * part for w, part in zip(s, parts, strict=True))
        taken = ratio_or(taken * whole * sum(s), met, base)
    return smaller(taken, base)


def loss_apart(loss: Loss, base: Number, s: Months, basis: str, of: str) -> tuple[Number, Number]:
    """What a loss takes in the year, and what it takes where the year loses a point less of its
    customers; where a point less is not there to take, with a point more, and as it is. Unrounded
    [currency].

    >>> from decimal import Decimal
    >>> [int(it) for it in loss_apart(Loss(rate="30%"), Decimal(100), (1,) * 12, "arr", "churn")]
    [30, 29]
    >>> [str(it) for it in loss_apart(Loss(rate="0.4%"), Decimal(100), (1,) * 12, "arr", "churn")]
    ['1.400', '0.400']
    """
    if basis != "arr" and loss.monthly_rate is not None:
        more, less = _monthly_apart(1 - loss.monthly_rate.value)
        return compounded_loss(more, base, s, of), compounded_loss(less, base, s, of)
    point = base / 100
    if basis != "arr" and loss.annual_rate is not None:
        parts, whole = leavers(loss)
        met = sum(w * part for w, part in zip(s, parts, strict=True))
        point = quotient(base * met, 100 * whole * sum(s), of)
    taken = lost_in_year(loss, base, s, basis, of)
    more = taken + point * _short_of(taken, point)
    return more, more - point


def _short_of(taken: Number, point: Number) -> Number:
    """1 where what is taken is below a point, else 0."""
    lacking = larger(point - taken, 0)
    return ratio_or(lacking, lacking, 0)


def _monthly_apart(stays: Number) -> tuple[Number, Number]:
    """The shares that stay every month by which the year loses a point more and less, one of them
    the stated: they differ by one factor.
    """
    year = 100 * stays**12
    short = _short_of(100 - year, 1)
    down = twelfth_root(larger((year - 1) / 100, 0))
    up = twelfth_root(smaller((year + 1) / 100, 1))
    return stays * (1 - short) + down * short, up * (1 - short) + stays * short

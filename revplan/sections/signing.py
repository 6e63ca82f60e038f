"""When contracts are signed, and when they earn: what a late start holds, what months recognise.

This file owns no key of its own: it reads `new_business` and `phasing.late_start`. A contract is
signed in the middle of a month, begins after its delay and earns evenly over its months.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from revplan.base.problem import CannotWorkOut, Problem
from revplan.fields.assumption import Assumption
from revplan.numbers.acts import Quantiser, larger, phase, quotient, settle, smaller
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number


class Terms(Protocol):
    """The contracts that are sold."""

    @property
    def months(self) -> int:
        """Over how many months one earns."""

    @property
    def delay(self) -> int:
        """Months between signing and the first that earns."""


class _Yearly(NamedTuple):
    months: int = 12
    delay: int = 0


YEAR: Terms = _Yearly()
"""A contract of a year."""

HELD = 3
"""How many months a late start holds: the first quarter."""


class Signing(NamedTuple):
    """What has to be signed in the year [currency], unrounded, and the weights of its months
    [relative], 12.
    """

    value: Number
    months: Months


def earning_parts(terms: Terms) -> tuple[tuple[int, ...], int]:
    """The share of a contract of each month that is recognised in the year: 12 parts, their whole.

    Signed mid-month: `clamp(12.5 - m - delay, 0, months) / months`.

    >>> earning_parts(YEAR)
    ((23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1), 24)
    """
    whole = 2 * terms.months
    return tuple(min(max(25 - 2 * m - 2 * terms.delay, 0), whole) for m in range(1, 13)), whole


def earned_share(terms: Terms, sigma: Months, of: str) -> Number:
    """The share of the year's bookings that is recognised in it [share of one].

    >>> from decimal import Decimal
    >>> earned_share(YEAR, (1,) * 12, "new_business")
    Decimal('0.5')
    """
    parts, whole = earning_parts(terms)
    met = sum(w * part for w, part in zip(sigma, parts, strict=True))
    return quotient(met, whole * sum(sigma), of)


def contract_value(wanted: Number, terms: Terms, sigma: Months) -> Number:
    """The contract value to sign so that `wanted` is recognised in the year, unrounded [currency].

    `sigma` is the season of signing. Nothing is to be signed for nothing, or for a surplus.

    >>> from decimal import Decimal
    >>> contract_value(Decimal(8), YEAR, (1,) * 12)
    Decimal('16')
    """
    parts, whole = earning_parts(terms)
    met = sum(w * part for w, part in zip(sigma, parts, strict=True))
    needed = larger(wanted, ZERO)
    return quotient(needed * whole * sum(sigma), met, "new_business.recognition")


def signing(needed: Number, terms: Terms, sigma: Months, ceiling: Sequence[Number] = ()) -> Signing:
    """The contracts that earn `needed` in the year, signed by the season `sigma`.

    `ceiling` is what each month of the first quarter can sign at most [currency], 3; none where
    nothing holds it. What the quarter leaves is signed later, and as later contracts earn less of
    themselves in the year, more has to be signed. Raises CannotWorkOut where they would earn none.

    >>> from decimal import Decimal
    >>> even = (1,) * 12
    >>> signing(Decimal(8), YEAR, even).value
    Decimal('16')
    >>> round(signing(Decimal("2.88"), YEAR, even, (Decimal(0),) * 3).value, 2)
    Decimal('7.68')
    """
    if not ceiling:
        return Signing(contract_value(needed, terms, sigma), sigma)
    contract_value(needed, terms, sigma)  # raises where no month's contracts earn anything
    parts, whole = earning_parts(terms)
    wanted, met = larger(needed, ZERO) * whole, _weighed(sigma, parts)
    # All of it times what the season meets, so that nothing is divided until it has to be.
    first = tuple(smaller(sigma[i] * wanted, ceiling[i] * met) for i in range(HELD))
    left = wanted * met - _weighed(first, parts[:HELD])
    each = _after_the_quarter(left, _weighed(sigma[HELD:], parts[HELD:]))
    later = tuple(weight * each for weight in sigma[HELD:])
    value = quotient(sum(first) + sum(sigma[HELD:]) * each, met, "new_business.recognition")
    return Signing(settle(value), first + later)


def _weighed(weights: Sequence[Number], parts: Sequence[int]) -> Number:
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))


def _after_the_quarter(left: Number, met: Number) -> Number:
    """What is signed later for each unit of the season, so that what is left is earned."""
    try:
        return quotient(left, met, "new_business.recognition")
    except CannotWorkOut:
        raise CannotWorkOut(
            Problem(
                "RP123",
                "the late start leaves something to earn, and contracts signed after the first "
                "quarter earn nothing in the year",
                "write a shorter delay, or late_start: false",
                path=("new_business", "recognition"),
            )
        ) from None


def earned_weights(terms: Terms, signed: Months) -> Months:
    """What contracts earn in each month [relative], 12; `signed` are the weights of signing.

    A contract of n months signed in the middle of month j earns in month m the n-th part of how
    much of that month it covers.

    >>> earned_weights(YEAR, (1,) + (0,) * 11)[:3]
    (1, 2, 2)
    """
    return tuple(
        sum(weight * _halves(terms, j, m) for j, weight in enumerate(signed, start=1))
        for m in range(1, 13)
    )


def _halves(terms: Terms, signed: int, month: int) -> int:
    """How many halves of a month, of 2, a contract signed in the middle of another covers."""
    begins = 2 * (signed + terms.delay) - 1
    ends = begins + 2 * terms.months
    return max(0, min(2 * month, ends) - max(2 * month - 2, begins))


def signed_months(
    stated: Assumption | tuple[Assumption, ...], sigma: Months, q: Quantiser
) -> Months:
    """Last year's signings by month [currency], 12: as given, each quarter evenly over its months,
    or the year's laid on the season.

    >>> from decimal import Decimal
    >>> q = Quantiser(Decimal(1))
    >>> quarters = tuple(Assumption(Decimal(x)) for x in (3, 6, 9, 12))
    >>> [int(x) for x in signed_months(quarters, (1,) * 12, q)]
    [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    """
    of = "new_business.signed_last_year"
    if not isinstance(stated, tuple):
        return phase(q(stated.value), sigma, q, of)
    amounts = tuple(q(it.value) for it in stated)
    if len(amounts) == 12:
        return amounts
    return tuple(month for it in amounts for month in phase(it, (1, 1, 1), q, of))

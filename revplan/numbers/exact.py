"""Exact decimals: the kind of number that a plan is told in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    InvalidOperation,
    Overflow,
    localcontext,
)
from itertools import accumulate, pairwise

from revplan.base.problem import CannotWorkOut, Problem
from revplan.numbers.number import Months, Number

ZERO = Decimal(0)
ONE = Decimal(1)

EXACT = Context(
    prec=120,
    # Rounding away from a last digit of 0 or 5 keeps a quotient on its side of every half, so that
    # rounding it once more to the quantum gives what the unrounded quotient would have given.
    rounding=ROUND_05UP,
    traps=[InvalidOperation, DivisionByZero, Overflow, FloatOperation],
)
ROOTS = Context(prec=50, traps=[InvalidOperation, DivisionByZero, Overflow])

_FINEST = Decimal("1e-60")
_LARGEST = 50


def exactly() -> AbstractContextManager[Context]:
    """The context in which decimals are exact: entered by whoever works out a plan."""
    return localcontext(EXACT)


def to_step(x: Number, step: Decimal) -> Decimal:
    """An exact number as it is told: rounded to a step once, halves away from zero.

    Made of quotients it is rounded as if they had not ended: a half that lies below itself by their
    last digit goes up.

    >>> with exactly():
    ...     almost = Decimal(1) / 3 + Decimal(1) / 3 + Decimal("0.5") - Decimal(2) / 3
    ...     print(almost < Decimal("0.5"), to_step(almost, Decimal(1)))
    True 1
    """
    return EXACT.add(settle(Decimal(x)).quantize(step, ROUND_HALF_UP, EXACT), ZERO)


def quantise(x: Number, step: Decimal) -> Decimal:
    """The number rounded, exact wherever it is asked; + 0 turns -0 into 0."""
    return EXACT.add(Decimal(x).quantize(step, ROUND_HALF_UP, EXACT), ZERO)


def phase(total: Number, weights: Sequence[Number], step: Decimal, of: str) -> Months:
    """The total laid over months, each the difference of what is rounded until it and before."""
    if not total:
        return (quantise(ZERO, step),) * len(weights)
    whole = sum(weights)
    if not whole:
        raise no_month_for(of)
    until = [
        settle(total * reached / whole).quantize(step, ROUND_HALF_UP, EXACT) + ZERO
        for reached in accumulate(weights)
    ]
    return (until[0], *(after - before for before, after in pairwise(until)))


def as_weights(months: Months) -> Months:
    """The months, or even ones where they add to nothing."""
    return months if sum(months) else (1,) * len(months)


def quotient(part: Number, whole: Number, of: str) -> Decimal:
    """A quotient; raises CannotWorkOut for something by nothing."""
    if whole:
        found: Decimal = Decimal(part) / whole
        return found
    if part:
        raise no_month_for(of)
    return ZERO


def no_month_for(of: str) -> CannotWorkOut:
    """An amount that is not zero falls in months whose weights add to zero."""
    return CannotWorkOut(
        Problem(
            "RP123",
            f"{of} is not zero, and the weights of the months in which it falls add up to zero",
            "give one of these months a weight above zero, or let it fall in other months",
            path=tuple(of.split(".")),
        )
    )


def ratio(part: Number, whole: Number) -> Decimal | None:
    """A share of a whole; None where the whole is zero."""
    return quotient(part, whole, "") if whole else None


def ratio_or(part: Number, whole: Number, otherwise: Number) -> Number:
    """A share of a whole, or another number where the whole is zero."""
    return Decimal(part) / whole if whole else otherwise


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two."""
    return min(a, b)


def larger(a: Number, b: Number) -> Number:
    """The larger of two."""
    return max(a, b)


def upwards(x: Number) -> Decimal:
    """The number rounded up to a whole one; what is above one by the noise of quotients is it."""
    return settle(x).to_integral_value(ROUND_CEILING) + ZERO


def twelfth_root(x: Number) -> Number:
    """The twelfth root, to 50 digits."""
    return ROOTS.power(Decimal(x), ROOTS.divide(ONE, Decimal(12))) if x else ZERO


def parts_before(days: Number) -> dict[int, Number]:
    """The 365ths of a lag in days by how many months earlier they fall."""
    whole, rest = divmod(Decimal(days) * 12, 365)
    months = int(whole)
    return {months: 365 - rest, months + 1: rest} if rest else {months: Decimal(365)}


def nothing(by: Sequence[Number], frozen: str) -> Number:
    """Nothing, whatever the numbers are."""
    return 0


def settle(x: Number) -> Decimal:
    """The number to so many digits that the noise of quotients is gone."""
    told = Decimal(x)
    if told.adjusted() > _LARGEST:
        return told
    return told.quantize(_FINEST, ROUND_HALF_EVEN, EXACT)


def apportion(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    step: Decimal,
) -> tuple[Decimal, ...]:
    """The parts of a total that is a multiple of the step."""
    weights = weights_that_count(weights, otherwise)
    whole = sum(weights)
    if not whole:
        return tuple(quantise(ZERO, step) for _ in names)
    shares: list[Decimal] = [settle(Decimal(total) * weight / whole) for weight in weights]
    parts: list[Decimal] = [share.quantize(step, ROUND_FLOOR) + ZERO for share in shares]
    left = int((total - sum(parts)) / step)
    by_remainder = sorted(range(len(names)), key=lambda k: (parts[k] - shares[k], names[k]))
    for k in by_remainder[:left]:
        parts[k] += step
    return tuple(parts)


def weights_that_count(weights: Sequence[Number], otherwise: Sequence[Number]) -> Sequence[Number]:
    """The weights that count: the second where the first are all zero."""
    return weights if any(weights) or not otherwise else otherwise


def tag(name: str, x: Number) -> Number:
    """The number itself: decimals keep no names."""
    return x

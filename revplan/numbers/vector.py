"""Numbers by the thousand: NumPy arrays, one place a variant of the plan.

Floats are within one quantum of the exact result while amounts stay below 10^14 quanta; beyond,
hand in arrays of decimals (dtype object): every act here runs on them too, exactly and slowly.
NumPy is imported when somebody asks for this kind of number, never before.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np

from revplan.numbers import exact
from revplan.numbers.number import Months, Number


def _exact(x: Any) -> bool:
    return isinstance(x, np.ndarray) and x.dtype == object


def _alike(a: Number, b: Number, beside: Number = 0) -> tuple[Number, Number]:
    """Two numbers of one kind: beside floats a decimal becomes one, beside decimals a whole number
    does (Python would divide two whole numbers to a float).
    """
    if _exact(a) or _exact(b) or _exact(beside):
        return tuple(Decimal(x) if isinstance(x, int) else x for x in (a, b))  # type: ignore[return-value]
    return tuple(float(x) if isinstance(x, Decimal) else x for x in (a, b))  # type: ignore[return-value]


def quantise(x: Number, step: Decimal) -> Number:
    """q on every place; a half that binary digits put just below a half still goes up."""
    if _exact(x):
        return np.frompyfunc(lambda it: _rounded_place(it, step), 1, 1)(x)
    steps = np.abs(x) / float(step)
    whole = np.floor(steps + 0.5 + np.maximum(1e-9, steps * 1e-15))
    return np.sign(x) * whole * float(step) + 0.0


def _rounded_place(x: Any, step: Decimal) -> Any:
    return x if isinstance(x, float) else exact.quantise(x, step)  # a float among decimals is NaN


def phase(total: Number, weights: Sequence[Number], step: Decimal, of: str) -> Months:
    """phase on every place; where the weights add to zero, NaN unless the total is zero."""
    missing = np.not_equal(total, total)
    if np.any(missing):  # a float among decimals, which they would not be multiplied with
        nothing: Any = exact.ZERO if _exact(total) else 0.0
        months = phase(np.where(missing, nothing, total), weights, step, of)
        return tuple(np.where(missing, np.nan, month) for month in months)
    whole: Number = sum(weights)
    empty = np.equal(whole, 0)
    divisor = np.where(empty, 1, whole)
    reached: Number = 0
    passed: Number = 0
    found = []
    for weight in weights:
        reached = reached + weight
        until = quantise(settle(total * reached / divisor), step)
        found.append(until - passed)
        passed = until
    if np.any(empty):
        some = np.not_equal(total, 0)
        return tuple(np.where(empty & some, np.nan, month) for month in found)
    return tuple(found)


def as_weights(months: Months) -> Months:
    """The months, and even ones in the places where they add to nothing."""
    empty = np.equal(sum(months), 0)
    return tuple(np.where(empty, 1, month) for month in months)


def quotient(part: Number, whole: Number, of: str) -> Number:
    """A quotient, place by place: nothing by nothing is nothing, something by nothing is NaN."""
    part, whole = _alike(part, whole)
    empty = np.equal(whole, 0)
    nothing = np.where(np.equal(part, 0), 0, np.nan)
    return np.where(empty, nothing, part / np.where(empty, 1, whole))


def smaller(a: Number, b: Number) -> Number:
    """The smaller, place by place."""
    return np.minimum(*_alike(a, b))


def larger(a: Number, b: Number) -> Number:
    """The larger, place by place."""
    return np.maximum(*_alike(a, b))


def ratio(part: Number, whole: Number) -> Number:
    """A share of a whole, NaN where the whole is zero."""
    return ratio_or(part, whole, np.nan)


def ratio_or(part: Number, whole: Number, otherwise: Number) -> Number:
    """A share of a whole, and the other number in the places where the whole is zero."""
    part, whole = _alike(part, whole, otherwise)
    empty = np.equal(whole, 0)
    return np.where(empty, otherwise, part / np.where(empty, 1, whole))


def twelfth_root(x: Number) -> Number:
    """The twelfth root, place by place."""
    return (
        np.frompyfunc(exact.twelfth_root, 1, 1)(x)
        if _exact(x)
        else np.asarray(x, float) ** (1 / 12)
    )


def parts_before(days: Number) -> dict[int, Number]:
    """The 365ths of lags in days, for every number of months that any place needs."""
    if _exact(days):
        places: Any = np.frompyfunc(exact.parts_before, 1, 1)(days)
        needed = sorted(set().union(*places.ravel()))
        return {k: np.frompyfunc(partial(_part, k), 1, 1)(places) for k in needed}
    lags = days * 12
    first, last = int(np.min(lags) // 365), int(np.max(lags) // 365) + 1
    return {k: np.maximum(0, 365 - abs(lags - 365 * k)) for k in range(first, last + 1)}


def _part(months: int, parts: dict[int, Number]) -> Decimal:
    return Decimal(parts.get(months, 0))


def nothing(by: Sequence[Number], frozen: str) -> Number:
    """Nothing, whatever the numbers are."""
    return 0


def upwards(x: Number) -> Number:
    """Rounded up to a whole number, place by place; binary fractions up from their noise."""
    return np.frompyfunc(exact.upwards, 1, 1)(x) if _exact(x) else np.ceil(np.round(x, 9))


def settle(x: Number) -> Number:
    """Without the noise of quotients, place by place; binary fractions stay as they are."""
    return np.frompyfunc(exact.settle, 1, 1)(x) if _exact(x) else x


def apportion(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    step: Decimal,
) -> tuple[Number, ...]:
    """A total laid on names by weight, place by place, each exactly."""
    given = (total, *weights, *otherwise)
    decimals = any(_exact(x) for x in given)
    arrays = np.broadcast_arrays(*(np.asarray(x, dtype=object) for x in given))
    step = _decimal(step).normalize()
    count = len(weights)
    found = np.empty((count, *arrays[0].shape), dtype=object)
    for at in np.ndindex(arrays[0].shape):
        place = [array[at] for array in arrays]
        if any(x != x for x in place):
            found[(slice(None), *at)] = np.nan
            continue
        whole, *others = (_decimal(x) for x in place)
        parts = exact.apportion(
            exact.quantise(whole, step), others[:count], others[count:], names, step
        )
        for k, part in enumerate(parts):
            found[(k, *at)] = part
    return tuple(found if decimals else found.astype(float))


def _decimal(x: Number) -> Decimal:
    return x if isinstance(x, Decimal) else Decimal(str(x))


def tag(name: str, x: Number) -> Number:
    """The array itself: arrays keep no names."""
    return x


def two_places(before: Decimal, after: Decimal, bit: int, bits: int) -> Number:
    """A number in two places along an axis of its own, of that many: what it is before and after.

    Numbers with axes of their own combine to all 2^bits places only where they meet. Flat, place
    k has `after` where k has the bit set. Exact decimals.

    >>> in_places(two_places(Decimal(3), Decimal(5), 1, 2), 2) == [3, 3, 5, 5]
    True
    """
    shape = [1] * bits
    shape[bits - 1 - bit] = 2
    return np.array([before, after], dtype=object).reshape(shape)


def in_places(x: Number, bits: int) -> list[Decimal] | None:
    """A number in all 2^bits places, flat; None where any is NaN."""
    if np.any(np.not_equal(x, x)):
        return None
    whole = np.broadcast_to(np.asarray(x, dtype=object), (2,) * bits)
    found: list[Decimal] = whole.ravel().tolist()
    return found


def anywhere(condition: Any) -> bool:
    """Whether a condition holds in any place."""
    return bool(np.any(condition))

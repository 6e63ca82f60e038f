"""Intervals: numbers that lie between two, and what plain arithmetic makes of their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from revplan.numbers import exact
from revplan.numbers.number import Months, Number, Symbol


class Interval(Symbol):
    """Every number from `low` to `high`."""

    __slots__ = ("high", "low")

    KIND = __name__

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self.low, self.high = low, high

    def __add__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a + b, self, other)

    __radd__ = __add__

    def __sub__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a - b, self, other)

    def __rsub__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a - b, other, self)

    def __mul__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a * b, self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a / b, self, other)

    def __rtruediv__(self, other: Number) -> Interval:
        return _ends(lambda a, b: a / b, other, self)

    def __pow__(self, other: int) -> Interval:
        return _ends(lambda a, b: a ** int(b), self, other)


def _pair(x: Number) -> tuple[Decimal, Decimal]:
    return (x.low, x.high) if isinstance(x, Interval) else (Decimal(x), Decimal(x))


def _ends(act: Callable[..., Decimal], *numbers: Number) -> Interval:
    first, *more = (_pair(x) for x in numbers)
    found = [act(a, *b) for a in first for b in ((more and _all(more)) or [()])]
    return Interval(min(found), max(found))


def _all(pairs: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, ...]]:
    return [(b,) for b in pairs[0]]


def quantise(x: Number, step: Decimal) -> Interval:
    return _ends(lambda a: exact.quantise(a, step), x)


def phase(total: Number, weights: Sequence[Number], step: Decimal, of: str) -> Months:
    if not any(_pair(total)):
        return (exact.ZERO,) * len(weights)
    whole = sum(weights)
    until = [quantise(total * reached / whole, step) for reached in accumulate(weights)]
    return (until[0], *(after - before for before, after in pairwise(until)))


def as_weights(months: Months) -> Months:
    return months


def quotient(part: Number, whole: Number, of: str) -> Number:
    return part / whole if any(_pair(whole)) else exact.ZERO


def ratio(part: Number, whole: Number) -> Number:
    return part / whole


def ratio_or(part: Number, whole: Number, otherwise: Number) -> Number:
    return part / whole if any(_pair(whole)) else otherwise


def smaller(a: Number, b: Number) -> Interval:
    return _ends(min, a, b)


def larger(a: Number, b: Number) -> Interval:
    return _ends(max, a, b)


def upwards(x: Number) -> Interval:
    return _ends(exact.upwards, x)


def twelfth_root(x: Number) -> Interval:
    return _ends(exact.twelfth_root, x)


def parts_before(days: Number) -> dict[int, Number]:
    raise NotImplementedError


def nothing(by: Sequence[Number], frozen: str) -> Number:
    return 0


def settle(x: Number) -> Interval:
    return _ends(exact.settle, x)


def apportion(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    step: Decimal,
) -> tuple[Number, ...]:
    return tuple(total * weight / sum(weights) for weight in weights)


def tag(name: str, x: Number) -> Number:
    return x

"""The acts of formulas that are not plain arithmetic, on numbers of every kind.

Each is done by the kind of the numbers at hand: `exact`, `vector` or `traced`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from revplan.numbers import exact
from revplan.numbers.exact import EXACT, ZERO
from revplan.numbers.number import Months, Number, Symbol

if TYPE_CHECKING:
    from revplan.numbers import traced, vector
    from revplan.numbers.kind import Kind

    KINDS: tuple[Kind, ...] = (exact, vector, traced)

ARRAYS = "revplan.numbers.vector"
"""The kind of whatever is neither exact nor a symbol: NumPy is imported when it is met."""

_EXACT_TYPES = frozenset((Decimal, int, bool))


def kind_of(*numbers: Number) -> Kind:
    """What does the acts on these numbers: the kind of those that are not exact, if any."""
    if _EXACT_TYPES.issuperset(map(type, numbers)):
        return exact
    named = next((it.KIND for it in numbers if isinstance(it, Symbol)), ARRAYS)
    found: Any = sys.modules.get(named) or import_module(named)
    kind: Kind = found
    return kind


class Quantiser:
    """The plan's rounding q: to a multiple of the quantum, halves away from zero, as the ROUND of
    spreadsheets does it.

    >>> q = Quantiser(Decimal(1))
    >>> q(Decimal("2.5")), q(Decimal("-2.5")), q(Decimal("-0.4"))
    (Decimal('3'), Decimal('-3'), Decimal('0'))
    >>> q(Decimal("1e30")) == q(10**30) == 10**30  # more digits than decimals have by default
    True
    """

    __slots__ = ("quantum",)

    def __init__(self, quantum: Decimal) -> None:
        self.quantum = quantum

    def __call__(self, x: Number) -> Number:
        """The number rounded, of whatever kind it is."""
        if type(x) is Decimal:  # by far the most, and therefore at once
            return EXACT.add(x.quantize(self.quantum, ROUND_HALF_UP, EXACT), ZERO)
        return kind_of(x, self.quantum).quantise(x, self.quantum)


def phase(total: Number, weights: Sequence[Number], q: Quantiser, of: str) -> Months:
    """A year's amount laid over its months by weights, so that the months add up to it exactly.

    `cum_k = q(total * (w_1+..+w_k) / (w_1+..+w_12))`, `month_k = cum_k - cum_(k-1)`: the
    year-to-date is always within half a quantum of exact, and quarters phased directly equal the
    sum of their months (cumulative rounding). `of` is the plan's path of the amount, for the error
    when an amount that is not zero meets weights that add to zero.

    >>> with exact.exactly():
    ...     months = phase(Decimal(100), [1] * 12, Quantiser(exact.ONE), "target")
    >>> [int(month) for month in months], sum(months)
    ([8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8], Decimal('100'))
    """
    return kind_of(total, *weights).phase(total, weights, q.quantum, of)


def as_weights(months: Months) -> Months:
    """Months as weights of another amount: even ones where they add to nothing."""
    return kind_of(*months).as_weights(months)


def quotient(part: Number, whole: Number, of: str) -> Number:
    """A quotient; nothing divided by nothing is nothing, and something by nothing has no answer.

    `of` is the plan's path of the amount, for the error.
    """
    return kind_of(part, whole).quotient(part, whole, of)


def ratio(part: Number, whole: Number) -> Number | None:
    """A share of a whole; None where the whole is zero (NaN in the places of an array)."""
    return kind_of(part, whole).ratio(part, whole)


def ratio_or(part: Number, whole: Number, otherwise: Number) -> Number:
    """A share of a whole, or another number where the whole is zero.

    >>> ratio_or(Decimal(1), Decimal(4), 1), ratio_or(Decimal(1), 0, 1)
    (Decimal('0.25'), 1)
    """
    return kind_of(part, whole, otherwise).ratio_or(part, whole, otherwise)


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two numbers."""
    return kind_of(a, b).smaller(a, b)


def larger(a: Number, b: Number) -> Number:
    """The larger of two numbers."""
    return kind_of(a, b).larger(a, b)


def upwards(x: Number) -> Number:
    """A number rounded up to a whole one: heads, of which there are no halves.

    >>> upwards(Decimal("2.1")), upwards(Decimal(2))
    (Decimal('3'), Decimal('2'))
    """
    return kind_of(x).upwards(x)


def powers(x: Number, count: int) -> tuple[Number, ...]:
    """1, x, x^2, ...: that many of them; 1 first, also for zero.

    >>> powers(Decimal(0), 3)
    (1, Decimal('0'), Decimal('0'))
    """
    found: list[Number] = [1]
    while len(found) < count:
        found.append(found[-1] * x)
    return tuple(found)


def twelfth_root(x: Number) -> Number:
    """The twelfth root of a number from 0 to 1, to 50 digits.

    >>> with exact.exactly():
    ...     f"{twelfth_root(Decimal('0.7')):.6f}"
    '0.970714'
    """
    return kind_of(x).twelfth_root(x)


def nothing(by: Sequence[Number], frozen: str) -> Number:
    """Nothing, since numbers are what they are: where names are kept, under that condition."""
    return kind_of(*by).nothing(by, frozen)


def settle(x: Number) -> Number:
    """A number made of quotients as it would be if they had not ended at the 120th digit: what is a
    whole number, or a half, is one again.

    >>> with exact.exactly():
    ...     third = Decimal(1) / 3
    ...     print(3 * third == 1, settle(3 * third) == 1)
    False True
    """
    return kind_of(x).settle(x)


def apportion(
    total: Number, weights: Mapping[str, Number], q: Quantiser, otherwise: Mapping[str, Number]
) -> dict[str, Number]:
    """A total laid on names by weight, in whole quanta, so that the parts add up to it.

    By largest remainder (Hamilton's method): each gets its share rounded down, and what is left
    goes by a quantum each to the largest remainders, ties to the name that comes first. Where all
    weights are zero, those of `otherwise` count; where these are too, nothing is laid.

    >>> with exact.exactly():
    ...     parts = apportion(Decimal(100), {"a": 1, "b": 1, "c": 1}, Quantiser(exact.ONE), {})
    >>> [int(part) for part in parts.values()]
    [34, 33, 33]
    """
    names, first, second = tuple(weights), tuple(weights.values()), tuple(otherwise.values())
    kind = kind_of(total, *first, *second)
    parts = kind.apportion(total, first, second, names, q.quantum)
    return dict(zip(names, parts, strict=True))


def parts_before(days: Number) -> dict[int, Number]:
    """The shares of `lag.months_before` in 365ths, exact where their quotients have no end.

    >>> parts_before(50) == {1: 130, 2: 235}
    True
    """
    return kind_of(days).parts_before(days)


_ABOVE: ContextVar[str] = ContextVar("above", default="")


@contextmanager
def names_below(path: str) -> Iterator[None]:
    """Within it, names are given below a path: `segments.emea.` makes `segments.emea.churned`."""
    token = _ABOVE.set(_ABOVE.get() + path)
    try:
        yield
    finally:
        _ABOVE.reset(token)


def tag(name: str, x: Number) -> Number:
    """The number, known by a name where names are kept (`explain`); elsewhere unchanged."""
    return kind_of(x).tag(_ABOVE.get() + name, x) if isinstance(x, Symbol) else x


def tag_months(quantity: str, values: Iterable[Number], months: Sequence[object]) -> Months:
    """Twelve monthly numbers, each known as `months.2027-03.<quantity>` where names are kept."""
    values = tuple(values)
    if _EXACT_TYPES.issuperset(map(type, values)):
        return values
    return tuple(
        tag(f"months.{month}.{quantity}", x) for month, x in zip(months, values, strict=True)
    )

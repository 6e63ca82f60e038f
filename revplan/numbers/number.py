"""The three kinds of number that a formula runs on, and the acts that are not plain arithmetic.

Formulas use + - * / on numbers that they are handed. Handed exact decimals they give the plan;
handed NumPy arrays, a thousand plans at once; handed traced expressions, the text of `explain`.
Rounding, phasing and the smaller of two differ by kind: they live here, for exact decimals, and in
`vector` and `traced` under the same names. No formula branches on a number's value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from decimal import (
    ROUND_05UP,
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
from types import ModuleType
from typing import Any, TypeAlias

from revplan.base.problem import CannotWorkOut, Problem

Number: TypeAlias = Any
"""A decimal, a NumPy array or a traced expression: what they share is + - * / and small powers."""

Months: TypeAlias = tuple[Number, ...]
"""Twelve numbers, the first month of the plan year first."""

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


class Expression:
    """What every traced number is; numbers of this kind are handled in `traced`."""

    __slots__ = ()


def exactly() -> AbstractContextManager[Context]:
    """The context in which decimals are exact: entered by whoever works out a plan."""
    return localcontext(EXACT)


_EXACT_TYPES = frozenset((Decimal, int, bool))


def kind_of(*numbers: Number) -> ModuleType | None:
    """The module that handles these numbers, None when all are exact."""
    if _EXACT_TYPES.issuperset(map(type, numbers)):
        return None
    if any(isinstance(number, Expression) for number in numbers):
        from revplan.numbers import traced

        return traced
    from revplan.numbers import vector

    return vector


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
        if type(x) is Decimal:
            # exact wherever it is asked; + 0 turns -0 into 0
            return EXACT.add(x.quantize(self.quantum, ROUND_HALF_UP, EXACT), ZERO)
        kind = kind_of(x, self.quantum)
        if kind is None:
            return EXACT.add(Decimal(x).quantize(self.quantum, ROUND_HALF_UP, EXACT), ZERO)
        return kind.quantise(x, self)


def phase(total: Number, weights: Sequence[Number], q: Quantiser, of: str) -> Months:
    """A year's amount laid over its months by weights, so that the months add up to it exactly.

    `cum_k = q(total * (w_1+..+w_k) / (w_1+..+w_12))`, `month_k = cum_k - cum_(k-1)`: the
    year-to-date is always within half a quantum of exact, and quarters phased directly equal the
    sum of their months (cumulative rounding). `of` is the plan's path of the amount, for the error
    when an amount that is not zero meets weights that add to zero.

    >>> with exactly():
    ...     months = phase(Decimal(100), [1] * 12, Quantiser(ONE), "target")
    >>> [int(month) for month in months], sum(months)
    ([8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8], Decimal('100'))
    """
    kind = kind_of(total, *weights)
    if kind is not None:
        months: Months = kind.phase(total, weights, q, of)
        return months
    if not total:
        return (q(ZERO),) * len(weights)
    whole = sum(weights)
    if not whole:
        raise no_month_for(of)
    until = [
        (total * reached / whole).quantize(q.quantum, ROUND_HALF_UP) + ZERO
        for reached in accumulate(weights)
    ]
    return (until[0], *(after - before for before, after in pairwise(until)))


def divided(part: Number, whole: Number, of: str) -> Number:
    """A quotient; nothing divided by nothing is nothing, and something by nothing has no answer.

    `of` is the plan's path of the amount, for the error.
    """
    kind = kind_of(part, whole)
    if kind is not None:
        return kind.divided(part, whole, of)
    if whole:
        return Decimal(part) / whole
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


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two numbers."""
    kind = kind_of(a, b)
    return min(a, b) if kind is None else kind.smaller(a, b)


def larger(a: Number, b: Number) -> Number:
    """The larger of two numbers."""
    kind = kind_of(a, b)
    return max(a, b) if kind is None else kind.larger(a, b)


def ratio(part: Number, whole: Number) -> Number | None:
    """A share of a whole; None where the whole is zero (NaN in the places of an array)."""
    kind = kind_of(part, whole)
    if kind is None:
        return Decimal(part) / whole if whole else None
    return kind.ratio(part, whole)


def either(share: Number | None, otherwise: Number) -> Number:
    """A share, or another number where there is none: in an array, where it is NaN."""
    kind = None if share is None else kind_of(share)
    if kind is not None:
        return kind.either(share, otherwise)
    return otherwise if share is None else share


def powers(x: Number, count: int) -> tuple[Number, ...]:
    """1, x, x^2, ...: so many of them; 1 first, also for zero.

    >>> powers(Decimal(0), 3)
    (1, Decimal('0'), Decimal('0'))
    """
    found: list[Number] = [1]
    while len(found) < count:
        found.append(found[-1] * x)
    return tuple(found)


def twelfth_root(x: Number) -> Number:
    """The twelfth root of a number from 0 to 1, to 50 digits.

    >>> with exactly():
    ...     f"{twelfth_root(Decimal('0.7')):.6f}"
    '0.970714'
    """
    kind = kind_of(x)
    if kind is not None:
        return kind.twelfth_root(x)
    if not x:
        return ZERO
    return ROOTS.power(Decimal(x), ROOTS.divide(ONE, Decimal(12)))


_ABOVE: ContextVar[str] = ContextVar("above", default="")


@contextmanager
def names_below(path: str) -> Iterator[None]:
    """Within it, names are given below a path: `segments.emea.` makes `segments.emea.churned`."""
    token = _ABOVE.set(_ABOVE.get() + path)
    try:
        yield
    finally:
        _ABOVE.reset(token)


def named(name: str, x: Number) -> Number:
    """The number, known by a name where names are kept (`explain`); elsewhere unchanged."""
    kind = kind_of(x) if isinstance(x, Expression) else None
    return x if kind is None else kind.named(_ABOVE.get() + name, x)


def as_weights(months: Months) -> Months:
    """Months as weights of another amount: even ones where they add to nothing."""
    kind = kind_of(*months)
    if kind is not None:
        found: Months = kind.as_weights(months)
        return found
    return months if sum(months) else (1,) * len(months)


def months_named(quantity: str, values: Iterable[Number], months: Sequence[object]) -> Months:
    """Twelve monthly numbers, each known as `months.2027-03.<quantity>` where names are kept."""
    values = tuple(values)
    if _EXACT_TYPES.issuperset(map(type, values)):
        return values
    return tuple(
        named(f"months.{month}.{quantity}", x) for month, x in zip(months, values, strict=True)
    )

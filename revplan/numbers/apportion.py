"""Amounts that are divided up in whole quanta, and quotients without the noise of their last digit.

Both are acts for every kind of number; what they do to arrays and traced numbers stands in `vector`
and `traced`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from revplan.numbers.number import EXACT, ZERO, Number, Quantiser, kind_of

_FINEST = Decimal("1e-60")
_LARGEST = 50


def settled(x: Number) -> Number:
    """A number made of quotients as it would be if they had not ended at the 120th digit: what is a
    whole number, or a half, is one again.

    >>> from revplan.numbers.number import exactly
    >>> with exactly():
    ...     third = Decimal(1) / 3
    ...     print(3 * third == 1, settled(3 * third) == 1)
    False True
    """
    kind = kind_of(x)
    if kind is not None:
        return kind.settled(x)
    x = Decimal(x)
    if x.adjusted() > _LARGEST:
        return x
    return x.quantize(_FINEST, ROUND_HALF_EVEN, EXACT)


def rounded(x: Number, step: Decimal) -> Decimal:
    """An exact number as it is told: rounded to a step once, halves away from zero.

    Made of quotients it is rounded as if they had not ended: a half that lies below itself by their
    last digit goes up.

    >>> from revplan.numbers.number import exactly
    >>> with exactly():
    ...     almost = Decimal(1) / 3 + Decimal(1) / 3 + Decimal("0.5") - Decimal(2) / 3
    ...     print(almost < Decimal("0.5"), round_figure(almost, Decimal(1)))
    True 1
    """
    return EXACT.add(settled(Decimal(x)).quantize(step, ROUND_HALF_UP, EXACT), ZERO)


def apportioned(
    total: Number,
    weights: Mapping[str, Number],
    q: Quantiser,
    otherwise: Mapping[str, Number],
) -> dict[str, Number]:
    """A total laid on names by weight, in whole quanta, so that the parts add up to it.

    By largest remainder (Hamilton's method): each gets its share rounded down, and what is left
    goes by a quantum each to the largest remainders, ties to the name that comes first. Where all
    weights are zero, those of `otherwise` count; where these are too, nothing is laid.

    >>> from revplan.numbers.number import ONE, exactly
    >>> with exactly():
    ...     parts = apportioned(Decimal(100), {"a": 1, "b": 1, "c": 1}, Quantiser(ONE), {})
    >>> [int(part) for part in parts.values()]
    [34, 33, 33]
    """
    names, first = tuple(weights), tuple(weights.values())
    second = tuple(otherwise.values())
    kind = kind_of(total, *first, *second)
    act: Any = parts_of if kind is None else kind.apportioned
    return dict(zip(names, act(total, first, second, names, q), strict=True))


def parts_of(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    q: Quantiser,
) -> tuple[Decimal, ...]:
    """The parts of an exact total, a multiple of the quantum."""
    weights = weighing(weights, otherwise)
    whole = sum(weights)
    if not whole:
        return tuple(q(ZERO) for _ in names)
    shares = [settled(Decimal(total) * weight / whole) for weight in weights]
    parts = [share.quantize(q.quantum, ROUND_FLOOR) + ZERO for share in shares]
    left = int((total - sum(parts)) / q.quantum)
    by_remainder = sorted(range(len(names)), key=lambda k: (parts[k] - shares[k], names[k]))
    for k in by_remainder[:left]:
        parts[k] += q.quantum
    return tuple(parts)


def weighing(weights: Sequence[Number], otherwise: Sequence[Number]) -> Sequence[Number]:
    """The weights that count: the second where the first are all zero."""
    return weights if any(weights) or not otherwise else otherwise

"""Numbers that remember how they came about: the text of `explain`, later live formulas.

A traced number is a value with the act that made it (`op`) and the numbers that went into it
(`parts`). One that has a name ends a formula: the formula of what uses it shows the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from revplan.numbers import apportion, lag, number
from revplan.numbers.number import Expression, Number, Quantiser


class Traced(Expression):
    """An exact number with its history. `op` is "input" for what stands in the plan."""

    __slots__ = ("name", "op", "parts", "value")

    def __init__(
        self, value: Decimal, op: str, parts: tuple[Number, ...] = (), name: str = ""
    ) -> None:
        self.value = value
        self.op = op
        self.parts = parts
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name or self.op} = {self.value}>"

    def __bool__(self) -> bool:
        raise TypeError("a formula branches on what the plan states, never on a number's value")

    def __add__(self, other: Number) -> Number:
        return self if _is(other, 0) else _act("+", self, other)

    def __radd__(self, other: Number) -> Number:
        return self if _is(other, 0) else _act("+", other, self)

    def __sub__(self, other: Number) -> Number:
        return self if _is(other, 0) else _act("-", self, other)

    def __rsub__(self, other: Number) -> Number:
        return _act("-", other, self)

    def __mul__(self, other: Number) -> Number:
        if _is(other, 0):
            return number.ZERO
        return self if _is(other, 1) else _act("*", self, other)

    def __rmul__(self, other: Number) -> Number:
        if _is(other, 0):
            return number.ZERO
        return self if _is(other, 1) else _act("*", other, self)

    def __truediv__(self, other: Number) -> Number:
        return self if _is(other, 1) else _act("/", self, other)

    def __rtruediv__(self, other: Number) -> Number:
        return _act("/", other, self)

    def __pow__(self, other: int) -> Number:
        return number.ONE if other == 0 else _act("^", self, other)


def _is(x: Number, constant: int) -> bool:
    return isinstance(x, (Decimal, int)) and x == constant


def value_of(x: Number) -> Decimal:
    """The plain value of a number, traced or not."""
    return x.value if isinstance(x, Traced) else Decimal(x)


_ACTS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a ** int(b),
}


def _act(op: str, a: Number, b: Number) -> Traced:
    return Traced(_ACTS[op](value_of(a), value_of(b)), op, (a, b))


def quantise(x: Traced, q: Quantiser) -> Traced:
    """q on a traced number."""
    return Traced(q(x.value), "q", (x,))


def phase(total: Number, weights: Sequence[Number], q: Quantiser, of: str) -> number.Months:
    """phase on traced numbers: each month knows the total and the weights until it."""
    values = number.phase(value_of(total), [value_of(w) for w in weights], q, of)
    parts = (total, *weights)
    return tuple(Traced(value, f"phase {k}", parts) for k, value in enumerate(values, start=1))


def as_weights(months: number.Months) -> number.Months:
    """The months, or even ones where they add to nothing."""
    return months if value_of(sum(months)) else (1,) * len(months)


def divided(part: Number, whole: Number, of: str) -> Number:
    """A quotient, traced; nothing by nothing is nothing."""
    number.divided(value_of(part), value_of(whole), of)
    return part / whole if value_of(whole) else number.ZERO


def smaller(a: Number, b: Number) -> Traced:
    """The smaller of two, traced."""
    return Traced(min(value_of(a), value_of(b)), "min", (a, b))


def larger(a: Number, b: Number) -> Traced:
    """The larger of two, traced."""
    return Traced(max(value_of(a), value_of(b)), "max", (a, b))


def ratio(part: Number, whole: Number) -> Number | None:
    """A share of a whole, traced; None where the whole is zero."""
    return part / whole if value_of(whole) else None


def either(share: Number | None, otherwise: Number) -> Number:
    """The share, or the other number where it is none."""
    return otherwise if share is None else share


def named(name: str, x: Traced) -> Traced:
    """The same number under a name of its own."""
    if x.name:
        return Traced(x.value, "same", (x,), name)
    return Traced(x.value, x.op, x.parts, name)


def twelfth_root(x: Traced) -> Traced:
    """The twelfth root, traced."""
    return Traced(number.twelfth_root(x.value), "root12", (x,))


def parts_before(days: Traced) -> dict[int, Number]:
    """The 365ths of a lag in days by months, traced."""
    whole = min(lag.parts_before(days.value))
    rest = days * 12 - 365 * whole
    return {whole: 365 - rest, whole + 1: rest} if value_of(rest) else {whole: Decimal(365)}


class Histories:
    """How numbers came about, told apart: two that came about alike have one history.

    Alike are numbers of the same inputs through the same acts, whatever the steps between are
    called.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, x: Number) -> object:
        """The history of a number, to be compared; of one without, the number itself."""
        if not isinstance(x, Traced):
            return ("constant", x)
        found: dict[int, int] = {}
        for it in made_of(x):
            parts = (found.get(id(part), ("constant", part)) for part in it.parts)
            key = (it.op, it.name if it.op == "input" else "", it.value, *parts)
            found[id(it)] = self._known.setdefault(key, len(self._known))
        return found[id(x)]

    @staticmethod
    def inputs(x: Number) -> set[str]:
        """The names of everything in the plan that a number was made of."""
        return {it.name for it in made_of(x) if it.op == "input"}


def made_of(x: Number) -> Iterator[Traced]:
    """Every traced number that one was made of, parts before the whole, each once; itself last."""
    waiting: list[tuple[Number, bool]] = [(x, False)]
    seen: set[int] = set()
    while waiting:
        it, parts_told = waiting.pop()
        if parts_told:
            yield it
        elif isinstance(it, Traced) and id(it) not in seen:
            seen.add(id(it))
            waiting.append((it, True))
            waiting.extend((part, False) for part in it.parts)


def boundary(x: Number) -> bool:
    """Whether a formula stops at this number: it has a name or stands in the plan."""
    return isinstance(x, Traced) and bool(x.name)


def inputs(x: Traced) -> list[Traced]:
    """The named numbers that the formula of this one mentions, in order, each once."""
    found: dict[str, Traced] = {}
    waiting = list(reversed(x.parts))
    while waiting:
        part = waiting.pop()
        if boundary(part):
            found.setdefault(part.name, part)
        elif isinstance(part, Traced):
            waiting.extend(reversed(part.parts))
    return list(found.values())


def settled(x: Traced) -> Traced:
    """The same number without the noise of its quotients."""
    return Traced(apportion.settled(x.value), x.op, x.parts)


def apportioned(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    q: Quantiser,
) -> tuple[Number, ...]:
    """A total laid on names by weight: each part knows its share before the remainders are laid."""
    plain = [value_of(weight) for weight in weights]
    second = [value_of(weight) for weight in otherwise]
    parts = apportion.parts_of(value_of(total), plain, second, names, q)
    weighty = weights if any(plain) or not second else otherwise
    whole: Number = sum(weighty)
    if not value_of(whole):
        return parts
    return tuple(
        Traced(part, "largest_remainder", (total * weight / whole,))
        for part, weight in zip(parts, weighty, strict=True)
    )

"""Numbers that remember how they came about: the text of `explain`, later live formulas.

A traced number is a value with the act that made it (`op`) and the numbers that went into it
(`parts`). One that has a name ends a formula: the formula of what uses it shows the name.

A traced number is true near its plan, but for acts that chose by value: between a share and what
stands for it where there is none, the whole months of a lag, whom the last quanta go to. Such an
act is `frozen`: in words, the condition under which the same choice would be made again. Writers of
live formulas will ask (`history.frozen_inputs`). An input
whose way to a figure passes a frozen act moves the figure in another way than its formula says as
soon as the condition does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from revplan.numbers import exact
from revplan.numbers.number import Months, Number, Symbol


class Traced(Symbol):
    """An exact number with its history. `op` is "input" for what stands in the plan.

    "chosen" is a constant that an act chose by its parts: it reads like any constant. "same" is its
    first part under another name; further parts chose that it is. `frozen` is the condition of a
    choice by value, empty where nothing was chosen.
    """

    __slots__ = ("frozen", "name", "op", "parts", "value")

    KIND = __name__

    def __init__(
        self,
        value: Decimal,
        op: str,
        parts: tuple[Number, ...] = (),
        name: str = "",
        frozen: str = "",
    ) -> None:
        self.value = value
        self.op = op
        self.parts = parts
        self.name = name
        self.frozen = frozen

    def __repr__(self) -> str:
        return f"<{self.name or self.op} = {self.value}>"

    def __bool__(self) -> bool:
        raise TypeError("a formula branches on what the plan states, never on a number's value")

    def __add__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 0) else _act("+", self, other)

    def __radd__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 0) else _act("+", other, self)

    def __sub__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 0) else _act("-", self, other)

    def __rsub__(self, other: Number) -> Number:
        return _act("-", other, self)

    def __mul__(self, other: Number) -> Number:
        if _is(other, 0):
            return _nothing(other)
        return _as_it_is(self, other) if _is(other, 1) else _act("*", self, other)

    def __rmul__(self, other: Number) -> Number:
        if _is(other, 0):
            return _nothing(other)
        return _as_it_is(self, other) if _is(other, 1) else _act("*", other, self)

    def __truediv__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 1) else _act("/", self, other)

    def __rtruediv__(self, other: Number) -> Number:
        return _act("/", other, self)

    def __pow__(self, other: int) -> Number:
        return exact.ONE if other == 0 else _act("^", self, other)


def constant(x: Number) -> bool:
    """Whether a number reads as a constant: it is one, or was chosen to be."""
    return not isinstance(x, Traced) or x.op == "chosen"


def _is(x: Number, value: int) -> bool:
    return constant(x) and value_of(x) == value


def _as_it_is(x: Traced, by: Number) -> Traced:
    """A number that a constant leaves as it is: one that was chosen is kept in mind."""
    return Traced(x.value, "same", (x, by)) if isinstance(by, Traced) else x


def _nothing(by: Number) -> Number:
    return by if isinstance(by, Traced) else exact.ZERO


def _chosen(value: Number, by: Sequence[Number], frozen: str) -> Traced:
    """A constant that was chosen by the values of numbers."""
    return Traced(Decimal(value), "chosen", tuple(by), frozen=frozen)


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
    return _made(_ACTS[op](value_of(a), value_of(b)), op, (a, b))


def _made(value: Decimal, op: str, parts: tuple[Number, ...], frozen: str = "") -> Traced:
    """A number made by an act; of constants alone one more that was chosen with them."""
    return Traced(value, "chosen" if all(map(constant, parts)) else op, parts, frozen=frozen)


def quantise(x: Number, step: Decimal) -> Traced:
    """q on a traced number."""
    return _made(exact.quantise(value_of(x), step), "q", (x,))


def phase(total: Number, weights: Sequence[Number], step: Decimal, of: str) -> Months:
    """phase on traced numbers: each month knows the total and the weights until it."""
    plain = [value_of(weight) for weight in weights]
    values = exact.phase(value_of(total), plain, step, of)
    parts = (total, *weights)
    frozen = "" if sum(plain) else f"{of} is nothing, and so are the weights of its months"
    return tuple(
        _made(value, f"phase {k}", parts, frozen) for k, value in enumerate(values, start=1)
    )


def as_weights(months: Months) -> Months:
    """The months, or even ones where they add to nothing."""
    if value_of(sum(months)):
        return months
    even = _chosen(1, months, "the months add up to nothing")
    return (even,) * len(months)


def quotient(part: Number, whole: Number, of: str) -> Number:
    """A quotient, traced; nothing by nothing is nothing."""
    if value_of(whole):
        return part / whole
    value = exact.quotient(value_of(part), value_of(whole), of)
    return _chosen(value, (part, whole), f"{of} is nothing, and so is what it is divided by")


def ratio(part: Number, whole: Number) -> Number | None:
    """A share of a whole, traced; None where the whole is zero."""
    return part / whole if value_of(whole) else None


def ratio_or(part: Number, whole: Number, otherwise: Number) -> Number:
    """A share of a whole, or another number where the whole is zero."""
    if value_of(whole):
        return part / whole
    frozen = "what the share is of is nothing"
    if constant(otherwise):
        return _chosen(value_of(otherwise), (part, whole, otherwise), frozen)
    return Traced(otherwise.value, "same", (otherwise, _chosen(0, (part, whole), frozen)))


def smaller(a: Number, b: Number) -> Traced:
    """The smaller of two, traced."""
    return _made(min(value_of(a), value_of(b)), "min", (a, b))


def larger(a: Number, b: Number) -> Traced:
    """The larger of two, traced."""
    return _made(max(value_of(a), value_of(b)), "max", (a, b))


def tag(name: str, x: Number) -> Number:
    """The same number under a name of its own; a constant keeps none."""
    if constant(x):
        return x
    if x.name:
        return Traced(x.value, "same", (x,), name)
    return Traced(x.value, x.op, x.parts, name, x.frozen)


def twelfth_root(x: Number) -> Traced:
    """The twelfth root, traced."""
    return _made(exact.twelfth_root(value_of(x)), "root12", (x,))


def parts_before(days: Number) -> dict[int, Number]:
    """The 365ths of a lag in days by months, traced: how many whole months it has was chosen."""
    whole = min(exact.parts_before(value_of(days)))
    rest = days * 12 - 365 * whole
    if not value_of(rest):
        return {whole: _chosen(365, (days,), f"the lag is {whole} months")}
    frozen = f"the lag is between {whole} and {whole + 1} months"
    return {
        whole: Traced(value_of(365 - rest), "-", (365, rest), frozen=frozen),
        whole + 1: Traced(value_of(rest), rest.op, rest.parts, frozen=frozen),
    }


def settle(x: Number) -> Traced:
    """The same number without the noise of its quotients."""
    return Traced(exact.settle(value_of(x)), x.op, x.parts, frozen=x.frozen)


def apportion(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    step: Decimal,
) -> tuple[Number, ...]:
    """A total laid on names by weight: each part knows its share before the remainders are laid."""
    plain = [value_of(weight) for weight in weights]
    second = [value_of(weight) for weight in otherwise]
    parts = exact.apportion(value_of(total), plain, second, names, step)
    weighty = weights if any(plain) or not second else otherwise
    whole: Number = sum(weighty)
    if not value_of(whole):
        frozen = "all weights are nothing"
        return tuple(_chosen(part, (total, *weights, *otherwise), frozen) for part in parts)
    frozen = "the last rounding steps go to the same parts"
    return tuple(
        Traced(part, "largest_remainder", (total * weight / whole,), frozen=frozen)
        for part, weight in zip(parts, weighty, strict=True)
    )

"""Numbers that remember how they came about: the text of `explain`, later live formulas.

A traced number is a value with the act that made it (`op`) and the numbers that went into it
(`parts`). One that has a name ends a formula: the formula of what uses it shows the name.

A traced number is true near its plan, but for acts that chose by value: between a share and what
stands for it where there is none, the whole months of a lag, whom the last quanta go to. Such an
act is `frozen`: in words, the condition under which the same choice would be made again. An input
whose way to a figure passes one moves the figure in another way once the condition is gone. Writers
of live formulas will ask (`history.frozen_inputs`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import add, mul, sub, truediv

from revplan.numbers import exact
from revplan.numbers.number import Months, Number, Symbol


class Traced(Symbol):
    """An exact number with its history. `op` is "input" for what stands in the plan.

    "chosen" is a constant that an act chose by its parts: it reads like any constant. "same" is its
    first part under another name; further parts chose that it is. `among` how many an entry of a
    list stands; `frozen` is the condition of a choice by value.
    """

    __slots__ = ("among", "frozen", "name", "op", "parts", "value")

    KIND = __name__

    def __init__(
        self, value: Decimal, op: str, parts: tuple[Number, ...] = (), name: str = "",
        frozen: str = "", among: int = 0
    ) -> None:  # fmt: skip
        self.value, self.op, self.parts = value, op, parts
        self.name, self.frozen, self.among = name, frozen, among

    def __repr__(self) -> str:
        return f"<{self.name or self.op} = {self.value}>"

    def __bool__(self) -> bool:
        raise TypeError("a formula branches on what the plan states, never on a number's value")

    def __add__(self, other: Number) -> Number:
        return _sum(self, other)

    def __radd__(self, other: Number) -> Number:
        return _sum(other, self)

    def __sub__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 0) else _act("-", self, other)

    def __rsub__(self, other: Number) -> Number:
        return _act("-", other, self)

    def __mul__(self, other: Number) -> Number:
        return _product(self, other)

    def __rmul__(self, other: Number) -> Number:
        return _product(other, self)

    def __truediv__(self, other: Number) -> Number:
        return _as_it_is(self, other) if _is(other, 1) else _act("/", self, other)

    def __rtruediv__(self, other: Number) -> Number:
        return _act("/", other, self)

    def __pow__(self, other: int) -> Number:
        return exact.ONE if other == 0 else _act("^", self, other)


def _sum(a: Number, b: Number) -> Number:
    if _is(b, 0):
        return _as_it_is(a, b)
    return _as_it_is(b, a) if _is(a, 0) else _act("+", a, b)


def _product(a: Number, b: Number) -> Number:
    for nothing, other in ((b, a), (a, b)):
        if _is(nothing, 0):
            return _made(exact.ZERO, "*", (nothing,)) if isinstance(nothing, Traced) else exact.ZERO
        if _is(nothing, 1):
            return _as_it_is(other, nothing)
    return _act("*", a, b)


def constant(x: Number) -> bool:
    """Whether a number reads as a constant: it is one, or was chosen to be."""
    return x.__class__ is not Traced or x.op == "chosen"


def _is(x: Number, value: int) -> bool:
    return constant(x) and value_of(x) == value


def _as_it_is(x: Number, by: Number) -> Number:
    """A number that a constant leaves as it is: one that was chosen is kept in mind."""
    if not isinstance(by, Traced):
        return x
    return Traced(value_of(x), "chosen" if constant(x) else "same", (x, by))


def _chosen(value: Number, by: Sequence[Number], frozen: str) -> Traced:
    """A constant that was chosen by the values of numbers."""
    return Traced(Decimal(value), "chosen", tuple(by), frozen=frozen)


def value_of(x: Number) -> Decimal:
    """The plain value of a number, traced or not."""
    return x.value if isinstance(x, Traced) else Decimal(x)


_ACTS: dict[str, Callable[[Decimal, Decimal], Decimal]]
_ACTS = {"+": add, "-": sub, "*": mul, "/": truediv, "^": lambda a, b: a ** int(b)}


def _act(op: str, a: Number, b: Number) -> Traced:
    return _made(_ACTS[op](value_of(a), value_of(b)), op, (a, b))


def _made(value: Decimal, op: str, parts: tuple[Number, ...], frozen: str = "") -> Traced:
    """A number made by an act; of constants alone it is one more, chosen with them."""
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
    return (_chosen(1, months, "the months add up to nothing"),) * len(months)


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
    """A share of a whole, or another number where the whole is zero; of itself it is one."""
    if value_of(whole):
        return part / whole if part is not whole else _chosen(1, (whole,), "the share is of some")
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


def upwards(x: Number) -> Traced:
    """Rounded up to a whole number, traced."""
    return _made(exact.upwards(value_of(x)), "ceil", (x,))


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


def nothing(by: Sequence[Number], frozen: str) -> Number:
    """Nothing, since numbers are what they are."""
    return _chosen(0, by, frozen) if any(isinstance(x, Traced) for x in by) else 0


def settle(x: Number) -> Traced:
    """The same number without the noise of its quotients."""
    return Traced(exact.settle(value_of(x)), x.op, x.parts, x.name, x.frozen)


def apportion(
    total: Number,
    weights: Sequence[Number],
    otherwise: Sequence[Number],
    names: Sequence[str],
    step: Decimal,
) -> tuple[Number, ...]:
    """A total laid on names by weight: each part knows its share before the remainders are laid."""
    plain, second = ([value_of(it) for it in them] for them in (weights, otherwise))
    parts = exact.apportion(value_of(total), plain, second, names, step)
    weighty = weights if any(plain) or not second else otherwise
    whole: Number = sum(weighty)
    frozen = "all weights are nothing"
    if not value_of(whole):
        return tuple(_chosen(part, (total, *weights, *otherwise), frozen) for part in parts)
    shares = [total * weight / whole for weight in weighty]
    if weighty is not weights:
        shares = [_as_it_is(it, _chosen(0, weights, frozen)) for it in shares]
    frozen = "the last rounding steps go to the same parts"
    return tuple(
        Traced(part, "largest_remainder", (share,), frozen=frozen)
        for part, share in zip(parts, shares, strict=True)
    )

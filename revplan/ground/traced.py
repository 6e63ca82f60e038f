"""Numbers that remember how they came about: the text of `explain`, later live formulas.

A traced number is a value with the act that made it (`op`) and the numbers that went into it
(`parts`). One that has a name ends a formula: the formula of what uses it shows the name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from revplan.ground import number
from revplan.ground.number import Expression, Number, Quantiser

_LONG = Decimal("1e15")
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


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
        return f"<{self.name or formula(self)} = {self.value}>"

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


def formula(x: Number, show: Callable[[Number], str] | None = None) -> str:
    """How the number came about, one step deep: what has a name is shown by it.

    `show` writes the named numbers and constants; by default names, and constants as they are.

    >>> base = Traced(Decimal(10), "input", name="prior_year.revenue")
    >>> rate = Traced(Decimal("0.3"), "input", name="churn.rate")
    >>> formula((1 - rate) * base)
    '(1 - churn.rate) * prior_year.revenue'
    """
    return _text(x, show or _by_name, top=True)[0]


def _by_name(x: Number) -> str:
    return str(x.name) if isinstance(x, Traced) else f"{x:f}" if isinstance(x, Decimal) else str(x)


def _text(x: Number, show: Callable[[Number], str], top: bool = False) -> tuple[str, int]:
    if not isinstance(x, Traced) or (x.name and not top) or x.op == "input":
        return show(x), 9
    if x.op == "+" and show is _by_name and (listed := _whole_list(x)):
        return f"sum({listed})", 9
    if x.op in ("+", "-"):
        return _sum_text(x, show), 1
    if x.op in _BINDS:
        binds = _BINDS[x.op]
        left, left_binds = _text(x.parts[0], show)
        right, right_binds = _text(x.parts[1], show)
        if left_binds < binds:
            left = f"({left})"
        if right_binds < binds or (right_binds == binds and x.op in "-/"):
            right = f"({right})"
        return f"{left} {x.op} {right}" if x.op != "^" else f"{left}^{right}", binds
    if x.op == "same":
        return _text(x.parts[0], show)
    if x.op.startswith("phase "):
        return _phase_text(x, show)
    return f"{x.op}({', '.join(_text(part, show)[0] for part in x.parts)})", 9


def _sum_text(x: Traced, show: Callable[[Number], str]) -> str:
    """A chain of terms, however long."""
    terms: list[str] = []
    at: Number = x
    while isinstance(at, Traced) and at.op in ("+", "-") and (at is x or not at.name):
        op, (at, last) = at.op, at.parts
        text, binds = _text(last, show)
        terms.append(f" {op} ({text})" if binds == 1 and op == "-" else f" {op} {text}")
    return _text(at, show)[0] + "".join(reversed(terms))


def _whole_list(x: Traced) -> str:
    """The name of the list whose entries this sum adds up, all of them; empty if it is none."""
    entries: list[str] = []
    at: Number = x
    while isinstance(at, Traced) and at.op == "+" and (at is x or not at.name):
        at, last = at.parts
        entries.append(last.name if isinstance(last, Traced) else "")
    entries.append(at.name if isinstance(at, Traced) else "")
    stem = entries[0].partition("[")[0]
    wanted = [f"{stem}[{place}]" for place in range(len(entries), 0, -1)]
    return stem if stem and entries == wanted else ""


def _phase_text(x: Traced, show: Callable[[Number], str]) -> tuple[str, int]:
    month = int(x.op.split()[1])
    total, binds = _text(x.parts[0], show)
    total = f"({total})" if binds < _BINDS["*"] else total
    weights = [value_of(weight) for weight in x.parts[1:]]
    reached = [sum(weights[:month]), sum(weights[: month - 1])]
    steps = []
    for cum in reached:
        if cum:
            part, whole = _shown_share(cum, sum(weights))
            steps.append(f"q({total} * {show(part)} / {show(whole)})")
    return " - ".join(steps) or "0", 1 if len(steps) > 1 else 9


def _shown_share(part: Number, whole: Number) -> tuple[Number, Number]:
    """A share as two numbers that a person can read: reduced where they are long."""
    if whole < _LONG:
        return part, whole
    share = Fraction(part) / Fraction(whole)
    return share.numerator, share.denominator

"""The text of a formula: how a traced number came about, one step deep."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from revplan.numbers.number import Number
from revplan.numbers.traced import Traced, constant, value_of

_LONG = Decimal("1e15")
_MOST_DIGITS = 40
_TWELVE = Context(prec=12, rounding=ROUND_HALF_UP)
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


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
    if isinstance(x, Traced):
        return str(x.name)
    return f"{cut_short(x):f}" if isinstance(x, Decimal) else str(x)


def cut_short(constant: Decimal) -> Decimal:
    """A constant for display: of a quotient without an end, twelve digits.

    >>> print(cut_short(Decimal("0." + "6" * 60)), cut_short(Decimal("1.25")))
    0.666666666667 1.25
    """
    digits = len(constant.as_tuple().digits)
    return _TWELVE.plus(constant) if digits > _MOST_DIGITS else constant


def _text(x: Number, show: Callable[[Number], str], top: bool = False) -> tuple[str, int]:
    if constant(x):
        return show(x.value if isinstance(x, Traced) else x), 9
    if (x.name and not top) or x.op == "input":
        return show(x), 9
    if x.op == "+" and show is _by_name and (listed := _whole_list(x)):
        return f"sum({listed})", 9
    if x.op in ("+", "-"):
        return _sum_text(x, show), 1
    if x.op == "*" and (power := _power(x)) is not None:
        text, binds = _text(power[0], show)
        return f"{f'({text})' if binds < _BINDS['^'] else text}^{power[1]}", _BINDS["^"]
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


def _power(x: Traced) -> tuple[Number, int] | None:
    """The one factor of a product, and how often it stands there; None where they differ."""
    factor, count, at = x.parts[1], 1, x.parts[0]
    while isinstance(at, Traced) and at.op == "*" and not at.name and _same(at.parts[1], factor):
        count, at = count + 1, at.parts[0]
    return (factor, count + 1) if _same(at, factor) else None


def _same(one: Number, other: Number) -> bool:
    """Whether two numbers came about by the same acts of the same numbers."""
    if one is other:
        return True
    if not (isinstance(one, Traced) and isinstance(other, Traced)):
        return not isinstance(one, Traced) and not isinstance(other, Traced) and one == other
    if one.op != other.op or one.name != other.name or len(one.parts) != len(other.parts):
        return False
    if one.op == "input" or one.name:
        return one.name == other.name and value_of(one) == value_of(other)
    return all(_same(a, b) for a, b in zip(one.parts, other.parts, strict=True))


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
    """The list whose entries this sum adds up, all of them, each rounded or none; empty if it is
    none.
    """
    terms: list[Number] = []
    at: Number = x
    while isinstance(at, Traced) and at.op == "+" and (at is x or not at.name):
        at, last = at.parts
        terms.append(last)
    terms.append(at)
    rounded = all(isinstance(it, Traced) and it.op == "q" and not it.name for it in terms)
    entries = [it.parts[0] if rounded and isinstance(it, Traced) else it for it in terms]
    names = [it.name or "" if isinstance(it, Traced) else "" for it in entries]
    stem = names[0].partition("[")[0]
    wanted = [f"{stem}[{place}]" for place in range(len(names), 0, -1)]
    whole = entries[0].among if isinstance(entries[0], Traced) else 0
    listed = stem if stem and names == wanted and len(names) == whole else ""
    return f"q({listed})" if rounded and listed else listed


def _phase_text(x: Traced, show: Callable[[Number], str]) -> tuple[str, int]:
    month = int(x.op.split()[1])
    total, binds = _text(x.parts[0], show)
    total = f"({total})" if binds < _BINDS["*"] else total
    weights = [value_of(weight) for weight in x.parts[1:]]
    if not sum(weights):  # then the total is nothing, and so is each of its months
        return "0", 9

    def until(months: int) -> str:
        reached = sum(weights[:months])
        if not reached:
            return "0"
        part, whole = _shown_share(reached, sum(weights))
        return f"q({total} * {show(part)} / {show(whole)})"

    before = until(month - 1)
    return (until(month), 9) if before == "0" else (f"{until(month)} - {before}", 1)


def _shown_share(part: Number, whole: Number) -> tuple[Number, Number]:
    """A share as two numbers that a person can read: reduced where they are long."""
    if whole < _LONG:
        return part, whole
    share = Fraction(part) / Fraction(whole)
    return share.numerator, share.denominator

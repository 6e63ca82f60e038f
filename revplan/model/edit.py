"""An edit of a plan's texts, and the operators that one may be made by, in one table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from revplan.base.paths import Path
from revplan.numbers.exact import EXACT

PUT, TIMES, PLUS = "=", "*=", "+="


class Operator(NamedTuple):
    """What may be done at a path: the word for what stands behind the operator, an edit by it, and
    its act on a number, exactly; one without an act puts what is given in place of what is there.

    What stands behind counts `in_unit` of the number, or is a factor.
    """

    word: str
    example: str
    act: Callable[[Decimal, Decimal], Decimal] | None = None
    in_unit: bool = False


OPERATORS = {
    PUT: Operator("VALUE", "churn.rate=25%"),
    PLUS: Operator("MORE", "churn.rate+=2%", EXACT.add, in_unit=True),
    TIMES: Operator("FACTOR", "budget.*.amount*=0.9", EXACT.multiply),
}
"""By their sign. Each ends in the equals sign that parts a path from its value."""


def operator_behind(name: str) -> str:
    """The operator whose first sign ends what stands before the equals sign.

    >>> operator_behind("churn.rate+"), operator_behind("churn.rate"), operator_behind("budget.*")
    ('+=', '=', '=')
    """
    signs = {sign.removesuffix("="): sign for sign in OPERATORS}
    step = len(name) > 1 and name[-2] == "."
    return PUT if step else signs.get(name[-1:], PUT)


class Edit(NamedTuple):
    """What to do at a path, by the sign of an operator, with a text, a mapping or a list."""

    path: Path
    operator: str
    value: Any


class NoEdit(Exception):
    """An edit that nothing can be made of, and why; `write`, or the `other`, is to be written
    instead.
    """

    def __init__(
        self, why: str, hint: str = "", write: str = "", code: str = "", other: str = ""
    ) -> None:
        super().__init__(why, hint, write, code, other)
        self.why = why
        self.hint = hint
        self.write = write
        self.code = code
        self.other = other

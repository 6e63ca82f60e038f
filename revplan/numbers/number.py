"""What formulas are handed: numbers of any kind.

Formulas use + - * / on numbers, and the acts of `acts`. Handed exact decimals they give the plan;
handed NumPy arrays, a thousand plans at once; handed traced expressions, the text of `explain`. No
formula branches on a number's value.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

Number: TypeAlias = Any
"""A decimal, a NumPy array or a traced expression: what they share is + - * / and small powers."""


Months: TypeAlias = tuple[Number, ...]
"""Twelve numbers, the first month of the plan year first."""


class Symbol:
    """What a number is that is neither a decimal nor an array; `KIND` is the module of its acts."""

    __slots__ = ()

    KIND: ClassVar[str]

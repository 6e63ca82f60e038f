"""A figure beside what is asked of it, in words: short, or to spare."""

from __future__ import annotations

from revplan.base.table import Phrase
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text


def against(figure: Number, asked: Number) -> str:
    """A figure against what is asked of it, in words."""
    return f"{amount_text(figure)} against {amount_text(asked)}"


def difference(amount: Number, none: str) -> Phrase:
    """How far a figure is from what is asked of it: below zero short, else to spare; `none` where
    it is neither.
    """
    if not amount:
        return Phrase(none)
    if amount < 0:
        return Phrase(f"{amount_text(amount)} short", "short")
    return Phrase(f"+{amount_text(amount)} to spare", "spare")

"""Thresholds: the numbers that a rule decides by, each named and said in words on its page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that decides, as it is written, and what it says: "times last year's".

    A check asks for `value` when it runs, never before.

    >>> Threshold("1.5", "times last year's new business").value
    Decimal('1.5')
    """

    text: str
    says: str

    @property
    def value(self) -> Decimal:
        """The number, exactly."""
        return Decimal(self.text)


def thresholds(rule: ModuleType) -> dict[str, Threshold]:
    """What a rule decides by, by the names that users write, in the order of its module."""
    return {name.lower(): held for name, held in vars(rule).items() if isinstance(held, Threshold)}

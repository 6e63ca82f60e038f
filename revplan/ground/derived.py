"""Figures that sections derive beyond the bridge, by their path: value, label and unit."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from revplan.ground.number import Number, named


class Unit(Enum):
    """What a figure counts: it decides how the figure is written."""

    money = "money"
    """Currency, at the plan's quantum."""
    count = "count"
    """Leads, deals, heads, months: a fraction, with at most 4 decimals."""
    rate = "rate"
    """A share of one, or a multiple: at most 6 decimals."""


STEPS = {Unit.count: Decimal("0.0001"), Unit.rate: Decimal("0.000001")}
"""The last digit in which figures are told; of money, the plan's quantum."""


class Figure(NamedTuple):
    """A derived figure."""

    value: Number
    label: str
    unit: Unit


class Figures(dict[str, Figure]):
    """The figures of a section under construction, by path: each is named as it is made."""

    def made(self, path: str, value: Number, label: str, unit: Unit) -> Number:
        """The value, kept under its path and known by it where names are kept (`explain`)."""
        value = named(path, value)
        whole = isinstance(value, int)  # the 0 that a sum of nothing is
        self[path] = Figure(Decimal(value) if whole else value, label, unit)
        return value

    def money(self, path: str, value: Number, label: str) -> Number:
        """An amount [currency], rounded already."""
        return self.made(path, value, label, Unit.money)

    def count(self, path: str, value: Number, label: str) -> Number:
        """A count of leads, deals or heads, as a fraction."""
        return self.made(path, value, label, Unit.count)

    def rate(self, path: str, value: Number, label: str) -> Number:
        """A share of one, or a multiple."""
        return self.made(path, value, label, Unit.rate)

"""Figures that sections derive beyond the bridge, by their path: value, label and unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from revplan.numbers.acts import ratio, tag
from revplan.numbers.number import Number


class Unit(Enum):
    """What a figure counts: it decides how the figure is written."""

    money = "money"
    """Currency, at the plan's rounding step."""
    count = "count"
    """Leads, deals, heads, months: a fraction, with at most 4 decimals."""
    rate = "rate"
    """A share of one, written in percent: at most 6 decimals of one."""
    multiple = "multiple"
    """How often one amount is in another: at most 6 decimals."""


STEPS = {
    Unit.count: Decimal("0.0001"),
    Unit.rate: Decimal("0.000001"),
    Unit.multiple: Decimal("0.000001"),
}
"""The last digit in which figures are told; of money, the plan's rounding step."""


STANDING = ("waiting", "ramped_reps")
"""How the paths of figures of months end that stand there then, and are not added up."""


def is_standing(path: str) -> bool:
    """Whether a figure of months is what is there at a time, and not what comes through it.

    >>> [is_standing(f"reach.months.2027-03.{it}") for it in ("waiting", "bookings")]
    [True, False]
    """
    return path.rpartition(".")[2] in STANDING


_PERIOD = re.compile(r"(?:^|\.)(?:months\.([0-9]{4}-[0-9]{2})|quarters\.(Q[1-4]))\.")


def period_of(path: str) -> str:
    """The month or the quarter that a figure is of; empty of the year's, whatever its name holds.

    >>> [period_of(it) for it in ("segments.a.months.2027-03.target", "reach.quarters.Q1.bookings",
    ...                           "budget.owners.months.total", "upsell.months")]
    ['2027-03', 'Q1', '', '']
    """
    found = _PERIOD.search(path)
    return (found[1] or found[2]) if found else ""


def main_figure(path: str) -> bool:
    """Whether a path is one that a list of figures should name: no month, no part of a part.

    >>> [main_figure(it) for it in ("funnel.leads", "months.2027-01.target", "budget.items.crm")]
    [True, False, False]
    """
    return path.count(".") < 2 and not path.startswith(("months.", "segments."))


class Figure(NamedTuple):
    """A derived figure; `alone` says that it is a month's or a quarter's, and nothing is made of
    these by adding them up.
    """

    value: Number
    label: str
    unit: Unit
    alone: bool = False


def make_if_any(
    make: Callable[[str, Number, str], Number], path: str, value: Number | None, label: str
) -> Number | None:
    """A figure made under its path, where it has a value.

    >>> figures = Figures()
    >>> make_if_any(figures.count, "payback_months", None, "CAC payback") is None, len(figures)
    (True, 0)
    """
    return None if value is None else make(path, value, label)


class Figures(dict[str, Figure]):
    """The figures of a section under construction, by path: each is named as it is made."""

    def make(self, path: str, value: Number, label: str, unit: Unit) -> Number:
        """The value, kept under its path and known by it where names are kept (`explain`)."""
        value = tag(path, value)
        whole = isinstance(value, int)  # the 0 that a sum of nothing is
        self[path] = Figure(Decimal(value) if whole else value, label, unit)
        return value

    def money(self, path: str, value: Number, label: str) -> Number:
        """An amount [currency], rounded already."""
        return self.make(path, value, label, Unit.money)

    def alone(self, path: str, value: Number, label: str) -> Number:
        """An amount of a month or a quarter [currency] that the year is no sum of.

        >>> figures = Figures()
        >>> _ = figures.alone("capacity.months.2027-01.short", Decimal(1), "Short")
        >>> figures.months_of("capacity.short")
        {}
        """
        value = self.money(path, value, label)
        self[path] = self[path]._replace(alone=True)
        return value

    def count(self, path: str, value: Number, label: str) -> Number:
        """A count of leads, deals or heads, as a fraction."""
        return self.make(path, value, label, Unit.count)

    def rate(self, path: str, value: Number, label: str) -> Number:
        """A share of one."""
        return self.make(path, value, label, Unit.rate)

    def multiple(self, path: str, value: Number, label: str) -> Number:
        """How often one amount is in another."""
        return self.make(path, value, label, Unit.multiple)

    def share(self, path: str, part: Number, whole: Number, label: str) -> Number | None:
        """A share of a whole; None, and no figure, where the whole is nothing."""
        found = ratio(part, whole)
        return None if found is None else self.rate(path, found, label)

    def converted(self, told: Callable[[Number], Number]) -> Figures:
        """The figures of the year in another currency, in which `told` tells an amount, each by
        itself; those of months and quarters are told in the first alone.
        """
        found = Figures()
        for path, it in self.items():
            if not period_of(path):
                value = told(it.value) if it.unit is Unit.money else it.value
                found.make(path, value, it.label, it.unit)
        return found

    def months_of(self, path: str) -> dict[str, str]:
        """The months of a figure, or of the months that a figure is one of: by month, the path of
        the month's figure, in order. Empty where the figure has no months, or none that add up.

        >>> figures = Figures()
        >>> for path in ("budget.total", "budget.months.2027-01.total"):
        ...     _ = figures.money(path, Decimal(1), "Budget")
        >>> figures.months_of("budget.total"), figures.months_of("budget.one_off")
        ({'2027-01': 'budget.months.2027-01.total'}, {})
        """
        *stem, last = path.split(".")
        if stem[-2:-1] == ["months"]:
            stem = stem[:-2]
        begin, end = ".".join((*stem, "months", "")), f".{last}"
        found = {it[len(begin) : -len(end)]: it for it in self
                 if it.startswith(begin) and it.endswith(end) and not self[it].alone}  # fmt: skip
        return {month: found[month] for month in sorted(found)}

"""The plan year: twelve months that begin where the company's year begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month.

    >>> str(Month(2027, 3))
    '2027-03'
    """

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def plus(self, months: int) -> Month:
        """The month that many months later.

        >>> str(Month(2027, 11).plus(3))
        '2028-02'
        """
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    def since(self, other: Month) -> int:
        """Months from `other` to this one [months].

        >>> Month(2028, 2).since(Month(2027, 11))
        3
        """
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def days(self) -> int:
        """Days in the month [days].

        >>> Month(2028, 2).days, Month(2100, 2).days
        (29, 28)
        """
        leap = self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)
        return 29 if self.month == 2 and leap else _DAYS[self.month - 1]

    @property
    def words(self) -> str:
        """The month as a person writes it: Jul 2026."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"


@lru_cache(maxsize=256)
def _months_from(first: Month) -> tuple[Month, ...]:
    return tuple(first.plus(i) for i in range(12))


class PlanYear(NamedTuple):
    """The twelve months of a plan, beginning with `first`.

    >>> str(PlanYear(Month(2027, 1))), str(PlanYear(Month(2026, 7)))
    ('Jan-Dec 2027', 'Jul 2026-Jun 2027')
    """

    first: Month

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months, in plan order."""
        return _months_from(self.first)

    @property
    def last(self) -> Month:
        """The twelfth month."""
        return self.first.plus(11)

    def place(self, month: Month) -> int:
        """The month's place in the year, 0 to 11; outside the year, below 0 or above 11."""
        return month.since(self.first)

    def holds(self, month: Month) -> bool:
        """Whether the month is one of the twelve."""
        return 0 <= self.place(month) < 12

    def __str__(self) -> str:
        if self.first.year == self.last.year:
            start, end = MONTH_NAMES[self.first.month - 1], MONTH_NAMES[self.last.month - 1]
            return f"{start}-{end} {self.first.year}"
        return f"{self.first.words}-{self.last.words}"

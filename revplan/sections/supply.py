"""Sources of leads as a plan states them, month by month: what lead value, agreements and leads in
time are all made of. This file owns no key: the engine reads `funnel.sources` into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from revplan.numbers.acts import as_weights
from revplan.numbers.number import Months, Number


class Supply(NamedTuple):
    """A source of leads as the plan states it.

    `leads` are the year's, or twelve monthly numbers; `value` is what one is worth [currency],
    None where it is worth what an average lead brings. `last_year` are last year's leads: the
    year's, four quarterly or twelve monthly numbers; None where the plan does not say.
    """

    source: str
    label: str
    owner: str | None
    leads: Number | Months
    value: Number | None
    last_year: Number | Months | None = None

    @property
    def year(self) -> Number:
        """The leads of the year, however they are stated [count]."""
        return sum(self.leads) if isinstance(self.leads, tuple) else self.leads

    @property
    def months(self) -> Months:
        """The leads by month [count], 12: evenly where the year's stand."""
        return self.leads if isinstance(self.leads, tuple) else (self.leads / 12,) * 12

    @property
    def last_year_months(self) -> Months | None:
        """Last year's leads by month [count], 12: a quarter's evenly over its months, a year's as
        this year's are spread; None where the plan does not say.

        >>> from decimal import Decimal
        >>> leads = (Decimal(1),) * 6 + (Decimal(3),) * 6
        >>> web = Supply("web", "web", None, leads, value=None, last_year=Decimal(48))
        >>> [int(it) for it in web.last_year_months]
        [2, 2, 2, 2, 2, 2, 6, 6, 6, 6, 6, 6]
        """
        if self.last_year is None or not isinstance(self.last_year, tuple):
            return None if self.last_year is None else self._as_this_year(self.last_year)
        if len(self.last_year) == 12:
            return self.last_year
        return tuple(quarter / 3 for quarter in self.last_year for _ in range(3))

    def _as_this_year(self, leads: Number) -> Months:
        if not isinstance(self.leads, tuple):
            return (leads / 12,) * 12
        weights = as_weights(self.leads)
        whole = sum(weights)
        return tuple(leads * weight / whole for weight in weights)


def add_months(rows: Sequence[Months]) -> Months:
    """Rows of months, added up month by month; nothing where there are none."""
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * 12

"""Whom to hire, and by when: what closes a year that the reps on board leave short.

This file owns no key: it reads what the reps of `capacity` leave short.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from revplan.base.year import Month, PlanYear
from revplan.numbers.acts import larger, ratio_or, settle, upwards
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number

MONTHS_BACK = 60
"""How many months before the year are looked at for a hire that would still have helped."""


class Hires(NamedTuple):
    """The hires that close a year's shortfall.

    `by` is the last month in which that many suffice. `reps` is 0 where a rep hired in the year's
    first month brings nothing in it; then `too_late_after` is the last month before the year whose
    hire still would. `last` is the last month of the year whose hire brings anything at all.
    """

    reps: int
    by: Month | None = None
    too_late_after: Month | None = None
    last: Month | None = None


def hire_figures(figures: Figures, *, capacity_short: Number, first_hire: Number) -> Number:
    """The reps who close the year's shortfall if they are hired in its first month [count]: none
    where nothing is short, nor where such a rep brings nothing. `first_hire` is what one brings in
    the year [currency].
    """
    reps = upwards(ratio_or(capacity_short, larger(first_hire, ZERO), 0))
    return figures.count("capacity.hires.reps", reps, "Hires that close the shortfall")


def hires_needed(short: Decimal, brings: Callable[[int], Decimal], year: PlanYear) -> Hires | None:
    """The hires that close a shortfall [currency]; None where there is none. Exact numbers only.

    `brings` says what one rep brings in the year [currency] by the place of the month of hire in
    it: 0 is the first, below 0 lies before the year.

    >>> year = PlanYear(Month(2027, 1))
    >>> found = hires_needed(Decimal(150), lambda place: Decimal(120 - 10 * place), year)
    >>> found.reps, str(found.by), str(found.last)
    (2, '2027-05', '2027-12')
    >>> hires_needed(Decimal(5), lambda place: Decimal(1), year).reps
    5
    """
    if short <= 0:
        return None
    helping = [place for place in range(12) if brings(place) > 0]
    last = year.first.plus(helping[-1]) if helping else None
    each = brings(0)
    if each <= 0:
        before = (place for place in range(-1, -MONTHS_BACK - 1, -1) if brings(place) > 0)
        place = next(before, None)
        too_late_after = None if place is None else year.first.plus(place)
        return Hires(0, too_late_after=too_late_after, last=last)
    reps = int(settle(short / each).to_integral_value(ROUND_CEILING))
    enough = [place for place in helping if settle(reps * brings(place)) >= short]
    return Hires(reps, by=year.first.plus(max(enough)), last=last)

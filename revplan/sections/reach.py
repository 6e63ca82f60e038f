"""Within reach: what the leads and the reps that are planned bring, whatever the target asks.

This file owns no key of its own: it reads what the funnel's sources bring in time and what the reps
can close.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from revplan.base.year import Month, PlanYear
from revplan.numbers.acts import Quantiser, as_weights, phase, settle, smaller
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number

BY_LEADS, BY_REPS = "by_leads", "by_reps"


class Brought(NamedTuple):
    """What leads, or reps, bring in the year [currency], and by month, 12."""

    year: Number
    months: Months

    def converted(self, told: Callable[[Number], Number], q: Quantiser, of: str) -> Brought:
        """The same in another currency, in which `told` tells an amount."""
        year = told(self.year)
        return Brought(year, phase(year, as_weights(self.months), q, of))


class Closed(NamedTuple):
    """What is signed of the work that is planned, and the new business that is recognised of it in
    the year [currency].
    """

    by_leads: Brought | None
    by_reps: Brought | None
    bookings: Brought
    new_business: Number

    def converted(self, told: Callable[[Number], Number], q: Quantiser) -> Closed:
        """The same in another currency, in which `told` tells an amount."""
        return Closed(
            self.by_leads and self.by_leads.converted(told, q, "reach.by_leads"),
            self.by_reps and self.by_reps.converted(told, q, "reach.by_reps"),
            self.bookings.converted(told, q, "reach.bookings"),
            told(self.new_business),
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """What the year comes to by the work that is planned [currency]: `total` is its revenue, or
    closing ARR, and `short` what the target is above it, below zero what is to spare. `earned` are
    the shares of a contract that are recognised in the year, by the month in which it is signed.
    """

    closed: Closed
    total: Number
    short: Number
    earned: Months

    @property
    def held_by(self) -> str | None:
        """Which of the two holds it back, the smaller in the year; leads where they are the same,
        and None where a company's segments do not all state what it is.
        """
        leads, reps = self.closed.by_leads, self.closed.by_reps
        if leads is None or reps is None:
            one = leads or reps
            whole = one is not None and self.closed.bookings.year >= one.year
            return (BY_LEADS if leads is not None else BY_REPS) if whole else None
        return BY_LEADS if leads.year <= reps.year else BY_REPS


def reach_figures(
    figures: Figures,
    *,
    by_leads: Brought | None,
    by_reps: Brought | None,
    closed_by_segments: Sequence[Closed] | None,
    earned_by_month: Months,
    without_new_business: Number,
    target: Number,
    year: PlanYear,
    q: Quantiser,
) -> Reach | None:
    """What is within reach worked out; None where neither leads nor reps are stated.

    `closed_by_segments` is what each segment of a company signs, in its currency; None where some
    segment does not say. `earned_by_month` are the shares of a contract, by the month in which it
    is signed, that are recognised in the year [shares of one], `without_new_business` is what the
    year brings without any [currency].
    """
    book = _Book(figures, year)
    if closed_by_segments is not None:
        closed = book.added(closed_by_segments)
    elif by_leads is not None or by_reps is not None:
        closed = book.worked(by_leads, by_reps, earned_by_month, q)
    else:
        return None
    total = figures.money("reach.total", without_new_business + closed.new_business, "Within reach")
    short = figures.money("reach.short", target - total, "Target beyond reach")
    return Reach(closed, total, short, earned_by_month)


_CALLED = {
    BY_LEADS: "What the leads bring",
    BY_REPS: "What the reps can close",
    "bookings": "Bookings within reach",
    "waiting": "Leads that wait for a rep",
}


class _Book(NamedTuple):
    """What is signed, each figure kept by its path as it is made."""

    figures: Figures
    year: PlanYear

    def added(self, parts: Sequence[Closed]) -> Closed:
        """What segments sign, added up; leads, and reps, only where every segment states them."""
        return Closed(
            self._added(BY_LEADS, [it.by_leads for it in parts]),
            self._added(BY_REPS, [it.by_reps for it in parts]),
            self._named("bookings", _sum([it.bookings for it in parts])),
            self._new_business(sum(it.new_business for it in parts)),
        )

    def worked(
        self, by_leads: Brought | None, by_reps: Brought | None, earned: Months, q: Quantiser
    ) -> Closed:
        """What leads and reps sign together, and what of it is recognised in the year."""
        by_leads = by_leads and self._named(BY_LEADS, by_leads)
        by_reps = by_reps and self._named(BY_REPS, by_reps)
        months = self._together(by_leads.months, by_reps.months) if by_leads and by_reps else ()
        alone = None if months else by_leads or by_reps
        if alone is not None:
            bookings = self._named("bookings", alone)
        else:
            bookings = Brought(self._of_year("bookings", sum(months)), months)
        recognised = zip(bookings.months, earned, strict=True)
        new_business = q(settle(sum(month * share for month, share in recognised)))
        return Closed(by_leads, by_reps, bookings, self._new_business(new_business))

    def _together(self, leads: Months, reps: Months) -> Months:
        """By month: leads that nobody could work wait, idle reps do not."""
        waiting: Number = 0
        closed = []
        for month, came, can in zip(self.year.months, leads, reps, strict=True):
            waiting = waiting + came
            closed.append(self._month(month, "bookings", smaller(waiting, can)))
            waiting = self._month(month, "waiting", waiting - closed[-1])
        return tuple(closed)

    def _added(self, what: str, rows: Sequence[Brought | None]) -> Brought | None:
        stated = [row for row in rows if row is not None]
        return self._named(what, _sum(stated)) if len(stated) == len(rows) else None

    def _named(self, what: str, brought: Brought) -> Brought:
        amounts = zip(self.year.months, brought.months, strict=True)
        months = tuple(self._month(month, what, amount) for month, amount in amounts)
        return Brought(self._of_year(what, brought.year), months)

    def _month(self, month: Month, what: str, amount: Number) -> Number:
        path = f"reach.months.{month}.{what}"
        return self.figures.money(path, amount, f"{_CALLED[what]}, {month}")

    def _of_year(self, what: str, amount: Number) -> Number:
        return self.figures.money(f"reach.{what}", amount, _CALLED[what])

    def _new_business(self, amount: Number) -> Number:
        return self.figures.money("reach.new_business", amount, "New business within reach")


def _sum(rows: Sequence[Brought]) -> Brought:
    months = tuple(map(sum, zip(*(row.months for row in rows), strict=True)))
    return Brought(sum(row.year for row in rows), months)

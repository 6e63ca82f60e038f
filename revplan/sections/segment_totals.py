"""What a company's segments come to together in leads, reps and budget, in its currency.

This file owns no key: it adds up what the segments' `funnel`, `capacity` and `budget` come to,
where the company itself does not state the section. A figure is added up where every segment that
states the section has it; shares are derived again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import Quantiser, as_weights, larger, phase
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number

_VALUE = "funnel.lead_value"
_NAMES = ("asked", "planned", "in_time", "too_late", "short", "to_spare")
SUMS = {
    "funnel": (
        "funnel.deals",
        "funnel.leads",
        *(f"{_VALUE}.{name}" for name in (*_NAMES, "asked_a_week", "of_last_year")),
        *(f"{_VALUE}.leads_{name}" for name in _NAMES),
    ),
    "capacity": (
        "capacity.year",
        "capacity.short",
        "capacity.to_spare",
        "capacity.quotas_total",
        "capacity.hires.reps",
    ),
    "budget": ("budget.recurring", "budget.one_off", "budget.total", "budget.last_year"),
}
"""The figures that are added up, by section: a shortfall is the sum of the segments', as what one
has to spare closes nothing in another.
"""

MADE_AGAIN = {
    "funnel": ("funnel.win_rate",),
    "capacity": (
        "capacity.bookings",
        "capacity.over_assignment_of_plan",
        "capacity.over_assignment_of_capacity",
    ),
    "budget": (),
}
"""The figures that are derived of these, by section."""

_OWNED = ("budget.owners.", "budget.unowned.")
NAMED = {"funnel": (), "capacity": ("capacity.territories.",), "budget": _OWNED}
"""What the paths of figures begin with that are added up by a name: where any segment has it."""


class SegmentWork(NamedTuple):
    """What a segment comes to: what each record of it gives and its figures, `own` in its currency,
    `told` in the company's, as its `bookings`, its `revenue` and its months by quantity are.
    """

    found: Mapping[str, Any]
    own: Figures
    told: Figures
    bookings: Number
    revenue: Number
    monthly: Mapping[str, Months]

    @property
    def states(self) -> frozenset[str]:
        """The sections that it states, or segments of it, of those that are added up."""
        own = frozenset(key for key in SUMS if key in self.found)
        return own.union(self.found.get("segment_totals", ()))

    @property
    def booked(self) -> Number:
        """The bookings that its reps are for [currency of the company]: of a company without reps
        of its own, those of its segments with reps.
        """
        path = "capacity.bookings"
        return self.told[path].value if path in self.told else self.bookings

    def months(self, path: str, by_month: str, year: PlanYear, q: Quantiser) -> Months:
        """An amount of the year by month, 12 [currency of the company]: laid on its own months.

        `by_month` is the path of a month's, with {} for the month.
        """
        months = tuple(self.own[by_month.format(month)].value for month in year.months)
        if self.told is self.own:
            return months
        return phase(self.told[path].value, as_weights(months), q, path)

    def budget_months(self, year: PlanYear, q: Quantiser) -> Months:
        """The budget by month, 12 [currency of the company]."""
        recurring, one_off = (
            self.months(f"budget.{part}", f"budget.months.{{}}.{part}", year, q)
            for part in ("recurring", "one_off")
        )
        return tuple(a + b for a, b in zip(recurring, one_off, strict=True))


def segment_total_figures(
    figures: Figures,
    *,
    segments_work: Sequence[SegmentWork],
    own_sections: Container[str],
    year: PlanYear,
    q: Quantiser,
) -> tuple[str, ...]:
    """The segments' figures added up under the same paths, and the sections that were;
    `own_sections` are those that the company states itself.
    """
    told = []
    for section, paths in SUMS.items():
        stating = [it for it in segments_work if section in it.states]
        if stating and section not in own_sections:
            told.append(section)
            _add_up(figures, section, paths, stating)
            _add_months(figures, section, stating, year, q)
    return tuple(told)


def add_up_again(told: Figures) -> None:
    """The budget of a segment in another currency: what its owners spend, and all of it, made again
    of their recurring and one-off amounts, so that it adds up to the unit.
    """
    stems = dict.fromkeys(it.rpartition(".")[0] for it in told if it.startswith(_OWNED))
    for stem in stems:
        parts = (told[f"{stem}.{part}"].value for part in ("recurring", "one_off"))
        _make_again(told, f"{stem}.total", sum(parts))
    for part in ("recurring", "one_off", "total", "last_year"):
        if f"budget.{part}" in told:
            costs = (told[f"{stem}.{part}"].value for stem in stems)
            _make_again(told, f"budget.{part}", sum(costs))


def short_again(told: Figures, bookings: Number) -> None:
    """What the reps of a segment in another currency cannot close, and have to spare, made again of
    its capacity and its `bookings` [currency of the company], so that the three go together.
    """
    year = told["capacity.year"].value
    _make_again(told, "capacity.to_spare", year - bookings)
    _make_again(told, "capacity.short", larger(bookings - year, ZERO))


def _make_again(told: Figures, path: str, value: Number) -> None:
    told.make(path, value, told[path].label, told[path].unit)


def _add_up(
    figures: Figures, section: str, paths: Iterable[str], stating: Sequence[SegmentWork]
) -> None:
    for path in paths:
        needed = f"{_VALUE}.in_time" if path == f"{_VALUE}.planned" else path  # none is no plan
        if all(needed in it.told for it in stating):
            _keep(figures, path, sum(it.told[path].value for it in stating), stating)
    for path in dict.fromkeys(x for it in stating for x in it.told if x.startswith(NAMED[section])):
        found = [it.told[path].value for it in stating if path in it.told]
        _keep(figures, path, sum(found), stating)
    if section == "funnel":
        deals, leads = (figures[path].value for path in paths if path in _COUNTS)
        figures.share("funnel.win_rate", deals, leads, _label(stating, "funnel.win_rate"))
    if section == "capacity":
        booked = sum(it.booked for it in stating)
        booked = figures.money("capacity.bookings", booked, "Bookings of the segments with reps")
        quotas = figures["capacity.quotas_total"].value
        for of, whole in (("plan", booked), ("capacity", figures["capacity.year"].value)):
            path = f"capacity.over_assignment_of_{of}"
            figures.share(path, quotas, whole, _label(stating, path))


_COUNTS = ("funnel.deals", "funnel.leads")


def _label(stating: Sequence[SegmentWork], path: str) -> str:
    """What a figure is called, by a segment that has it; its path where none has."""
    return next((it.own[path].label for it in stating if path in it.own), path)


def _add_months(
    figures: Figures,
    section: str,
    stating: Sequence[SegmentWork],
    year: PlanYear,
    q: Quantiser,
) -> None:
    """The months of what the reps can close, and of the budget."""
    if section == "capacity":
        path = "capacity.months.{}.capacity"
        laid = [it.months("capacity.year", path, year, q) for it in stating]
        reps = "capacity.months.{}.ramped_reps"
        heads = [[it.own[reps.format(month)].value for month in year.months] for it in stating]
        for place, month in enumerate(year.months):
            _keep(figures, reps.format(month), sum(it[place] for it in heads), stating)
            _keep(figures, path.format(month), sum(it[place] for it in laid), stating)
    if section == "budget":
        by_part = {
            part: [
                it.months(f"budget.{part}", f"budget.months.{{}}.{part}", year, q) for it in stating
            ]
            for part in ("recurring", "one_off")
        }
        for place, month in enumerate(year.months):
            stem, whole = f"budget.months.{month}", []
            for part, laid in by_part.items():
                cost = sum(it[place] for it in laid)
                whole.append(_keep(figures, f"{stem}.{part}", cost, stating))
            _keep(figures, f"{stem}.total", sum(whole), stating)


def _keep(figures: Figures, path: str, value: Number, stating: Sequence[SegmentWork]) -> Number:
    """A figure called and counted as a segment's of the same path."""
    like = next(it.own[path] for it in stating if path in it.own)
    return figures.make(path, value, like.label, like.unit)

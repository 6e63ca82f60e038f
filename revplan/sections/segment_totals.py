"""What a company's segments come to together in leads, reps and budget, in its currency.

This file owns no key: it adds up what the segments' `funnel`, `capacity` and `budget` come to,
where the company itself does not state the section. A figure is added up where every segment that
states the section has it; shares are derived again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from revplan.base.year import PlanYear
from revplan.numbers.acts import Quantiser, as_weights, phase
from revplan.numbers.figure import Figure, Figures
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
    "budget": ("budget.recurring", "budget.one_off", "budget.total"),
}
"""The figures that are added up, by section: a shortfall is the sum of the segments', as what one
has to spare closes nothing in another.
"""

_OWNED = ("budget.owners.", "budget.unowned.")


class SegmentWork(NamedTuple):
    """What a segment states beyond its bridge, and its figures: `own` in its currency, `told` in
    the company's, as its `bookings` are [currency of the company].
    """

    states: frozenset[str]
    own: Figures
    told: Figures
    bookings: Number

    def months(self, path: str, by_month: str, year: PlanYear, q: Quantiser) -> Months:
        """An amount of the year by month, 12 [currency of the company]: laid on its own months.

        `by_month` is the path of a month's, with {} for the month.
        """
        months = tuple(self.own[by_month.format(month)].value for month in year.months)
        if self.told is self.own:
            return months
        return phase(self.told[path].value, as_weights(months), q, path)


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
        _keep(told, f"{stem}.total", sum(parts), told[f"{stem}.total"])
    for part in ("recurring", "one_off", "total"):
        path = f"budget.{part}"
        _keep(told, path, sum(told[f"{stem}.{part}"].value for stem in stems), told[path])


def _add_up(
    figures: Figures, section: str, paths: Iterable[str], stating: Sequence[SegmentWork]
) -> None:
    for path in paths:
        needed = f"{_VALUE}.in_time" if path == f"{_VALUE}.planned" else path  # none is no plan
        found = [it.told[path] for it in stating if needed in it.told]
        if len(found) == len(stating):
            _keep(figures, path, sum(it.value for it in found), found[0])
    for path in _paths_of_owners(stating) if section == "budget" else ():
        found = [it.told[path] for it in stating if path in it.told]
        _keep(figures, path, sum(it.value for it in found), found[0])
    if section == "funnel":
        deals, leads = (figures[path].value for path in paths if path in _COUNTS)
        figures.share("funnel.win_rate", deals, leads, "Share of the leads that is won")
    if section == "capacity":
        booked = sum(it.bookings for it in stating)
        booked = figures.money("capacity.bookings", booked, "Bookings of the segments with reps")
        quotas = figures["capacity.quotas_total"].value
        for of, said, whole in (
            ("plan", "bookings", booked),
            ("capacity", "capacity", figures["capacity.year"].value),
        ):
            figures.share(f"capacity.over_assignment_of_{of}", quotas, whole, f"Quotas over {said}")


_COUNTS = ("funnel.deals", "funnel.leads")


def _paths_of_owners(stating: Sequence[SegmentWork]) -> Iterator[str]:
    """The paths of what owners spend, of any segment, in order."""
    return iter(dict.fromkeys(x for it in stating for x in it.told if x.startswith(_OWNED)))


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
            label = f"Ramped reps, {month}"
            figures.count(reps.format(month), sum(it[place] for it in heads), label)
            label = f"Capacity, {month}"
            figures.money(path.format(month), sum(it[place] for it in laid), label)
    if section == "budget":
        by_part = {
            part: [
                it.months(f"budget.{part}", f"budget.months.{{}}.{part}", year, q) for it in stating
            ]
            for part in ("recurring", "one_off")
        }
        for place, month in enumerate(year.months):
            stem, label = f"budget.months.{month}", f"Budget, {month}"
            recurring, one_off = (sum(it[place] for it in laid) for laid in by_part.values())
            recurring = figures.money(f"{stem}.recurring", recurring, f"{label}, recurring")
            one_off = figures.money(f"{stem}.one_off", one_off, f"{label}, one-off")
            figures.money(f"{stem}.total", recurring + one_off, label)


def _keep(figures: Figures, path: str, value: Number, like: Figure) -> None:
    figures.make(path, value, like.label, like.unit)

"""Lead value: what the leads planned are worth, and what is asked of them.

This file owns no key: the value is that of `funnel.sources`, beside `funnel.lead_coverage` times
the bookings. A promise of value, not of a number of leads, keeps marketing from sending many that
nobody buys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from revplan.base.year import Month, PlanYear
from revplan.numbers.acts import Quantiser, phase
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number
from revplan.sections.supply import Supply, add_months

WEEKS = 52


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """What a source brings: leads [count], what one is worth and all are [currency].

    `alone_a_week` is how many of its leads alone would meet a week [count].
    """

    source: str
    owner: str | None
    leads: Number
    value: Number
    planned_value: Number
    alone_a_week: Number


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is asked for beside what is planned, of one kind: value [currency], or leads [count].

    Both are by the month in which leads are created: `asked_months` run from the funnel's first
    month, `planned_months` through the year. What of them comes in time is `leads_in_time`.
    """

    asked: Number
    planned: Number
    asked_months: tuple[Number, ...]
    planned_months: Months


@dataclass(frozen=True, slots=True)
class LeadValueFigures:
    """What the leads have to be worth, and are.

    `leads` is there where no source states a value: then leads are held against leads.
    """

    lead_coverage: Number
    asked_a_week: Number
    value: Coverage
    leads: Coverage | None
    sources: tuple[SourceFigures, ...]

    @property
    def held(self) -> Coverage:
        """Leads where no source states a value, value elsewhere."""
        return self.leads or self.value


class Needed(NamedTuple):
    """What the funnel needs: by the year and by month, from the funnel's first month."""

    bookings: Number
    by_lead: tuple[Number, ...]
    leads: Number
    leads_by_month: tuple[Number, ...]
    months: tuple[Month, ...]


def lead_value_figures(
    supplies: Iterable[Supply],
    figures: Figures,
    *,
    needed: Needed,
    lead_coverage: Number,
    lead_worth: Number,
    win_rate: Number,
    days_to_signing: Number,
    year: PlanYear,
    q: Quantiser,
) -> LeadValueFigures:
    """Lead value worked out; its figures go into `figures` by path.

    `lead_worth` is what an average lead brings [currency], `win_rate` the share of leads that is
    won, and `days_to_signing` how long that takes; they are the same of every source.
    """
    supplies = tuple(supplies)
    asked = lead_coverage * needed.bookings
    sources = []
    for it in supplies:
        sources.append(_source(it, figures, asked, lead_worth, q))
        path = f"funnel.sources.{it.source}"
        figures.rate(f"{path}.conversion", win_rate, f"Conversion of {it.label}")
        figures.count(f"{path}.days", days_to_signing, f"Days from {it.label} to signing")
    value = _value(figures, supplies, sources, asked, needed, year, q)
    a_week = figures.money(
        "funnel.lead_value.asked_a_week", q(asked / WEEKS), "Lead value asked for a week"
    )
    counted = bool(supplies) and all(it.value is None for it in supplies)
    return LeadValueFigures(
        lead_coverage=lead_coverage,
        asked_a_week=a_week,
        value=value,
        leads=_leads(figures, supplies, lead_coverage, needed) if counted else None,
        sources=tuple(sources),
    )


def _source(
    it: Supply, figures: Figures, asked: Number, lead_worth: Number, q: Quantiser
) -> SourceFigures:
    value = lead_worth if it.value is None else it.value
    leads = it.year
    path = f"funnel.sources.{it.source}"
    figures.money(f"{path}.value", q(value), f"What a lead of {it.label} is worth")
    planned = figures.money(
        f"{path}.planned_value", q(leads * value), f"Planned lead value of {it.label}"
    )
    alone = asked / (WEEKS * value)
    alone = figures.count(f"{path}.alone_a_week", alone, f"Leads a week from {it.label} alone")
    return SourceFigures(it.source, it.owner, leads, value, planned, alone)


def _value(
    figures: Figures,
    supplies: tuple[Supply, ...],
    sources: Sequence[SourceFigures],
    asked_exactly: Number,
    needed: Needed,
    year: PlanYear,
    q: Quantiser,
) -> Coverage:
    path = "funnel.lead_value"
    asked = figures.money(f"{path}.asked", q(asked_exactly), "Lead value asked for")
    laid_out = [
        phase(
            source.planned_value,
            it.leads if isinstance(it.leads, tuple) else (1,) * 12,
            q,
            f"funnel.sources.{it.source}.leads",
        )
        for it, source in zip(supplies, sources, strict=True)
    ]
    planned = figures.money(
        f"{path}.planned", sum(it.planned_value for it in sources), "Lead value planned"
    )
    asked_months = phase(asked, needed.by_lead, q, "funnel.stages")
    planned_months = (sum(parts) for parts in zip(*laid_out, strict=True))
    return Coverage(
        asked,
        planned,
        _by_month(figures, "asked", asked_months, needed.months),
        _by_month(figures, "planned", planned_months if laid_out else (0,) * 12, year.months),
    )


def _by_month(
    figures: Figures, what: str, amounts: Iterable[Number], months: tuple[Month, ...]
) -> tuple[Number, ...]:
    said = "Lead value asked for" if what == "asked" else "Lead value planned"
    return tuple(
        figures.money(f"funnel.lead_value.months.{month}.{what}", amount, f"{said}, {month}")
        for month, amount in zip(months, amounts, strict=True)
    )


def _leads(
    figures: Figures, supplies: tuple[Supply, ...], lead_coverage: Number, needed: Needed
) -> Coverage:
    path = "funnel.lead_value"
    asked = lead_coverage * needed.leads
    asked = figures.count(f"{path}.leads_asked", asked, "Leads asked for")
    planned = sum(it.year for it in supplies)
    planned = figures.count(f"{path}.leads_planned", planned, "Leads planned")
    asked_months = tuple(lead_coverage * leads for leads in needed.leads_by_month)
    return Coverage(asked, planned, asked_months, add_months([it.months for it in supplies]))

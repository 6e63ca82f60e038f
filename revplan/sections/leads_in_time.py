"""Leads that come in time: those that are signed in the year, of this year's and of last year's.

A lead that is created in November and takes four months is next year's business. This file owns no
key of its own: it reads `funnel.sources` and the days of `funnel.stages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from revplan.base.year import PlanYear
from revplan.numbers.acts import Quantiser, larger, phase, ratio_or, settle
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures
from revplan.numbers.lag import Arrived, move_later
from revplan.numbers.number import Months, Number
from revplan.sections.supply import Supply, add_months

_PATH = "funnel.lead_value"


@dataclass(frozen=True, slots=True)
class InTime:
    """What is signed in the year, beside what it asks for, of one kind: value [currency], or leads
    [count].

    `too_late` is what this year's leads bring after the year, `of_last_year` what of `in_time` last
    year's bring; `to_spare` is below zero where it is short. The months are those of signing, 12.
    """

    asked: Number
    in_time: Number
    too_late: Number
    of_last_year: Number
    short: Number
    to_spare: Number
    asked_months: Months
    months: Months


@dataclass(frozen=True, slots=True)
class LeadsInTime:
    """The leads that come in time, by value; `leads` by number where no source states a value.

    `won` are the deals that each source's leads of the year become in the end [count], `of_source`
    what of each is signed in the year [currency]. `assumed` says that no source states last year's
    leads, so that this year's are taken for them.
    """

    value: InTime
    leads: InTime | None
    won: Mapping[str, Number]
    of_source: Mapping[str, Number]
    assumed: bool

    @property
    def held(self) -> InTime:
        """Leads where no source states a value, value elsewhere."""
        return self.leads or self.value


def leads_in_time_figures(
    supplies: Iterable[Supply],
    figures: Figures,
    *,
    lag: Mapping[int, Number],
    lead_worth: Number,
    win_rate: Number,
    lead_coverage: Number,
    lead_value_asked: Number,
    prior_year: Number,
    bookings_by_month: Months,
    year: PlanYear,
    q: Quantiser,
) -> LeadsInTime | None:
    """The leads that come in time worked out; None where no source is named.

    `lag` are the shares of a lead's way by how many months later it is signed, `lead_worth` is what
    an average lead brings, `lead_value_asked` what is asked of all leads and `prior_year`
    last year's revenue [currency].
    """
    supplies = tuple(supplies)
    if not supplies:
        return None
    assumed = all(it.last_year is None for it in supplies)
    # Where last year had no revenue there were no leads of it either.
    had = ratio_or(prior_year, prior_year, 0) if assumed else 0
    arrived = [
        move_later(it.last_year_months or tuple(had * x for x in it.months), it.months, lag)
        for it in supplies
    ]
    worth = [lead_worth if it.value is None else it.value for it in supplies]
    counted = all(it.value is None for it in supplies)
    value = _value(figures, arrived, worth, lead_value_asked, bookings_by_month, year, q)
    each = zip(supplies, arrived, worth, strict=True)
    asked = tuple(lead_coverage * month / lead_worth for month in bookings_by_month)
    return LeadsInTime(
        value=value,
        leads=_leads(figures, arrived, asked) if counted else None,
        won={
            it.source: figures.count(
                f"funnel.sources.{it.source}.won", it.year * win_rate, f"Deals won of {it.label}"
            )
            for it in supplies
        },
        of_source={
            it.source: figures.money(
                f"funnel.sources.{it.source}.in_time",
                q(settle(sum(came.months) * one)),
                f"Lead value in time of {it.label}",
            )
            for it, came, one in each
        },
        assumed=assumed,
    )


def _value(
    figures: Figures,
    arrived: Sequence[Arrived],
    worth: Sequence[Number],
    asked: Number,
    bookings_by_month: Months,
    year: PlanYear,
    q: Quantiser,
) -> InTime:
    """By value: each source's is rounded, and their months are laid out together."""
    came = [(it, one) for it, one in zip(arrived, worth, strict=True)]
    in_time = sum(q(settle(sum(it.months) * one)) for it, one in came)
    in_time = figures.money(f"{_PATH}.in_time", in_time, "Lead value in time")
    late = sum(q(settle(it.late * one)) for it, one in came)
    old = sum(q(settle(sum(it.of_before) * one)) for it, one in came)
    exact = add_months([tuple(month * one for month in it.months) for it, one in came])
    asked_months = phase(asked, bookings_by_month, q, f"{_PATH}.asked")
    months = phase(in_time, exact, q, f"{_PATH}.in_time")
    return InTime(
        asked=asked,
        in_time=in_time,
        too_late=figures.money(f"{_PATH}.too_late", late, "Lead value signed after the year"),
        of_last_year=figures.money(
            f"{_PATH}.of_last_year", old, "Lead value in time of last year's leads"
        ),
        short=figures.money(
            f"{_PATH}.short", larger(asked - in_time, ZERO), "Lead value shortfall"
        ),
        asked_months=_months(figures, year, "asked_in_time", "to be signed", asked_months),
        to_spare=figures.money(f"{_PATH}.to_spare", in_time - asked, "Lead value to spare"),
        months=_months(figures, year, "in_time", "in time", months),
    )


def _months(
    figures: Figures, year: PlanYear, what: str, said: str, amounts: Months
) -> tuple[Number, ...]:
    return tuple(
        figures.money(f"{_PATH}.months.{month}.{what}", amount, f"Lead value {said}, {month}")
        for month, amount in zip(year.months, amounts, strict=True)
    )


def _leads(figures: Figures, arrived: Sequence[Arrived], asked_months: Months) -> InTime:
    """By number: counts are fractions, and nothing is rounded."""
    months = add_months([it.months for it in arrived])
    asked = sum(asked_months)
    in_time = figures.count(f"{_PATH}.leads_in_time", sum(months), "Leads in time")
    late = sum(it.late for it in arrived)
    return InTime(
        asked=asked,
        in_time=in_time,
        too_late=figures.count(f"{_PATH}.leads_too_late", late, "Leads signed after the year"),
        of_last_year=sum(sum(it.of_before) for it in arrived),
        short=figures.count(
            f"{_PATH}.leads_short", larger(settle(asked - in_time), ZERO), "Lead shortfall"
        ),
        to_spare=figures.count(f"{_PATH}.leads_to_spare", in_time - asked, "Leads to spare"),
        asked_months=asked_months,
        months=months,
    )

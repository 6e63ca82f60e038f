"""Who agrees to bring which lead value: by the year, by the week, and by the month.

This file owns no key: an owner's `commitments.<owner>.lead_value` is the agreement; else the owner
has a share of what is asked for: that of the new business committed to, or of the planned lead
value. Convention: the lead-value agreement between marketing and sales, which is kept by the week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from revplan.base.year import Month
from revplan.numbers.acts import Quantiser, as_weights, phase, ratio
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number

WEEKS = 52
"""The weeks of a year, as agreements count them."""


class Agreement(NamedTuple):
    """What an owner agrees to bring [currency]: in the year, a week, and by month from the funnel's
    first month. `signed` says that the owner committed to it, or to new business.
    """

    owner: str
    value: Number
    a_week: Number
    months: Mapping[Month, Number]
    signed: bool


def agreement_figures(
    figures: Figures,
    *,
    lead_coverage: Number,
    bookings: Number,
    new_business: Number,
    planned_by_owner: Mapping[str, Number],
    lead_value_planned: Number,
    promised: Mapping[str, Number],
    promised_lead_value: Mapping[str, Number],
    lead_months: Mapping[Month, Number],
    q: Quantiser,
) -> tuple[Agreement, ...]:
    """The agreements worked out, owners of sources first; their figures go into `figures` by path.

    `promised` is the new business, `promised_lead_value` the lead value that owners committed to,
    `planned_by_owner` the value of their sources, of all `lead_value_planned`
    [currency]; `lead_months` are the bookings by the
    month in which their leads are due: weights, even ones where nothing is asked for. A share of
    nothing is left out.
    """
    asked = lead_coverage * bookings
    found = []
    for owner, year in _by_owner(
        asked, new_business, planned_by_owner, lead_value_planned, promised
    ):
        if owner not in promised_lead_value:
            found.append((owner, year, owner in promised))
    found += [(owner, value, True) for owner, value in promised_lead_value.items()]
    order = [*planned_by_owner, *promised_lead_value]
    found.sort(key=lambda it: order.index(it[0]))
    return tuple(_agreement(figures, *it, lead_months, q) for it in found)


def _by_owner(
    asked: Number,
    new_business: Number,
    planned_by_owner: Mapping[str, Number],
    planned: Number,
    promised: Mapping[str, Number],
) -> Iterator[tuple[str, Number]]:
    """By owner, the share of what is asked for [currency], unrounded."""
    for owner, of_owner in planned_by_owner.items():
        committed = owner in promised
        part, whole = (promised[owner], new_business) if committed else (of_owner, planned)
        share = ratio(asked * part, whole)
        if share is not None:
            yield owner, share


def _agreement(
    figures: Figures,
    owner: str,
    year: Number,
    signed: bool,
    lead_months: Mapping[Month, Number],
    q: Quantiser,
) -> Agreement:
    """`year` is not rounded yet: a week's is a part of it as it is exactly."""
    path, label = f"funnel.agreements.{owner}", f"Lead value of {owner}"
    value = figures.money(f"{path}.value", q(year), label)
    a_week = figures.money(f"{path}.a_week", q(year / WEEKS), f"{label} a week")
    weights = as_weights(tuple(lead_months.values()))
    laid_out = phase(value, weights, q, f"{path}.value")
    months = {
        month: figures.money(f"{path}.months.{month}.value", amount, f"{label}, {month}")
        for month, amount in zip(lead_months, laid_out, strict=True)
    }
    return Agreement(owner, value, a_week, months, signed)

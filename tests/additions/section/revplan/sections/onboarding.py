"""`onboarding:` what it costs to bring new customers on board."""

from typing import Annotated, NamedTuple

from revplan.base.year import PlanYear
from revplan.fields.amount import Rate
from revplan.fields.key import says
from revplan.fields.section import Section
from revplan.numbers.acts import Quantiser, phase
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number


class Onboarding(Section):
    """How new customers are brought on board."""

    share: Annotated[Rate, says("The share of a contract that onboarding costs.", "2%")]


class OnboardingFigures(NamedTuple):
    """What onboarding costs in the year and its months [currency]."""

    cost: Number
    months: Months


def onboarding_figures(
    section: Onboarding,
    figures: Figures,
    *,
    bookings: Number,
    bookings_by_month: Months,
    year: PlanYear,
    q: Quantiser,
) -> OnboardingFigures:
    """Onboarding worked out; its figures go into `figures` by path."""
    cost = figures.money("onboarding.cost", q(bookings * section.share.value), "Onboarding")
    months = zip(year.months, phase(cost, bookings_by_month, q, "onboarding"), strict=True)
    return OnboardingFigures(
        cost,
        tuple(
            figures.money(f"onboarding.months.{month}.cost", part, f"Onboarding, {month}")
            for month, part in months
        ),
    )

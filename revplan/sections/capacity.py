"""`capacity:` what the reps on board can close, who is to be hired, and the quotas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.year import PlanYear
from revplan.fields.amount import PositiveAmount, Rates
from revplan.fields.calendar import MonthOfHire
from revplan.fields.key import DisplayName, NoteBeside, says
from revplan.fields.last_year import ComparedAmount, ComparedRate, ComparedShare
from revplan.fields.reads import Given
from revplan.fields.section import Section, not_here
from revplan.fields.team import Excess, Heads
from revplan.fields.text import Name
from revplan.numbers.acts import Quantiser, apportion, larger, quotient, settle
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number
from revplan.sections.ramp import at_work, rep_years


class RepGroup(Section):
    """Sales reps who started in one month."""

    count: Annotated[Heads, says("How many reps.", "4")]
    starts: Annotated[
        MonthOfHire,
        says("Their month of hire, which may lie before the plan year.", "2026-01"),
    ]
    territory: Annotated[Name | None, says("The territory that they work.", "west")] = None
    quota_per_rep: Annotated[
        PositiveAmount | None,
        says("The quota of each.", "900k", default="their part of what is to be laid out"),
    ] = None
    label: DisplayName = None
    note: NoteBeside = None

    ASIDE = ("territory", "label", "note")
    LEFT_OUT = {"territory": "none: the group works in no territory of its own"}


class Capacity(Section):
    """What the sales team can close in the year."""

    productivity: Annotated[
        ComparedAmount | None,
        says("Bookings that a fully ramped rep brings in a year.", "800k"),
    ] = None
    quota: Annotated[
        ComparedAmount | None,
        says("The quota of a fully ramped rep, instead of productivity.", "1M"),
    ] = None
    attainment: Annotated[
        ComparedShare | None,
        says("The share of the quota that reps reach on average.", "80%", default="100%"),
    ] = None
    ramp: Annotated[
        Rates | None,
        says(
            "The share of full productivity by month since hire, the month of hire "
            "first; full afterwards.",
            ["0%", "50%", "75%"],
            default="full at once",
        ),
    ] = None
    attrition: Annotated[
        ComparedRate | None,
        says("The share of reps who leave within a year, evenly.", "15%", default="none"),
    ] = None
    over_assignment: Annotated[
        Excess | None,
        says("Quotas handed out above the bookings, as a share.", "10%", default="none"),
    ] = None
    reps: Annotated[
        dict[Name, RepGroup],
        says(
            "The reps in groups of one month of hire, by a name of your own.",
            {"west": {"count": "4", "starts": "2026-01"}},
        ),
    ]

    ONE_OF = ("productivity", "quota")
    CHOOSE = {
        "productivity": "Where it is known what a rep brought in.",
        "quota": "Where only quotas are known; `attainment` says how much of one is reached.",
        "attainment": "Beside `quota`, where reps reach less than all of it, or more.",
    }

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Productivity or a quota; attainment belongs to the quota."""
        yield from super().key_problems(raw, path, given)
        if "quota" not in raw:
            why = "says how much of a quota is reached, and there is no quota"
            yield from not_here(raw, ("attainment",), path, why, "write `quota:` for productivity")


@dataclass(frozen=True, slots=True)
class CapacityFigures:
    """What the reps of a `section` can close. Counts are fractions, money is at the rounding step.

    `ramped`, `monthly` (the capacity) and `bookings` are by month, 12; `groups` and `quotas` by the
    name of the group. The shares say what all quotas are of bookings and capacity; None of nothing.
    """

    section: Capacity
    year: Number
    short: Number
    ramped: Months
    monthly: Months
    bookings: Months
    groups: dict[str, Number]
    quotas: dict[str, Number]
    quotas_total: Number
    of_plan: Number | None
    of_capacity: Number | None


def capacity_figures(
    section: Capacity,
    figures: Figures,
    *,
    bookings: Number,
    bookings_by_month: Months,
    sigma: Months,
    year: PlanYear,
    q: Quantiser,
) -> CapacityFigures:
    """The capacity worked out; its figures go into `figures` by path."""
    heads = {name: group_heads(section, group, year) for name, group in section.reps.items()}
    each = productivity(section)
    reps = [
        figures.count(
            f"capacity.months.{month}.ramped_reps",
            sum(months[place] for months in heads.values()) if heads else 0 * each,
            f"Ramped reps, {month}",
        )
        for place, month in enumerate(year.months)
    ]
    worked = accumulate(head * weight for head, weight in zip(reps, sigma, strict=True))
    # Rounded until each month, so that the months add up to what the year's reps can close.
    until = [0, *(q(settle(quotient(each * x, sum(sigma), "capacity"))) for x in worked)]
    closed = [
        figures.money(f"capacity.months.{month}.capacity", after - before, f"Capacity, {month}")
        for month, (before, after) in zip(year.months, pairwise(until), strict=True)
    ]
    total = figures.money("capacity.year", until[-1], "Capacity")
    figures.money("capacity.to_spare", total - bookings, "Capacity to spare")
    short = figures.money("capacity.short", larger(bookings - total, q(0)), "Capacity shortfall")
    years = {
        name: figures.count(
            f"capacity.groups.{name}.rep_years",
            rep_years(heads[name], sigma),
            f"Ramped reps over the year, {group.label or name}",
        )
        for name, group in section.reps.items()
    }
    groups = {
        name: figures.money(
            f"capacity.groups.{name}.capacity",
            q(settle(each * years[name])),
            f"Capacity, {group.label or name}",
        )
        for name, group in section.reps.items()
    }
    quotas = _quotas(section, figures, bookings=bookings, rep_years=years, q=q)
    handed_out = figures.money("capacity.quotas_total", q(0) + sum(quotas.values()), "Quotas")
    of_plan, of_capacity = (
        figures.share(f"capacity.over_assignment_of_{of}", handed_out, whole, f"Quotas over {said}")
        for of, said, whole in (("plan", "bookings", bookings), ("capacity", "capacity", total))
    )
    return CapacityFigures(
        section=section,
        year=total,
        short=short,
        ramped=tuple(reps),
        monthly=tuple(closed),
        bookings=bookings_by_month,
        groups=groups,
        quotas=quotas,
        quotas_total=handed_out,
        of_plan=of_plan,
        of_capacity=of_capacity,
    )


def productivity(section: Capacity) -> Number:
    """The bookings that a fully ramped rep brings in a year [currency]."""
    key, stated = section.measure()
    if key == "productivity":
        return stated.value
    reached = 1 if section.attainment is None else section.attainment.value
    return stated.value * reached


def worth(section: Capacity, hired: int, leaving: bool = True) -> Months:
    """What one rep hired in a month of the year is worth in each month [ramped reps], 12.

    `hired` is the month's place, 0 first and below 0 before the year; attrition only if `leaving`.
    """
    ramp = tuple(share.value for share in section.ramp or ())
    attrition = section.attrition.value if section.attrition is not None and leaving else None
    return at_work(ramp, attrition, hired)


def group_heads(section: Capacity, group: RepGroup, year: PlanYear) -> Months:
    """What a group is worth in each month [ramped reps], 12."""
    return tuple(group.count.value * share for share in worth(section, year.place(group.starts)))


def rep_bookings(section: Capacity, sigma: Months, hired: int) -> Number:
    """What one rep hired in a month of the year brings in it [currency], before rounding."""
    each = productivity(section)
    return rep_years(tuple(each * share for share in worth(section, hired)), sigma)


def _quotas(
    section: Capacity,
    figures: Figures,
    *,
    bookings: Number,
    rep_years: dict[str, Number],
    q: Quantiser,
) -> dict[str, Number]:
    """The quotas by group [currency]: those stated, and what is left of the whole laid on the
    other groups in proportion to what they can close, by heads where that is nothing.
    """
    over = section.over_assignment
    wanted = bookings if over is None else q(bookings * (1 + over.value))
    wanted = figures.money("capacity.quotas_wanted", wanted, "Quotas to hand out")
    found: dict[str, Number] = {
        name: q(group.quota_per_rep.value * group.count.value)
        for name, group in section.reps.items()
        if group.quota_per_rep is not None
    }
    others = [name for name in section.reps if name not in found]
    left = larger(wanted - sum(found.values()), q(0))
    heads = {name: section.reps[name].count.value for name in others}
    found |= apportion(left, {name: rep_years[name] for name in others}, q, heads)
    return {
        name: figures.money(f"capacity.quotas.{name}", found[name], f"Quota, {group.label or name}")
        for name, group in section.reps.items()
    }

"""`capacity:` what the reps on board can close, who is to be hired, and the quotas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from pydantic_core.core_schema import ValidationInfo

from revplan.ground.assumption import Conversion, Count, PositiveAmount, Rate, Rates
from revplan.ground.calendar import MONTH_SCHEMA, read_month
from revplan.ground.derived import Figures
from revplan.ground.fields import Given, Label, Name, Reads, Text
from revplan.ground.figures import Refused
from revplan.ground.number import Months, Number, Quantiser
from revplan.ground.problem import Path, Problem
from revplan.ground.section import Section, not_here
from revplan.ground.year import Month, PlanYear


def _hired(raw: Any, info: ValidationInfo) -> Month:
    """A month before the plan year or in it."""
    month = raw if isinstance(raw, Month) else read_month(raw)
    year = info.context.year if info.context else None
    if year is not None and month > year.last:
        raise Refused(
            "RP117",
            f"{month} lies after the plan year",
            f"reps who start after {year.last} bring nothing in this plan; leave them out",
        )
    return month


class RepGroup(Section):
    """Sales reps who started in one month."""

    count: Annotated[Count, Field(description="How many reps.")]
    starts: Annotated[
        Annotated[Month, Reads(_hired, MONTH_SCHEMA, informed=True)],
        Field(description="Their month of hire, which may lie before the plan year."),
    ]
    territory: Annotated[Name | None, Field(description="The territory that they work.")] = None
    quota_per_rep: Annotated[
        PositiveAmount | None,
        Field(description="The quota of each; default: their part of what is to be laid out."),
    ] = None
    label: Annotated[Label | None, Field(description="A prettier name, for people.")] = None
    note: Annotated[Text | None, Field(description="Anything a reader should know.")] = None

    ASIDE = ("territory", "label", "note")


class Capacity(Section):
    """What the sales team can close in the year."""

    productivity: Annotated[
        PositiveAmount | None,
        Field(description="Bookings that a fully ramped rep brings in a year."),
    ] = None
    quota: Annotated[
        PositiveAmount | None,
        Field(description="The quota of a fully ramped rep, instead of productivity."),
    ] = None
    attainment: Annotated[
        Conversion | None,
        Field(description="The share of the quota that reps reach on average; default 100%."),
    ] = None
    ramp: Annotated[
        Rates | None,
        Field(
            description="The share of full productivity by month since hire, the month of hire "
            "first; full afterwards. Default: full at once."
        ),
    ] = None
    attrition: Annotated[
        Rate | None,
        Field(description="The share of reps who leave within a year, evenly; default none."),
    ] = None
    over_assignment: Annotated[
        Rate | None,
        Field(description="Quotas handed out above the bookings needed; default none."),
    ] = None
    reps: Annotated[
        dict[Name, RepGroup],
        Field(description="The reps in groups of one month of hire, by a name of your own."),
    ]

    ONE_OF = ("productivity", "quota")

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Productivity or a quota; attainment belongs to the quota."""
        yield from super().key_problems(raw, path, given)
        if "quota" not in raw:
            why = "says how much of a quota is reached, and there is no quota"
            yield from not_here(raw, ("attainment",), path, why, "write `quota:` for productivity")


@dataclass(frozen=True, slots=True)
class CapacityFigures:
    """What the reps can close. Counts are fractions, money is at the quantum."""

    year: Number


def capacity_figures(
    section: Capacity,
    figures: Figures,
    *,
    bookings: Number,
    monthly: Months,
    sigma: Months,
    year: PlanYear,
    q: Quantiser,
) -> CapacityFigures:
    """The capacity worked out; its figures go into `figures` by path."""
    raise NotImplementedError

"""`funnel:` how many leads of which kind the bookings need, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from revplan.ground.assumption import Conversion, Count, CountOrCounts, Days, PositiveAmount
from revplan.ground.derived import Figures
from revplan.ground.fields import Label, Name, Reads, Text, choice, word_schema
from revplan.ground.number import Months, Number, Quantiser
from revplan.ground.section import Section
from revplan.ground.year import PlanYear

KINDS = ("seed", "net", "spear")


class Stage(Section):
    """A step of the way from a lead to a signed deal."""

    conversion: Annotated[
        Conversion,
        Field(
            description="The share of what enters this stage that reaches the next; of the last "
            "stage, that is won. On what was created, not on what was closed."
        ),
    ]
    days: Annotated[Days | None, Field(description="Days spent in this stage; default 0.")] = None
    last_year: Annotated[
        Conversion | None, Field(description="Last year's conversion, for comparison.")
    ] = None
    because: Annotated[
        Text | None, Field(description="What makes the conversion better than last year's.")
    ] = None
    label: Annotated[Label | None, Field(description="A prettier name, for people.")] = None

    ASIDE = ("last_year", "because", "label")


class Source(Section):
    """Where leads come from."""

    kind: Annotated[
        Annotated[str, Reads(choice(KINDS), word_schema(KINDS))],
        Field(description="seed (word of mouth), net (marketing) or spear (prospecting)."),
    ]
    leads: Annotated[
        CountOrCounts, Field(description="Leads of the year, or 12 monthly numbers of them.")
    ]
    last_year: Annotated[
        CountOrCounts | None, Field(description="Leads of last year, for comparison.")
    ] = None
    value: Annotated[
        PositiveAmount | None,
        Field(description="The bookings that one lead is worth; default average_deal * win rate."),
    ] = None
    owner: Annotated[Name | None, Field(description="Who brings these leads.")] = None
    label: Annotated[Label | None, Field(description="A prettier name, for people.")] = None
    note: Annotated[Text | None, Field(description="Anything a reader should know.")] = None

    ASIDE = ("last_year", "owner", "label", "note", "kind")


class Funnel(Section):
    """The way from leads to bookings."""

    average_deal: Annotated[
        PositiveAmount, Field(description="The bookings that one won deal brings.")
    ]
    stages: Annotated[
        dict[Name, Stage],
        Field(min_length=1, description="The stages in order, each with its conversion."),
    ]
    sources: Annotated[
        dict[Name, Source], Field(description="Where leads come from, by name.")
    ] = {}
    lead_coverage: Annotated[
        Count | None,
        Field(description="Lead value asked for per unit of bookings; default 1."),
    ] = None
    follow_up_hours: Annotated[
        Count | None,
        Field(description="Within how many hours sales promises to follow up a lead."),
    ] = None

    ASIDE = ("follow_up_hours",)
    ORDERED = ("stages",)


@dataclass(frozen=True, slots=True)
class FunnelFigures:
    """What the bookings ask of the funnel. Counts are fractions, money is at the quantum."""

    deals: Number
    win_rate: Number


def funnel_figures(
    section: Funnel,
    figures: Figures,
    *,
    bookings: Number,
    monthly: Months,
    new_business: Number,
    promised: Mapping[str, Number],
    year: PlanYear,
    q: Quantiser,
) -> FunnelFigures:
    """The funnel worked out; its figures go into `figures` by path."""
    raise NotImplementedError

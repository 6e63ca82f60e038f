"""`funnel:` how many leads of which kind the bookings need, and by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.year import Month, PlanYear
from revplan.fields.amount import Conversion, CountOrCounts, Factor, Growth, Hours
from revplan.fields.key import DisplayName, NoteBeside, says
from revplan.fields.last_year import (
    Because,
    ComparedAmount,
    ComparedDays,
    LastConversion,
    LastCounts,
)
from revplan.fields.reads import Given, Reads
from revplan.fields.section import Section
from revplan.fields.text import Name, choice, word_schema
from revplan.numbers.acts import parts_before
from revplan.numbers.figure import Figures
from revplan.numbers.lag import months_before, move_earlier
from revplan.numbers.number import Months, Number

KINDS = {"seed": "word of mouth", "net": "marketing", "spear": "prospecting"}
MOST_STAGES = 20


class Stage(Section):
    """A step of the way from a lead to a signed deal."""

    conversion: Annotated[
        Conversion,
        says(
            "The share of what enters this stage that reaches the next; of the last "
            "stage, that is won. On what was created, not on what was closed.",
            "25%",
        ),
    ]
    days: Annotated[ComparedDays | None, says("Days in this stage.", "20", default="0")] = None
    last_year: Annotated[
        LastConversion | None,
        says("Last year's conversion, for comparison; none for a new stage.", "22%"),
    ] = None
    because: Because = None
    label: DisplayName = None

    ASIDE = ("last_year", "because", "label")


class Source(Section):
    """Where leads come from."""

    kind: Annotated[
        Annotated[str, Reads(choice((*KINDS,), said=KINDS), word_schema((*KINDS,)))],
        says(
            "How the leads are won: seed (word of mouth), net (marketing) or spear (prospecting).",
            "net",
        ),
    ]
    leads: Annotated[CountOrCounts, says("Leads of the year, or 12 monthly ones.", "2_600")]
    last_year: Annotated[
        LastCounts | None,
        says(
            "Leads of last year, or 12 monthly or 4 quarterly numbers of them: those "
            "that are signed in this year count for it; none for a new source.",
            "1_900",
        ),
    ] = None
    because: Because = None
    value: Annotated[
        ComparedAmount | None,
        says("The bookings that one lead is worth.", "4k", default="average_deal * win rate"),
    ] = None
    owner: Annotated[Name | None, says("Who brings these leads.", "marketing")] = None
    label: DisplayName = None
    note: NoteBeside = None

    ASIDE = ("because", "owner", "label", "note", "kind")
    LEFT_OUT = {"last_year": "this year's where no source states it, else none"}
    CHOOSE = {
        "kind": "seed where customers bring customers, net where many are reached at once (search, "
        "events, content), spear where somebody calls named companies.",
    }


class Funnel(Section):
    """The way from leads to bookings."""

    average_deal: Annotated[ComparedAmount, says("The bookings that one won deal brings.", "40k")]
    stages: Annotated[
        dict[Name, Stage],
        says(
            "The stages in order, each with its conversion.",
            {"lead": {"conversion": "25%"}},
            limits={"minProperties": 1, "maxProperties": MOST_STAGES},
        ),
    ]
    sources: Annotated[
        dict[Name, Source],
        says("Where leads come from, by name.", {"search": {"kind": "net", "leads": "2_600"}}),
    ] = {}
    lead_coverage: Annotated[
        Factor | None,
        says("Lead value asked for per unit of bookings.", "1.3", default="1"),
    ] = None
    next_year: Annotated[
        Growth | None,
        says(
            "Next year's bookings as growth over this year's, for the leads that its "
            "first months need.",
            "20%",
            default="0%",
        ),
    ] = None
    follow_up_hours: Annotated[
        Hours | None,
        says("Within how many hours sales promises to follow up a lead.", "4"),
    ] = None

    ASIDE = ("follow_up_hours",)
    LEFT_OUT = {"follow_up_hours": "none: nobody promises it"}
    ORDERED = ("stages",)

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Stages: at least one, and not so many that nobody passes them all."""
        yield from super().key_problems(raw, path, given)
        stages = raw.get("stages")
        if isinstance(stages, dict) and not 1 <= len(stages) <= MOST_STAGES:
            yield Problem(
                "RP114",
                f"{len(stages)} stages are out of range" if stages else "stages names no stage",
                f"write 1 to {MOST_STAGES}, such as stages: {{lead: {{conversion: 4%}}}}",
                path=(*path, "stages"),
                on_key=True,
            )


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What has to enter a stage, so that the bookings are signed in time [count].

    `win_rate` is the share of it that is won in the end, `days_to_signing` how long that takes
    from here [days]; `months` run from the funnel's first month.
    """

    stage: str
    win_rate: Number
    days_to_signing: Number
    entering: Number
    due_before_year: Number
    months: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class FunnelFigures:
    """What the bookings ask of the funnel of a `section`. Counts are fractions.

    `months` are all from the earliest one in which something is needed to the last of the year;
    `bookings_by_lead` are the bookings by the month in which their leads are due, in whatever
    parts are exact: weights.
    """

    section: Funnel
    deals: Number
    win_rate: Number
    leads: Number
    stages: tuple[StageFigures, ...]
    months: tuple[Month, ...]
    bookings_by_lead: tuple[Number, ...]


def funnel_figures(
    section: Funnel,
    figures: Figures,
    *,
    bookings: Number,
    bookings_by_month: Months,
    year: PlanYear,
) -> FunnelFigures:
    """The funnel worked out; its figures go into `figures` by path."""
    deal = section.average_deal.value
    deals = figures.count("funnel.deals", bookings / deal, "Deals to win")
    ways = _ways(section, figures)
    lags = [months_before(days) for _, days in ways]
    parts = parts_before(ways[0][1])
    before = max(parts)
    months = tuple(year.first.plus(place) for place in range(-before, 12))
    of_deals = tuple(booked / deal for booked in bookings_by_month)
    stages = tuple(
        _stage_figures(name, section.stages[name], figures, way, deals, needed, months)
        for name, way, needed in zip(
            section.stages, ways, (move_earlier(of_deals, lag, before) for lag in lags), strict=True
        )
    )
    return FunnelFigures(
        section=section,
        deals=deals,
        win_rate=figures.rate("funnel.win_rate", ways[0][0], "Share of the leads that is won"),
        leads=figures.count("funnel.leads", stages[0].entering, "Leads needed"),
        stages=stages,
        months=months,
        bookings_by_lead=move_earlier(bookings_by_month, parts if before else lags[0], before),
    )


def _ways(section: Funnel, figures: Figures) -> list[tuple[Number, Number]]:
    """By stage, the share of what enters it that is won, and the days until it is signed."""
    ways: list[tuple[Number, Number]] = []
    won: Number = 1
    days: Number = 0
    for name, stage in reversed(section.stages.items()):
        path, label = f"funnel.stages.{name}", stage.label or name
        won = stage.conversion.value * won
        won = figures.rate(f"{path}.win_rate", won, f"Share of {label} that is won")
        days = (0 if stage.days is None else stage.days.value) + days
        days = figures.count(f"{path}.days_to_signing", days, f"Days from {label} to signing")
        ways.append((won, days))
    return ways[::-1]


def _stage_figures(
    name: str,
    stage: Stage,
    figures: Figures,
    way: tuple[Number, Number],
    deals: Number,
    deals_due: tuple[Number, ...],
    months: tuple[Month, ...],
) -> StageFigures:
    """`deals_due` are the deals by the month in which what becomes them has to enter the stage."""
    won, days = way
    path, label = f"funnel.stages.{name}", stage.label or name
    needed = tuple(
        figures.count(f"funnel.months.{month}.{name}", due / won, f"{label}, {month}")
        for month, due in zip(months, deals_due, strict=True)
    )
    return StageFigures(
        stage=name,
        win_rate=won,
        days_to_signing=days,
        entering=figures.count(f"{path}.entering", deals / won, f"{label}, volume for the year"),
        due_before_year=figures.count(
            f"{path}.due_before_year", sum(needed[:-12]), f"{label}, due before the year begins"
        ),
        months=needed,
    )

"""Sections that few plans have: one record each, read by all that knows of sections.

The plan takes its keys from here and reads them by models that are imported when a plan states them
(`fields.lazy`). The engine works out what has figures, in this order. `gap`, `show`, the command
line, pins and measures ask the records. To add a section, write its file in `sections`, its views,
and its record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

NO_EXAMPLE: Mapping[str, Any] = {}


class Record(NamedTuple):
    """A section of the plan beyond the bridge, or a part of one that is worked out by itself.

    `model` is the class in the section's module that reads it, `keyed` where names of the user's
    own stand above it; `says` is what the schema says of the key, `example` how it may stand there.

    `figures` is the function in its module that works it out. Its parameters say what it needs, by
    the names of `engine.known`. It is asked where the plan states `stated` (by default the section
    itself), or where what it is made `of` has been worked out; of a company also where segments of
    it have one of `of_segments`. `roots` are what the paths of its figures begin with; `monthly`
    are those of them that have months beside those of the bridge, as in
    `months.2027-03.contribution`.

    A section with a `title` has a view of its name, with that title in `show`, and a command of its
    name with that `help`; `write` is what to type in a plan that has no such section. `gap` tells
    of these, and of those that are `in_gap` alone.
    """

    key: str
    model: str = ""
    says: str = ""
    keyed: bool = False
    figures: str = ""
    stated: str = ""
    of: tuple[str, ...] = ()
    of_segments: tuple[str, ...] = ()
    in_gap: bool = False
    roots: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()
    title: str = ""
    help: str = ""
    write: str = ""
    example: Mapping[str, Any] = NO_EXAMPLE

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def module(self) -> str:
        """The module that its model and its formulas stand in."""
        return f"revplan.sections.{self.key}"


RECORDS = (
    Record(
        "funnel",
        "Funnel",
        "How many leads of which kind the bookings need, and by when.",
        figures="funnel_figures",
        roots=("funnel",),
        title="The funnel",
        help="""Show how many leads the bookings need, and by when.

    Walks back from the bookings through the stages of the plan's funnel, then holds what the
    leads are worth against what is asked for. Of a company its segments, side by side and each.

      revplan funnel plans/saas-arr-2027.yaml

      revplan funnel plans/saas-arr-2027.yaml --set 'funnel.average_deal=50k'
    """,
        write="write funnel: with average_deal: and stages:, such as "
        "funnel: {average_deal: 40k, stages: {lead: {conversion: 25%, days: 20}, "
        "proposal: {conversion: 30%, days: 40}}}",
        example={"average_deal": "40k", "stages": {"lead": {"conversion": "25%"}}},
    ),
    Record("leaks", figures="leak_figures", stated="funnel"),
    Record("lead_value", figures="lead_value_figures", stated="funnel"),
    Record("leads_in_time", figures="leads_in_time_figures", stated="funnel"),
    Record("agreements", figures="agreement_figures", stated="funnel"),
    Record("next_year", figures="next_year_figures", stated="funnel"),
    Record(
        "capacity",
        "Capacity",
        "What the reps on board can close, and their quotas.",
        figures="capacity_figures",
        roots=("capacity",),
        title="The team and its quotas",
        help="""Show what the reps can close, and their quotas.

    Holds ramped reps against the bookings of every month, and says how many hires would close the
    year, and by when. Quotas are laid out by group and territory. Of a company its segments, side
    by side and each.

      revplan capacity plans/saas-arr-2027.yaml

      revplan capacity plans/saas-arr-2027.yaml --set 'capacity.attrition=20%'
    """,
        write="write what a rep brings in a year and who is on board: "
        "capacity: {productivity: 800k, reps: {west: {count: 4, starts: 2025-09}}}",
        example={"productivity": "800k", "reps": {"west": {"count": "4", "starts": "2026-01"}}},
    ),
    Record(
        "budget",
        "Item",
        "What it costs to win and keep the business, item by item.",
        keyed=True,
        figures="budget_figures",
        roots=("budget",),
        title="The budget and the unit economics",
        help="""Show the budget and the unit economics.

    The budget by owner and month, one-off and recurring apart; then CAC and its payback, the
    marketing spend multiple beside last year's, the value of a point of churn, the return on the
    budget, and the contribution: what the year's margin leaves after the budget. Of a company its
    segments, side by side and each.

      revplan budget plans/saas-arr-2027.yaml

      revplan budget plans/saas-arr-2027.yaml --set 'budget.programs.amount=100k'
    """,
        write="write its items under `budget:`, such as "
        "programs: {owner: marketing, amount: 60k, every: month}",
        example={"programs": {"owner": "marketing", "amount": "60k", "every": "month"}},
    ),
    Record(
        "unit_economics",
        "UnitEconomics",
        "How CAC and the return on it are counted.",
        figures="economics_figures",
        of=("funnel", "budget"),
        roots=(
            "cac",
            "payback_months",
            "spend_multiple",
            "spend_multiple_asks_for",
            "spend_multiple_last_year",
            "churn_point",
            "return",
        ),
        example={"margin": "80%"},
    ),
    Record(
        "contribution",
        figures="contribution_figures",
        of=("budget",),
        roots=("contribution",),
        monthly=("contribution",),
    ),
    Record(
        "segment_totals",
        figures="segment_total_figures",
        of_segments=("funnel", "capacity", "budget", "segment_totals"),
    ),
    Record(
        "segment_contribution",
        figures="segment_contribution_figures",
        of_segments=("contribution", "segment_contribution"),
    ),
    Record(
        "segment_economics",
        figures="segment_economics_figures",
        of_segments=("unit_economics", "segment_economics"),
    ),
    Record("territories", figures="territory_figures", of=("capacity",)),
    Record("shortfalls", figures="shortfall_figures", of=("capacity",)),
    Record("rep_quotas", figures="rep_quota_figures", of=("capacity",)),
    Record("hires", figures="hire_figures", of=("capacity",)),
    Record("rep_load", figures="rep_load_figures", of=("capacity",), of_segments=("rep_load",)),
    Record(
        "reach",
        figures="reach_figures",
        of=("leads_in_time", "capacity"),
        of_segments=("reach",),
        in_gap=True,
        roots=("reach",),
    ),
    Record(
        "strategy",
        "Strategy",
        "The plan in words, checked and printed with the figures.",
        example={"mission": "Nobody waits for a parcel."},
    ),
)

READ = tuple(record for record in RECORDS if record.model)
"""Those that are keys of the plan."""

WORKED_OUT = tuple(record for record in RECORDS if record.figures)
"""Those that derive figures, in the order in which they are worked out."""

SHOWN = tuple(record for record in RECORDS if record.title)
"""Those that have a view and a command of their own."""

IN_GAP = tuple(record for record in RECORDS if record.title or record.in_gap)
"""Those that `gap` tells of."""

BEYOND_THE_BRIDGE = tuple(record.key for record in WORKED_OUT if record.model)
"""Sections that read the figures of the bridge; none of these is made of them."""

MONTHLY = tuple(path for record in RECORDS for path in record.monthly)
"""Figures of them that have months beside those of the bridge."""

ROOTS = (*(root for record in RECORDS for root in record.roots), "segments")
"""What the paths of figures begin with that only a plan worked out has."""

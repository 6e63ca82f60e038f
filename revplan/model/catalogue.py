"""The catalogue of figures: what each figure of a year is called, how it counts, where it answers.

A figure is an entry here and a formula, which may use those before it. Pins, measures, columns,
labels, JSON, `explain` and months ask the entries. The way to new business itself is written out as
well, in `sections.bridge` and in `engine`: it is the program. Figures that sections beyond the
bridge derive describe themselves where they are made (`numbers.figure`); what their paths begin
with is in `records`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from revplan.base.basis import BASES
from revplan.model.entry import ARR, REVENUE, Entry, Formula
from revplan.model.plan import Plan
from revplan.model.records import MONTHLY, ROOTS
from revplan.numbers.figure import Unit
from revplan.sections import bridge

CATALOGUE = (
    Entry("prior_year", "Prior year", arr="Opening ARR", noun=True, months=(REVENUE,), segment=True,
        plans=True, always=True, month_settings=("phasing.seasonality",)),
    Entry("opening", "Opening ARR", short="Opening", noun=True, bases=(ARR,), months=(ARR,),
        year=False, of_year="prior_year", stands={ARR: "first"}, column={ARR: 1},
        says="ARR on the first day of the month."),
    Entry("one_off", "One-off", sign=-1, bases=(REVENUE,), plans=True,
        says="What of last year was never going to repeat."),
    Entry("base", "Base", noun=True, bases=(REVENUE,), months=(REVENUE,), year=False,
        of_year="repeatable", month_settings=("phasing.seasonality",),
        says="What of last year can repeat, laid on this year's months."),
    Entry("churned", "Churn", noun=True, sign=-1, lines="losses", months=BASES, flow=-1,
        column={ARR: 2}, segment=True, plans=True, always=True, settings=("churn.timing",),
        month_settings=("churn.timing", "phasing.seasonality"),
        says="What leaves: churn and the losses known by name."),
    Entry("contracted", "Contraction", noun=True, sign=-1, only_with="contraction", months=BASES,
        flow=-1, column={ARR: 3}, segment=True, plans=True, settings=("contraction.timing",),
        month_settings=("contraction.timing", "phasing.seasonality"),
        says="What customers who stay pay less."),
    Entry("retained", "Retained", formula=bridge.retained_revenue, months=(REVENUE,),
        column={REVENUE: 2}, segment=True, plans=True, always=True),
    Entry("target", "Target", noun=True, months=BASES, stands={ARR: "last"}, column={REVENUE: 1},
        kept=True, segment=True, plans=True, always=True,
        month_settings=("target.path", "phasing.seasonality", "phasing.late_start",
            "new_business.recognition")),
    Entry("gap", "Gap", noun=True, formula=bridge.revenue_gap, total=True, plans=True, always=True),
    Entry("carried_over", "Carried over", sign=-1, lines="carry_over", only_with="carry_over",
        months=BASES, flow=1, column={REVENUE: 3, ARR: 4}, segment=True, plans=True),
    Entry("upsell", "Upsell", noun=True, sign=-1, lines="upsell", only_with="upsell", months=BASES,
        flow=1, column={REVENUE: 4, ARR: 5}, segment=True, plans=True),
    Entry("new_streams", "New streams", noun=True, sign=-1, lines="new_streams",
        only_with="new_streams", months=BASES, flow=1, column={REVENUE: 5, ARR: 6}, segment=True,
        plans=True),
    Entry("new_business", "New business required", short="New business", noun=True,
        formula=bridge.new_business_required, strong=True, total=True, months=BASES,
        flow=1, column={REVENUE: 7, ARR: 8}, kept=True, segment=True, plans=True, always=True,
        month_settings=("new_business.seasonality", "phasing.late_start", "target.path",
            "new_business.recognition")),
    Entry("bookings", "Bookings", noun=True, strong=True, months=BASES, column={REVENUE: 8},
        segment=True, settings=("new_business.recognition", "new_business.seasonality",
            "phasing.late_start"),
        month_settings=("new_business.recognition", "new_business.seasonality",
            "phasing.late_start"),
        says="The value of the contracts to be signed for the year to earn its new business."),
    Entry("earned", "Earned", bases=(REVENUE,), months=(REVENUE,), year=False, contracts=True,
        column={REVENUE: 9},
        month_settings=("new_business.recognition", "new_business.seasonality",
            "phasing.late_start"),
        says="What the contracts signed so far earn in the month."),
    Entry("closing", "Closing ARR", short="Closing", noun=True, bases=(ARR,), months=(ARR,),
        year=False, of_year="target", stands={ARR: "last"}, column={ARR: 9}, kept=True,
        says="ARR at the end of the month."),
    Entry("recognised_revenue", "Recognised revenue", short="Recognised", noun=True, bases=(ARR,),
        months=(ARR,),
        says="The revenue of the year that this ARR comes to."),
    Entry("grr", "Gross revenue retention", noun=True, unit=Unit.rate,
        says="What is left at the year's end of the first day's customers, without upsell."),
    Entry("nrr", "Net revenue retention", noun=True, unit=Unit.rate,
        says="GRR with what these customers add: upsell."),
    Entry("retained_in_year", "Kept in the year", unit=Unit.rate, bases=(REVENUE,), sign=0,
        formula=bridge.retained_share),
    Entry("naive", "Growth alone", formula=bridge.naive_requirement, sign=0),
    Entry("replacement", "Replacing what is lost", formula=bridge.replaced_revenue, sign=0),
    Entry("known", "Known on the first day", unit=Unit.rate, formula=bridge.known_share, sign=0),
    Entry("churn_point.revenue", "Value of a point of churn", noun=True, settings=("churn.timing",),
        sign=0, says="What one point less of yearly churn takes off new business."),
    Entry("new_business_last_year", "New business, last year", bridge=False,
        says="What was won from new customers last year."),
    Entry("new_business_growth", "Growth of new business", noun=True, unit=Unit.rate, bridge=False,
        says="How far new business is above that of last year."),
    Entry("repeatable", "Repeatable", bridge=False,
        says="Last year less its one-off part."),
    Entry("unallocated", "Unallocated", bridge=False, company=True, months=BASES,
        column={REVENUE: 6, ARR: 7},
        says="What of the company's target none of its segments has."),
    Entry("late_start_cost", "Bookings that the late start costs", noun=True, bases=(REVENUE,),
        bridge=False, settings=("phasing.late_start",),
        says="What has to be signed in addition because the first quarter is held back."),
    Entry("target_unheld", "Target before the late start", year=False),
    Entry("new_business_unheld", "New business before the late start", year=False),
    Entry("freed", "Freed by the late start", year=False),
)  # fmt: skip
"""Every figure of a year and of its months, in the order in which they are told."""

ROWS = {path: row for row in CATALOGUE for path in (row.path.partition(".")[0], row.path)}
"""They by their path, or by its first word alone: `churn_point` for `churn_point.revenue`."""

OF_YEAR = tuple(row for row in CATALOGUE if row.year)
"""The figures of the year that can be asked for by one word; lines and months have longer paths."""

MONEY = tuple(row.path for row in OF_YEAR if row.unit is Unit.money)
"""Those of them that are amounts, whose change can be split."""

PINNED = tuple(row.path for row in OF_YEAR if not row.company)
"""The figures of the year, shares as well: a plan may pin them by one word."""

WAY = tuple(path for path in MONEY if ROWS[path].bridge and ROWS[path].sign)
"""Those that are steps from last year to the requirement, which a comparison of bridges tells."""

COMPANY = tuple(row.path for row in OF_YEAR if row.company)
"""Those that companies alone have; they may be pinned as well."""

LINE_SECTIONS = {row.lines: row.path for row in CATALOGUE if row.lines}
"""The sections that hold lines, in the order of the plan, and the figure that each adds up to."""


@cache
def with_months(basis: str, company: bool = False) -> tuple[Entry, ...]:
    """The figures that have months in plans of a basis, in order."""
    return tuple(row for row in CATALOGUE if basis in row.months and (company or not row.company))


def month_columns(basis: str) -> list[Entry]:
    """The columns of the months of a plan, in order."""
    shown = (row for row in CATALOGUE if basis in row.column)
    return sorted(shown, key=lambda row: row.column[basis])


def of_plan(plan: Plan) -> Iterator[Entry]:
    """The figures of the year that a plan of this basis has; those of companies in companies."""
    for row in OF_YEAR:
        if plan.basis in row.bases and (plan.segments or not row.company):
            yield row


def pins_of(basis: str) -> list[str]:
    """The figures of the year that plans of a basis may pin; companies may those of COMPANY."""
    return [path for path, row in ROWS.items() if row.path in PINNED and basis in row.bases]


LISTS_ALL = "revplan explain PLAN lists all"
"""Where all figures of a plan are found, as hints say it."""

MADE = ("months", "quarters", "readings")
"""What the paths of figures begin with that are told by month, by quarter, or by definition."""


def has_months(path: str) -> bool:
    """Whether a figure may have months, as in `months.2027-03.target`."""
    return path in ROWS or path in MONTHLY


def beyond(path: str) -> bool:
    """Whether a path begins as those of figures that only a plan worked out has."""
    return path.partition(".")[0] in ROOTS


def told_later(path: str) -> bool:
    """Whether only a plan worked out can tell if it has a figure of this path."""
    return beyond(path) or path.partition(".")[0] in MADE


@cache
def formulas(basis: str, company: bool) -> tuple[tuple[str, Formula | None, tuple[str, ...]], ...]:
    """What the bridge of a plan derives, in order: the path, the formula, and the paths of what it
    is made of. Bookings have none: what is to be signed depends on how it is recognised.
    """
    return tuple(
        (entry.path, entry.formula, entry.needs)
        for entry in OF_YEAR
        if entry.formula is not None or entry.path == "bookings"
        if basis in entry.bases and (company or not entry.company)
    )


def inner_path(path: str) -> str:
    """What a path names, whatever segment, month or quarter it names it of.

    >>> [inner_path(it) for it in ("segments.a.segments.b.local.months.2027-03.churned",
    ...                            "quarters.Q1.bookings", "upsell.months", "segments.a.local")]
    ['churned', 'bookings', 'upsell.months', 'local']
    """
    steps = path.split(".")
    while len(steps) > 2 and steps[0] == "segments":
        steps = steps[2:]
        if len(steps) > 1 and steps[0] == "local":
            steps = steps[1:]
    if len(steps) > 2 and steps[0] in ("months", "quarters"):
        steps = steps[2:]
    return ".".join(steps)


def entry_of(path: str) -> Entry | None:
    """The entry of a figure of the year or of a month, in a segment as well; None of others."""
    inner = inner_path(path)
    return None if "." in inner else ROWS.get(inner)


def could_be_figure(path: str) -> bool:
    """Whether some plan may have a figure at a path: of the year, of a line, of a month or quarter,
    of another definition, of a section or a segment. None is an entry of a list.

    >>> [could_be_figure(it) for it in ("grr", "capacity.total", "capacity.ramp[9]")]
    [True, True, False]
    """
    if "[" in path:
        return False
    first, *more = path.split(".")
    if told_later(path):
        return bool(more) or beyond(path)
    if path in ROWS:
        return ROWS[path].year
    return len(more) == 1 and first in LINE_SECTIONS


def unit_of(path: str) -> Unit:
    """What a figure of the year, or of a month, counts; money where it is none."""
    entry = entry_of(path)
    return entry.unit if entry is not None else Unit.money


def is_rate(path: str) -> bool:
    """Whether a figure of the year, or of a month, is a share, and no amount."""
    return unit_of(path) is Unit.rate


def label(path: str, basis: str = "") -> str:
    """What a figure of the year, or of a month, is called; its path where it is none."""
    parts = path.split(".")
    if parts[0] == "months" and len(parts) == 3 and parts[2] in ROWS:
        return f"{ROWS[parts[2]].called(basis)}, {parts[1]}"
    return ROWS[path].called(basis) if path in ROWS else path

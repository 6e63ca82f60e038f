"""From the number to the work: what the bookings ask of the funnel, the reps and the budget.

Each section reads the bridge's figures, and is read by none of the earlier ones. A plan that has
none of them imports none of them. What a section needs stands in the parameters of its function;
each is a name of `Known`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from revplan.engine.year import Year
from revplan.model.plan import Plan
from revplan.model.records import WORKED_OUT, Record
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number
from revplan.sections.bridge import by_quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from revplan.engine.known import Known
    from revplan.sections.budget import BudgetFigures
    from revplan.sections.capacity import CapacityFigures
    from revplan.sections.contribution import ContributionFigures
    from revplan.sections.economics import EconomicsFigures
    from revplan.sections.funnel import FunnelFigures
    from revplan.sections.hires import Hires
    from revplan.sections.lead_value import LeadValueFigures
    from revplan.sections.reach import Reach
    from revplan.sections.segment_totals import SegmentWork


class Work(NamedTuple):
    """What the sections beyond the bridge come to: all their figures by path, and by the record of
    each what its function gives.
    """

    figures: Figures
    found: Mapping[str, Any] = MappingProxyType({})

    @property
    def funnel(self) -> FunnelFigures | None:
        """The funnel; None in a plan that has none, as of all that follow."""
        return self.found.get("funnel")

    @property
    def lead_value(self) -> LeadValueFigures | None:
        """What the leads have to be worth, and are."""
        return self.found.get("lead_value")

    @property
    def capacity(self) -> CapacityFigures | None:
        """What the reps can close, and their quotas."""
        return self.found.get("capacity")

    @property
    def budget(self) -> BudgetFigures | None:
        """What the year costs."""
        return self.found.get("budget")

    @property
    def economics(self) -> EconomicsFigures | None:
        """What a customer costs and brings."""
        return self.found.get("unit_economics")

    @property
    def reach(self) -> Reach | None:
        """What the leads and reps that are planned bring."""
        return self.found.get("reach")

    @property
    def contribution(self) -> ContributionFigures | None:
        """What the year's margin leaves after the budget."""
        return self.found.get("contribution")


_STATED = tuple(
    record.stated or record.key for record in WORKED_OUT if not record.of and not record.of_segments
)


def work_of(
    plan: Plan, year: Year, months: Mapping[str, Months], parts: Sequence[SegmentWork] = ()
) -> Work:
    """The sections beyond the bridge, from the year and its months by quantity; called where
    decimals are exact. `parts` are a company's segments.
    """
    if not any(getattr(plan, key) for key in _STATED) and not any(it.found for it in parts):
        return Work(Figures())
    from revplan.engine.known import Known

    known = Known(plan, year, months, Figures(), {}, segments_work=tuple(parts))
    for record in WORKED_OUT:
        if _asked(record, known):
            act = _function(record)
            about = known.about(record)
            needed = {name: _given(about, name, record) for name in _parameters(act)}
            known.found[record.key] = act(**needed)
    return Work(known.figures, known.found)


def _asked(record: Record, known: Known) -> bool:
    """Whether a section is worked out: what it reads is stated, or what it is made of is there."""
    if record.of or record.of_segments:
        below = any(key in it.found for it in known.segments_work for key in record.of_segments)
        return below or any(key in known.found for key in record.of)
    return bool(getattr(known.plan, record.stated or record.key))


@cache
def _function(record: Record) -> Callable[..., Any]:
    """What works a section out, imported when a plan states it."""
    found: Callable[..., Any] = getattr(import_module(record.module), record.figures)
    return found


def _given(known: Known, name: str, record: Record) -> Any:
    """What a parameter is named by."""
    if not hasattr(type(known), name):
        raise LookupError(f"{record.figures} asks for {name}, which engine.known does not have")
    return getattr(known, name)


def _parameters(act: Callable[..., Any]) -> tuple[str, ...]:
    code = act.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def hires(plan: Plan, year: Year, figures: CapacityFigures) -> Hires | None:
    """The hires that would close the year's shortfall; None where there is none. Exact numbers."""
    from revplan.sections.capacity import rep_bookings
    from revplan.sections.hires import hires_needed

    section = plan.capacity
    if section is None:
        return None
    with exactly():
        return hires_needed(
            figures.short, lambda place: rep_bookings(section, year.sigma, place), plan.year
        )


def short_quarters(figures: CapacityFigures) -> list[tuple[str, Number]]:
    """The quarters in which less can be closed than must be signed, and by how much [currency]."""
    from revplan.sections.shortfalls import shortfall

    with exactly():
        quarters = (by_quarter(months) for months in (figures.bookings, figures.monthly))
        lacks = [shortfall(asked, made) for asked, made in zip(*quarters, strict=True)]
    return [(f"Q{place}", lack) for place, lack in enumerate(lacks, start=1) if lack > 0]

"""From a plan, of one business or of a company, to its year, its months and its outcome."""

from __future__ import annotations

from dataclasses import replace

from revplan.engine.company import company_year, within
from revplan.engine.company_months import company_months
from revplan.engine.go_to_market import Work, work_of
from revplan.engine.months import Laid, months_of_one
from revplan.engine.outcome import Outcome, Segment
from revplan.engine.year import SegmentYear, Year, year_of_one
from revplan.model.plan import Plan
from revplan.numbers.acts import tag
from revplan.numbers.exact import exactly
from revplan.numbers.number import Months
from revplan.sections.bridge import REVENUE_OF, Bridge
from revplan.sections.segment_totals import SegmentWork, add_up_again, short_again


def work_out_year(plan: Plan) -> Year:
    """The year alone, several times cheaper than `work_out`; raises as it does."""
    with exactly():
        return year_of(plan)


def year_of(plan: Plan) -> Year:
    """The figures of the year; to be called where decimals are exact."""
    return company_year(plan, year_of) if plan.segments else year_of_one(plan)


def lay_out(plan: Plan, year: Year) -> Laid:
    """The year laid over its months; to be called where decimals are exact."""
    return company_months(plan, year, lay_out) if year.parts else months_of_one(plan, year)


def work_out(plan: Plan) -> Outcome:
    """The plan's bridge, lines and months.

    The plan's numbers may be of any kind (`values.with_values`). Raises `CannotWorkOut` where
    exact numbers have no answer: an amount whose months have no weight.

    >>> from revplan.reading.validate import validate
    >>> text = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "USD",
    ...         "prior_year": {"revenue": "10M"}, "target": {"growth": "50%"},
    ...         "churn": {"rate": "30%"}}
    >>> plan, problems = validate(text)
    >>> int(work_out(plan).bridge.new_business)
    8000000
    """
    with exactly():
        year = year_of(plan)
        return _outcome(plan, year, lay_out(plan, year))


def trace_outcome(outcome: Outcome) -> Outcome:
    """The same of numbers that remember how they came about."""
    from revplan.model.values import trace

    return work_out(trace(outcome.plan))


def _outcome(plan: Plan, year: Year, laid: Laid) -> Outcome:
    segments = tuple(
        _segment(plan, part, *of_part) for part, of_part in zip(year.parts, laid.parts, strict=True)
    )
    months, bridge = laid.months, _whole(year.bridge, laid.months)
    parts = [
        SegmentWork(
            found=it.own.work.found,
            own=it.own.work.figures,
            told=it.whole.work.figures,
            bookings=it.whole.bridge.bookings,
            revenue=getattr(it.whole.bridge, REVENUE_OF[plan.basis]),
            monthly=it.whole.monthly,
        )
        for it in segments
    ]
    work = work_of(plan, year._replace(bridge=bridge), months, parts)
    return Outcome(plan, bridge, laid.lines, months, year, work, segments)


def _segment(plan: Plan, part: SegmentYear, own: Laid, laid: Laid) -> Segment:
    with within(part.name, part.below):
        local = _outcome(part.plan, part.own, own)
    if part.year is part.own:
        return Segment(part.name, local, local)
    phasing = part.plan.phasing.model_copy(update={"rounding": plan.phasing.rounding})
    told = part.plan.model_copy(update={"currency": plan.currency, "phasing": phasing})
    with within(part.name, f"segments.{part.name}."):
        bridge = _whole(part.year.bridge, laid.months)
        figures = local.work.figures.converted(part.teller(plan.q))
        if "budget.total" in figures:
            add_up_again(figures)
        if "capacity" in local.work.found:
            short_again(figures, bridge.bookings)
    work = Work(figures, local.work.found)
    return Segment(
        part.name, local, Outcome(told, bridge, laid.lines, laid.months, part.year, work)
    )


def _whole(bridge: Bridge, months: dict[str, Months]) -> Bridge:
    """The bridge, with what an arr plan's months recognise."""
    path = "recognised_revenue"
    return replace(bridge, **{path: tag(path, sum(months[path]))}) if path in months else bridge

"""A company of segments: the year of each in its own currency, converted, and added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from revplan.base.problem import CannotWorkOut
from revplan.engine.bookings import late_start_cost, signed_bookings
from revplan.engine.first_day import retention_shares
from revplan.engine.year import (
    BROUGHT,
    NEW_BUSINESS_LAST_YEAR,
    LineFigure,
    SegmentYear,
    Year,
    bridge_of,
    growth_figures,
    line_sums,
    won_before,
)
from revplan.fields.assumption import Assumption
from revplan.fields.exchange import Quoted, convert
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser, larger, names_below, ratio_or, tag
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.sections import new_business, phasing, target


@contextmanager
def within(name: str, below: str) -> Iterator[None]:
    """Within it, a segment is worked out: its figures are named below it, and so are its errors."""
    try:
        with names_below(below):
            yield
    except CannotWorkOut as error:
        problem = error.problem
        path = ("segments", name, *problem.path)
        raise CannotWorkOut(replace(problem, path=path)) from None


def company_year(plan: Plan, year_of: Callable[[Plan], Year]) -> Year:
    """The figures of a company's year; `year_of` works out that of a segment, which may be a
    company.
    """
    q = plan.q
    parts = tuple(_part(plan, name, segment, year_of) for name, segment in plan.below.items())
    years = [part.year for part in parts]
    s = phasing.season(plan.phasing.seasonality, plan.year, None)
    selling = plan.new_business.seasonality if plan.new_business is not None else None
    sigma = s if selling is None else phasing.season(selling, plan.year, None)

    def summed(name: str) -> Number:
        return tag(name, sum(getattr(year.bridge, name) for year in years))

    prior = summed("prior_year")
    base = sum(year.repeatable for year in years)
    arr = plan.basis == "arr"
    one_off = None if arr else summed("one_off")
    base = base if arr else tag("repeatable", base)
    covered = sum(year.bridge.target for year in years)
    stated = target.has_target(plan.target)
    wanted = target.target_amount(plan.target, prior, q) if stated else covered
    wanted = tag("target", wanted)
    spare = tag("unallocated", wanted - covered) if stated else None
    signed = sum(year.bridge.bookings for year in years)
    kept, grown = sum(year.kept for year in years), sum(year.grown for year in years)
    point = sum(year.beside["churn_point.revenue"] for year in years)
    if spare is not None:
        signed = signed + signed_bookings(plan, spare, sigma)
    leaves = {
        "prior_year": prior,
        "one_off": one_off,
        "base": base,
        "repeatable": base,
        "unallocated": spare,
        "churned": summed("churned"),
        "contracted": summed("contracted"),
        "target": wanted,
        **{name: summed(name) for name in BROUGHT},
        "churn_point.revenue": tag("churn_point.revenue", point),
        **retention_shares(base, kept, grown),
    }
    lines = tuple(
        LineFigure(f"segments.{part.name}.{line.path}", f"{line.label} ({part.name})", line.amount)
        for part in parts
        for line in part.year.lines
    )
    bridge, beside = bridge_of(plan, leaves, lambda _: signed)
    costs = [*(year.beside.get(COST) for year in years), _own_cost(plan, spare, sigma)]
    if any(cost is not None for cost in costs):
        beside[COST] = tag(COST, sum(cost for cost in costs if cost is not None))
    beside |= growth_figures(_won_before(plan, years), bridge.new_business)
    return Year(bridge, beside, base, q(0), lines, s, sigma, kept, grown, spare, parts)


COST = "late_start_cost"


def _won_before(plan: Plan, years: Sequence[Year]) -> Number | None:
    """Last year's new business of a company: its own statement, else its segments' together; None
    where one of them does not say.
    """
    before = [year.beside.get(NEW_BUSINESS_LAST_YEAR) for year in years]
    stated = won_before(plan)
    if stated is None and all(it is not None for it in before):
        return sum(it for it in before if it is not None)
    return stated


def _own_cost(plan: Plan, spare: Number | None, sigma: Months) -> Number | None:
    """What the company's own late start costs of what no segment covers [currency]."""
    if spare is None:
        return None
    return late_start_cost(plan, spare, signed_bookings(plan, spare, sigma), sigma)


def _part(plan: Plan, name: str, segment: Plan, year_of: Callable[[Plan], Year]) -> SegmentYear:
    """A segment's year, in its own currency and in the company's."""
    same = segment.currency == plan.currency and segment.phasing.rounding == plan.phasing.rounding
    below = f"segments.{name}." if same else f"segments.{name}.local."
    with within(name, below):
        own = year_of(segment)
    if same:
        return SegmentYear(name, segment, below, own, own)
    rate = plan.fx[segment.currency] if segment.currency != plan.currency else None
    with names_below(f"segments.{name}."):
        told = _converted(own, segment, rate, plan.q)
        return SegmentYear(name, segment, below, own, told, rate)


def _converted(own: Year, plan: Plan, rate: Assumption | Quoted | None, q: Quantiser) -> Year:
    """A segment's year in the company's currency: its leaves converted and rounded, what is made
    of them derived again.
    """

    def told(amount: Number) -> Number:
        return q(convert(amount, rate))

    def leaf(name: str) -> Number:
        return tag(name, told(getattr(own.bridge, name)))

    prior = leaf("prior_year")
    one_off = None if own.bridge.one_off is None else leaf("one_off")
    base = prior if one_off is None else tag("repeatable", prior - one_off)
    lines = tuple(
        LineFigure(line.path, line.label, tag(line.path, told(line.amount))) for line in own.lines
    )
    sums = line_sums(lines)
    immediate = sells_at_once(plan)
    leaves = {
        "prior_year": prior,
        "one_off": one_off,
        "base": base,
        **{name: leaf(name) for name in ("churned", "contracted", "target")},
        **{name: tag(name, q(0) + sums[name]) for name in BROUGHT},
        "churn_point.revenue": tag("churn_point.revenue", told(own.beside["churn_point.revenue"])),
        **{name: tag(name, getattr(own.bridge, name)) for name in ("grr", "nrr")},
    }
    scale = ratio_or(base, own.repeatable, 0)  # exactly one where nothing is converted
    kept, grown = own.kept * scale, own.grown * scale

    def signed(needed: Number) -> Number:
        return larger(needed, ZERO) if immediate else told(own.bridge.bookings)

    bridge, beside = bridge_of(plan, leaves, signed)
    if COST in own.beside:
        beside[COST] = tag(COST, told(own.beside[COST]))
    before = own.beside.get(NEW_BUSINESS_LAST_YEAR)
    beside |= growth_figures(None if before is None else told(before), bridge.new_business)
    spare = None if own.unallocated is None else told(own.unallocated)
    return Year(bridge, beside, base, q(0), lines, own.s, own.sigma, kept, grown, spare)


def sells_at_once(plan: Plan) -> bool:
    """Whether a plan without segments recognises what it signs at once, so that its bookings are
    the new business that it asks for.
    """
    return not plan.segments and new_business.contracts(plan.new_business) is None

"""The months of a company: the sums of its segments', and what no segment covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from revplan.base.basis import BASES
from revplan.engine.bookings import signing_of
from revplan.engine.company import sells_at_once, within
from revplan.engine.months import (
    Laid,
    MonthsMade,
    earned_months,
    late_target,
    lay_out_arr,
    sum_lines,
    sum_months,
    without_surplus,
)
from revplan.engine.year import BROUGHT, LineFigure, SegmentYear, Year
from revplan.fields.exchange import convert
from revplan.model.catalogue import with_months
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser, as_weights, larger, names_below, phase, tag_months
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.sections import bridge as formulas
from revplan.sections import target

LayOut = Callable[[Plan, Year], Laid]


def company_months(plan: Plan, year: Year, lay_out: LayOut) -> Laid:
    """A company's months: its segments' added up, and what no segment covers; `lay_out` lays out
    those of a segment, which may be a company.
    """
    parts = tuple(_part(plan, part, lay_out) for part in year.parts)
    converted = [laid for _, laid in parts]
    lines = tuple(
        LineFigure(figure.path, figure.label, figure.amount, line.months)
        for figure, line in zip(
            year.lines, (line for laid in converted for line in laid.lines), strict=True
        )
    )
    lay = _arr if plan.basis == "arr" else _revenue
    return Laid(lines, lay(plan, year, converted), parts)


def _part(plan: Plan, part: SegmentYear, lay_out: LayOut) -> tuple[Laid, Laid]:
    with within(part.name, part.below):
        own = lay_out(part.plan, part.own)
    if part.year is part.own:
        return own, own
    with names_below(f"segments.{part.name}."):
        return own, _converted(part, own, plan.q)


def _converted(part: SegmentYear, own: Laid, q: Quantiser) -> Laid:
    """A segment's months in the company's currency: its year phased anew by its own months."""
    bridge, made = part.year.bridge, MonthsMade(part.plan)

    def as_own(total: Number, quantity: str) -> Months:
        return phase(total, as_weights(own.months[quantity]), q, quantity)

    def line(figure: LineFigure, weights: Months) -> LineFigure:
        laid = phase(figure.amount, as_weights(weights), q, figure.path)
        return figure._replace(months=tag_months(figure.path, laid, part.plan.year.months))

    pairs = zip(part.year.lines, own.lines, strict=True)
    lines = tuple(line(figure, it.months) for figure, it in pairs)
    sums = sum_lines(q, lines)
    arr = part.plan.basis == "arr"
    if not arr:
        made("prior_year", as_own(bridge.prior_year, "prior_year"))
        made("base", as_own(part.year.repeatable, "base"))
    churned = made("churned", as_own(bridge.churned, "churned"))
    contracted = made("contracted", as_own(bridge.contracted, "contracted"))
    brought = [made(name, sums[name]) for name in BROUGHT]
    if arr:
        needed = made("new_business", as_own(bridge.new_business, "new_business"))
        made("bookings", _signed(part, own, needed, q))
        lay_out_arr(made, bridge.prior_year, q)
        return Laid(lines, made.in_order(part.plan.basis))
    kept = map(formulas.retained_revenue, made.made["base"], churned, contracted)
    retained = made("retained", kept)
    wanted = made("target", as_own(bridge.target, "target"))
    gaps = map(formulas.revenue_gap, wanted, retained)
    needed = made("new_business", map(formulas.new_business_required, gaps, *brought))
    made("bookings", _signed(part, own, needed, q))
    if "earned" in own.months:
        made("earned", as_own(_earned_year(part, own, q), "earned"))
    return Laid(lines, made.in_order(part.plan.basis))


def _signed(part: SegmentYear, own: Laid, needed: Months, q: Quantiser) -> Months:
    """A segment's bookings by month: where it recognises at once, as its months ask for them."""
    asked = sells_at_once(part.plan)
    weights = without_surplus(needed) if asked else as_weights(own.months["bookings"])
    return phase(part.year.bridge.bookings, weights, q, "bookings")


def _earned_year(part: SegmentYear, own: Laid, q: Quantiser) -> Number:
    """What a segment's signings earn in the year [currency]: the new business that it asks for, of
    a company what its own segments' earn.
    """
    if part.plan.segments:
        return q(convert(sum(own.months["earned"]), part.fx))
    return larger(part.year.bridge.new_business, ZERO)


def _sums(parts: Sequence[Laid], quantity: str) -> Months:
    """The segments' months of a quantity, added up."""
    columns = zip(*(laid.months[quantity] for laid in parts), strict=True)
    return tuple(map(sum, columns))


_SUMMED_FORMULAS = ("retained", "new_business")
"""Figures with a formula whose months are added up nevertheless: others are made of them before the
company's own target is laid."""

_SUMMED = {
    basis: [
        entry.path
        for entry in with_months(basis)
        if (entry.formula is None or entry.path in _SUMMED_FORMULAS) and not entry.contracts
    ]
    for basis in BASES
}
"""The months of a company that are its segments' added up; others are derived of these."""


def _revenue(plan: Plan, year: Year, parts: Sequence[Laid]) -> dict[str, Months]:
    """The months of a company on recognised revenue: sums, and what no segment covers."""
    q, made = plan.q, MonthsMade(plan)
    for quantity in _SUMMED[plan.basis]:
        made(quantity, _sums(parts, quantity))
    earned = _earned(parts)
    any_contracts = any("earned" in laid.months for laid in parts)
    if year.unallocated is None:
        if any_contracts:
            made("earned", earned)
        return made.in_order(plan.basis)
    months = made.made
    weights = as_weights(months["base"])
    weights = target.target_weights(
        plan.target, year.bridge.prior_year, year.bridge.target, weights
    )
    wanted = phase(year.bridge.target, weights, q, "target")
    wanted = made("target", late_target(plan, wanted, made))
    covered = _sums(parts, "target")
    uncovered = made("unallocated", [t - c for t, c in zip(wanted, covered, strict=True)])
    gaps = map(formulas.revenue_gap, wanted, months["retained"])
    brought = (months[name] for name in BROUGHT)
    made("new_business", map(formulas.new_business_required, gaps, *brought))
    signed = signing_of(plan, year.unallocated, year.sigma)
    weights = without_surplus(uncovered) if signed is None else signed.months
    known = sum(part.year.bridge.bookings for part in year.parts)
    to_sign = phase(year.bridge.bookings - known, weights, q, "new_business")
    made("bookings", sum_months(_sums(parts, "bookings"), to_sign))
    own = earned_months(plan, year.unallocated, year.sigma, signed) if signed else to_sign
    if any_contracts or signed is not None:
        made("earned", sum_months(earned, own))
    return made.in_order(plan.basis, company=True)


def _earned(parts: Sequence[Laid]) -> Months:
    """What the segments' signings earn by month; where they recognise at once, what they sign."""
    rows = (laid.months.get("earned", laid.months["bookings"]) for laid in parts)
    return tuple(map(sum, zip(*rows, strict=True)))


def _arr(plan: Plan, year: Year, parts: Sequence[Laid]) -> dict[str, Months]:
    """The months of a company on recurring revenue: sums, and what no segment covers."""
    q, made = plan.q, MonthsMade(plan)
    spare = year.unallocated
    if spare is None:
        for quantity in _SUMMED[plan.basis]:
            made(quantity, _sums(parts, quantity))
        return made.in_order(plan.basis)
    uncovered = made("unallocated", phase(spare, year.sigma, q, "unallocated"))
    for name in ("churned", "contracted", *BROUGHT):
        made(name, _sums(parts, name))
    made("new_business", sum_months(_sums(parts, "new_business"), uncovered))
    to_sign = phase(larger(spare, ZERO), without_surplus(uncovered), q, "new_business")
    made("bookings", sum_months(_sums(parts, "bookings"), to_sign))
    lay_out_arr(made, year.bridge.prior_year, q)
    until = tuple(accumulate(uncovered, initial=q(0)))
    earned = [formulas.recognised_revenue(o, c, q) for o, c in pairwise(until)]
    made("recognised_revenue", sum_months(_sums(parts, "recognised_revenue"), earned))
    return made.in_order(plan.basis, company=True)

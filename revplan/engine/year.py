"""The figures of the year, in the order in which each needs the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from revplan.engine.bookings import late_start_cost, signed_bookings
from revplan.engine.first_day import churn_point, kept_arr, kept_revenue, retention_shares
from revplan.fields.assumption import Assumption
from revplan.fields.exchange import Quoted, convert
from revplan.model.catalogue import LINE_SECTIONS, OF_YEAR, ROWS, formulas
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser, tag
from revplan.numbers.number import Months, Number
from revplan.sections import churn, lines, new_business, phasing, prior_year, target
from revplan.sections.bridge import Bridge, new_business_growth


class LineFigure(NamedTuple):
    """What a line brings, or takes, within the year [currency], and its months."""

    path: str
    label: str
    amount: Number
    months: Months = ()

    @property
    def section(self) -> str:
        """The section that holds the line."""
        return self.path.split(".")[-2]


class SegmentYear(NamedTuple):
    """A segment's year in its own currency, and as a part of the company, in the company's.

    `plan` is the segment's, with the phasing that it follows. `below` is the path below which the
    figures in its own currency are named, `fx` the rate between the two; None where they are one.
    """

    name: str
    plan: Plan
    below: str
    own: Year
    year: Year
    fx: Assumption | Quoted | None = None

    def teller(self, q: Quantiser) -> Callable[[Number], Number]:
        """What tells an amount of the segment [its currency] in the company's."""
        return lambda amount: q(self.exchanged(amount))

    def exchanged(self, amount: Number) -> Number:
        """An amount of the segment [its currency] in the company's, unrounded."""
        return convert(amount, self.fx)


class Year(NamedTuple):
    """The figures of the year alone, before anything is laid over its months."""

    bridge: Bridge
    beside: Mapping[str, Number]
    """Figures of the catalogue that the bridge has no place for, by path."""
    repeatable: Number
    churn_alone: Number
    lines: tuple[LineFigure, ...]
    s: Months
    sigma: Months
    kept: Number
    """What the first day's customers bring at the year's end, in a full year [currency]."""
    grown: Number
    """What they add by then, in a full year [currency]."""
    unallocated: Number | None = None
    """What of a company's target its segments do not cover [currency]."""
    parts: tuple[SegmentYear, ...] = ()
    """A company's segments."""

    def figure(self, path: str) -> Number | None:
        """A figure of the year by its path: `new_business`, `upsell.premium_tier`; None where
        there is none.
        """
        if path in ("repeatable", "unallocated"):
            return self.repeatable if path == "repeatable" else self.unallocated
        if path.startswith("segments."):
            _, name, rest = (*path.split(".", 2), "")[:3]
            part = next((part for part in self.parts if part.name == name), None)
            return part.year.figure(rest) if part is not None else None
        if path in Bridge.__slots__:
            return getattr(self.bridge, path)
        if path in ROWS and ROWS[path].path in self.beside:
            return self.beside[ROWS[path].path]
        return next((line.amount for line in self.lines if line.path == path), None)


def year_of_one(plan: Plan) -> Year:
    """The figures of the year of a plan without segments; called where decimals are exact."""
    q = plan.q
    arr = plan.basis == "arr"
    last_year = prior_year.months_of(plan.prior_year) or None
    s = phasing.season(plan.phasing.seasonality, plan.year, last_year)
    selling = plan.new_business.seasonality if plan.new_business else None
    sigma = s if selling is None else phasing.season(selling, plan.year, last_year)

    prior = tag("prior_year", prior_year.prior_amount(plan.prior_year, q))
    base = prior_year.repeatable(prior, plan.prior_year, q)
    if plan.prior_year.one_off is not None:
        base = tag("repeatable", base)
    one_off = plan.prior_year.one_off
    brought = _line_amounts(plan, base, s)
    sums = line_sums(brought)

    apart = q(year_loss(plan, "churn", base, s))

    def signed(needed: Number) -> Number:
        return signed_bookings(plan, needed, sigma)

    leaves = {
        "prior_year": prior,
        "one_off": None if arr else tag("one_off", q(0 if one_off is None else one_off.value)),
        "base": base,
        "repeatable": base,
        "churned": tag("churned", apart + sums["churned"]),
        "contracted": tag("contracted", q(year_loss(plan, "contraction", base, s))),
        "target": tag("target", target.target_amount(plan.target, prior, q)),
        **{name: tag(name, q(0) + sums[name]) for name in BROUGHT},
        "churn_point.revenue": tag("churn_point.revenue", churn_point(plan, base, s)),
    }
    kept, grown = kept_arr(leaves) if arr else kept_revenue(plan, base, s)
    leaves |= retention_shares(base, kept, grown)
    bridge, beside = bridge_of(plan, leaves, signed)
    cost = late_start_cost(plan, bridge.new_business, bridge.bookings, sigma)
    if cost is not None:
        beside["late_start_cost"] = tag("late_start_cost", cost)
    beside |= growth_figures(won_before(plan), bridge.new_business)
    return Year(bridge, beside, base, apart, brought, s, sigma, kept, grown)


NEW_BUSINESS_LAST_YEAR = "new_business_last_year"


def won_before(plan: Plan) -> Number | None:
    """Last year's new business, as the plan states it [currency]; None where it does not."""
    section = plan.new_business
    stated = section.last_year if section is not None else None
    return None if stated is None else new_business.last_year_amount(stated, plan.q)


def growth_figures(before: Number | None, needed: Number) -> dict[str, Number]:
    """Last year's new business [currency] and the growth over it, by path; none of what is not
    known.
    """
    if before is None:
        return {}
    last_year = tag(NEW_BUSINESS_LAST_YEAR, before)
    growth = new_business_growth(needed, last_year)
    told = {NEW_BUSINESS_LAST_YEAR: last_year}
    return (
        told
        if growth is None
        else told | {"new_business_growth": tag("new_business_growth", growth)}
    )


BROUGHT = tuple(name for section, name in LINE_SECTIONS.items() if section != "losses")
"""What comes of lines, in the order of the bridge."""

BESIDE = tuple(row.path for row in OF_YEAR if row.path not in Bridge.__slots__)
"""The figures of the year that the bridge has no place for."""


def bridge_of(
    plan: Plan, leaves: Mapping[str, Number | None], signed: Callable[[Number], Number]
) -> tuple[Bridge, dict[str, Number]]:
    """The bridge from its leaves, by path and with their names: every figure of the catalogue that
    has a formula is derived; and the figures that the bridge has no place for.

    `leaves` has `base`, what can repeat; what is None there the plan does not have. `signed` gives
    the bookings that new business takes.
    """
    found = {path: figure for path, figure in leaves.items() if figure is not None}
    for path, formula, needs in formulas(plan.basis, bool(plan.segments)):
        if formula is None:
            made = signed(found["new_business"])
        else:
            made = formula(*(known_of(found, need, path) for need in needs))
        if made is not None:
            found[path] = tag(path, made)
    beside = {path: found[path] for path in BESIDE if path in found}
    return Bridge(*map(found.get, Bridge.__slots__)), beside


def known_of(found: Mapping[str, Any], need: str, path: str) -> Any:
    """What a figure needs; LookupError where the catalogue has it later, or the plan not at all."""
    if need not in found:
        raise LookupError(f"{path} is made of {need}, which is not there before it in such a plan")
    return found[need]


def line_sums(brought: Sequence[LineFigure]) -> dict[str, Number]:
    """What the lines of each section add up to, by the figure that they belong to [currency]."""
    return {
        name: sum(line.amount for line in brought if line.section == section)
        for section, name in LINE_SECTIONS.items()
    }


def year_loss(plan: Plan, key: str, base: Number, s: Months) -> Number:
    """What `churn` or `contraction` takes in the year, before rounding [currency]."""
    loss: churn.Loss | None = getattr(plan, key)
    return 0 if loss is None else churn.lost_in_year(loss, base, s, plan.basis, key)


def loss_weights(plan: Plan, key: str, s: Months) -> Months:
    """The weights of the months of `churn` or `contraction` [relative], 12."""
    loss: churn.Loss | None = getattr(plan, key)
    if loss is None:
        return (0,) * 12
    return churn.lost_arr_weights(loss) if plan.basis == "arr" else churn.lost_weights(loss, s)


def line_season(plan: Plan, line: lines.Line, s: Months) -> Months:
    """The season that a line follows [relative], 12: its own, or the plan's."""
    if line.seasonality is None:
        return s
    last_year = prior_year.months_of(plan.prior_year) or None
    return phasing.season(line.seasonality, plan.year, last_year)


def stated_lines(plan: Plan) -> list[tuple[str, lines.Line]]:
    """Every line of the plan with its path, in the order of the plan."""
    return [
        (f"{section}.{name}", line)
        for section in LINE_SECTIONS
        for name, line in getattr(plan, section).items()
    ]


def _line_amounts(plan: Plan, base: Number, s: Months) -> tuple[LineFigure, ...]:
    brought = []
    for path, line in stated_lines(plan):
        g = line_season(plan, line, s)
        amount = tag(path, plan.q(lines.line_amount(line, base, g, plan.year, path)))
        brought.append(LineFigure(path, line.label or path.split(".")[1], amount))
    return tuple(brought)

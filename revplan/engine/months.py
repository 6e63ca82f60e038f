"""The year laid over its months, on either basis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from revplan.engine.bookings import signing_of
from revplan.engine.year import (
    BROUGHT,
    LineFigure,
    Year,
    known_of,
    line_season,
    loss_weights,
)
from revplan.model.catalogue import LINE_SECTIONS, ROWS, with_months
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser, larger, phase, tag, tag_months
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.sections import bridge as formulas
from revplan.sections import lines, new_business, phasing, prior_year, signing, target


class Laid(NamedTuple):
    """The lines of a plan with their months, and its months by quantity.

    `parts` are a company's segments, each in its own currency and in the company's.
    """

    lines: tuple[LineFigure, ...]
    months: dict[str, Months]
    parts: tuple[tuple[Laid, Laid], ...] = ()


def months_of_one(plan: Plan, year: Year) -> Laid:
    """The lines and months of a plan without segments; called where decimals are exact."""
    lines_laid = tuple(line_months(plan, year, line) for line in year.lines)
    lay = arr_months if plan.basis == "arr" else revenue_months
    return Laid(lines_laid, lay(plan, year, lines_laid))


def line_months(plan: Plan, year: Year, figure: LineFigure) -> LineFigure:
    """A line with its months."""
    section, name = figure.path.split(".")
    line = getattr(plan, section)[name]
    weights = lines.line_weights(line, line_season(plan, line, year.s), plan.year)
    months = phase(figure.amount, weights, plan.q, figure.path)
    months = tag_months(figure.path, months, plan.year.months)
    return LineFigure(figure.path, figure.label, figure.amount, months)


def sum_lines(q: Quantiser, laid_out: Sequence[LineFigure]) -> dict[str, list[Number]]:
    """The months of the lines of each section, added up."""
    zero = q(0)
    sums: dict[str, list[Number]] = {name: [zero] * 12 for name in LINE_SECTIONS.values()}
    for figure in laid_out:
        name = LINE_SECTIONS[figure.section]
        sums[name] = [a + b for a, b in zip(sums[name], figure.months, strict=True)]
    return sums


def _losses(plan: Plan, year: Year, sums: dict[str, list[Number]]) -> tuple[Months, Months]:
    weights = loss_weights(plan, "churn", year.s)
    by_churn = phase(year.churn_alone, weights, plan.q, "churn")
    churned = sum_months(by_churn, sums["churned"])
    weights = loss_weights(plan, "contraction", year.s)
    return churned, phase(year.bridge.contracted, weights, plan.q, "contraction")


def sum_months(months: Sequence[Number], more: Sequence[Number]) -> Months:
    """Two rows of months, added up month by month."""
    return tuple(a + b for a, b in zip(months, more, strict=True))


class MonthsMade:
    """The months under construction: each quantity named as it is made."""

    def __init__(self, plan: Plan) -> None:
        self.labels = plan.year.months
        self.made: dict[str, Months] = {}

    def __call__(self, quantity: str, values: Any) -> Months:
        """The months of a quantity, kept."""
        months = self.made[quantity] = tag_months(quantity, values, self.labels)
        return months

    def in_order(self, basis: str, company: bool = False) -> dict[str, Months]:
        """The months of a plan by quantity, as the catalogue has them; those not made yet by their
        formula.
        """
        rows = with_months(basis, company)
        for row in rows:
            if row.path not in self.made and row.formula is not None:
                self(row.path, self._derived(row.path, row.path))
        told = (row for row in rows if not row.contracts or row.path in self.made)
        return {row.path: self.made[row.path] for row in told}

    def _derived(self, path: str, by: str) -> Months:
        """The months of a figure by its formula; so those of a figure that it is made of, where
        they are not told.
        """
        formula, needs = ROWS[path].formula, ROWS[path].needs
        if path in self.made or formula is None:
            made: Months = known_of(self.made, path, by)
            return made
        return tuple(map(formula, *(self._derived(need, path) for need in needs)))


def revenue_months(plan: Plan, year: Year, laid_out: Sequence[LineFigure]) -> dict[str, Months]:
    """The months of a plan on recognised revenue, by quantity."""
    q, bridge, s, made = plan.q, year.bridge, year.s, MonthsMade(plan)
    sums = sum_lines(q, laid_out)
    last_year = prior_year.months_of(plan.prior_year) or s
    made("prior_year", phase(bridge.prior_year, last_year, q, "prior_year"))
    base = made("base", phase(year.repeatable, s, q, "prior_year"))
    churned, contracted = _losses(plan, year, sums)
    churned, contracted = made("churned", churned), made("contracted", contracted)
    retained = made("retained", map(formulas.retained_revenue, base, churned, contracted))
    brought = [made(name, sums[name]) for name in BROUGHT]
    signed = signing_of(plan, bridge.new_business, year.sigma)
    if signed is not None:
        made("earned", earned_months(plan, bridge.new_business, year.sigma, signed))
    wanted = made("target", _wanted(plan, year, made))
    gaps = map(formulas.revenue_gap, wanted, retained)
    needed = made("new_business", map(formulas.new_business_required, gaps, *brought))
    weights = without_surplus(needed) if signed is None else signed.months
    made("bookings", phase(bridge.bookings, weights, q, "new_business"))
    return made.in_order(plan.basis)


def without_surplus(months: Sequence[Number]) -> Months:
    """What months ask for; a surplus asks for nothing."""
    return tuple(larger(month, ZERO) for month in months)


def earned_months(
    plan: Plan, needed: Number, sigma: Months, signed: signing.Signing | None
) -> Months:
    """What of new business the months recognise as it is signed: by its contracts, or at once."""
    weights, terms = sigma, new_business.contracts(plan.new_business)
    if signed is not None and terms is not None:
        weights = signing.earned_weights(terms, signed.months)
    return phase(larger(needed, ZERO), weights, plan.q, "new_business")


def _wanted(plan: Plan, year: Year, made: MonthsMade) -> Sequence[Number]:
    """The target's months: by its path, held back where the plan starts late."""
    q, bridge = plan.q, year.bridge
    if plan.target.path == target.AS_SIGNED:
        earned = made.made.get("earned") or earned_months(
            plan, bridge.new_business, year.sigma, None
        )
        kept = tuple(map(sum, zip(*(made.made[it] for it in ("retained", *BROUGHT)), strict=True)))
        return tuple(target.target_as_signed(bridge.target, kept, earned, q))
    weights = target.target_weights(plan.target, bridge.prior_year, bridge.target, year.s)
    return late_target(plan, phase(bridge.target, weights, q, "target"), made)


def late_target(plan: Plan, wanted: Months, made: MonthsMade) -> Months:
    """The target's months, the first quarter held to last year's where the plan starts late."""
    share = phasing.late_share(plan.phasing)
    if share is None:
        return wanted
    wanted = tag_months("target_unheld", wanted, made.labels)
    ceiling = target.late_ceiling(made.made["prior_year"], share, plan.q)
    return target.held_back(wanted, ceiling, plan.q, "target")


def arr_months(plan: Plan, year: Year, laid_out: Sequence[LineFigure]) -> dict[str, Months]:
    """The months of a plan on recurring revenue, by quantity."""
    q, bridge, made = plan.q, year.bridge, MonthsMade(plan)
    sums = sum_lines(q, laid_out)
    churned, contracted = _losses(plan, year, sums)
    made("churned", churned)
    made("contracted", contracted)
    for name in BROUGHT:
        made(name, sums[name])
    needed = made("new_business", _new_arr(plan, year, made))
    made("bookings", phase(bridge.bookings, without_surplus(needed), q, "new_business"))
    lay_out_arr(made, bridge.prior_year, q)
    return made.in_order(plan.basis)


def lay_out_arr(made: MonthsMade, opening: Number, q: Quantiser) -> None:
    """ARR at the beginning and the end of each month, from its movements, and what it brings."""
    moves = made.made
    openings: list[Number] = [opening]
    for i, month in enumerate(made.labels):
        brought = (*BROUGHT, "new_business")
        gained = tuple(moves[name][i] for name in brought)
        lost = (moves["churned"][i], moves["contracted"][i])
        end = formulas.closing_arr(openings[i], *lost, gained)
        openings.append(tag(f"months.{month}.closing", end))
    made("opening", openings[:12])
    made("target", openings[1:])
    moves["closing"] = tuple(openings[1:])
    earned = [formulas.recognised_revenue(o, c, q) for o, c in pairwise(openings)]
    made("recognised_revenue", earned)


def _new_arr(plan: Plan, year: Year, made: MonthsMade) -> Months:
    """New ARR by month: when customers sign, held back where the plan starts late."""
    needed = phase(year.bridge.new_business, year.sigma, plan.q, "new_business")
    stated = plan.new_business.last_year if plan.new_business else None
    share = phasing.late_share(plan.phasing)
    if share is None or stated is None:
        return needed
    last_year = new_business.last_year_months(stated, year.sigma, plan.q)
    ceiling = target.late_ceiling(last_year, share, plan.q)
    needed = tag_months("new_business_unheld", needed, made.labels)
    return target.held_back(needed, ceiling, plan.q, "new_business")

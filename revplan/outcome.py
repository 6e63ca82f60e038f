"""What a plan comes to: the one place that knows the order of the formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from revplan.ground.number import (
    Months,
    Number,
    Quantiser,
    exactly,
    months_named,
    named,
    phase,
    ratio,
)
from revplan.plan import Plan
from revplan.sections import bridge as formulas
from revplan.sections import churn, lines, new_business, phasing, prior_year, target
from revplan.sections.bridge import LABELS, LINE_SECTIONS, Bridge

if TYPE_CHECKING:
    import pandas

MEASURES = (*Bridge.__slots__, "repeatable")
"""The figures of the year that studies can ask for; lines and months are asked for by path."""


@dataclass(frozen=True, slots=True)
class LineFigure:
    """What a line brings, or takes, within the year [currency], and its months."""

    path: str
    label: str
    amount: Number
    months: Months = ()


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of the year alone, before anything is laid over its months."""

    bridge: Bridge
    repeatable: Number
    losses_apart: Number
    lines: tuple[LineFigure, ...]
    s: Months
    sigma: Months


@dataclass(frozen=True)
class Outcome:
    """A plan worked out. Amounts are at the plan's quantum.

    `monthly` holds, by quantity, twelve numbers, the first month of the plan year first.
    """

    plan: Plan
    bridge: Bridge
    lines: tuple[LineFigure, ...]
    monthly: dict[str, Months]
    year: Year = field(repr=False)

    @property
    def quarterly(self) -> dict[str, tuple[Number, ...]]:
        """By quantity, four numbers."""
        with exactly():
            return {
                quantity: formulas.by_quarter(quantity, months, self.plan.basis)
                for quantity, months in self.monthly.items()
            }

    def figure(self, path: str) -> Number | None:
        """A figure by its path: `new_business`, `upsell.premium_tier`,
        `months.2027-03.new_business`; None where there is none."""
        if path == "repeatable":
            return self.year.repeatable
        if path in MEASURES:
            return getattr(self.bridge, path)
        for line in self.lines:
            if line.path == path:
                return line.amount
        parts = path.split(".")
        months = [str(month) for month in self.plan.year.months]
        if len(parts) == 3 and parts[0] == "months" and parts[1] in months:
            quantity = self.monthly.get(parts[2])
            return quantity[months.index(parts[1])] if quantity is not None else None
        return None

    def figure_paths(self) -> list[str]:
        """Every path that `figure` answers, months without their quantities spelt out twelve
        times: those of the first month stand for all."""
        year = [name for name in MEASURES if self.figure(name) is not None]
        first = self.plan.year.first
        return [
            *year,
            *(line.path for line in self.lines),
            *(f"months.{first}.{quantity}" for quantity in self.monthly),
        ]

    def months_frame(self) -> pandas.DataFrame:
        """The months as a pandas frame: 12 rows by month, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index([str(month) for month in self.plan.year.months], name="month")
        return pandas.DataFrame({k: list(v) for k, v in self.monthly.items()}, index=index)

    def quarters_frame(self) -> pandas.DataFrame:
        """The quarters as a pandas frame: 4 rows, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index(["Q1", "Q2", "Q3", "Q4"], name="quarter")
        return pandas.DataFrame({k: list(v) for k, v in self.quarterly.items()}, index=index)

    def bridge_frame(self) -> pandas.DataFrame:
        """The bridge as a pandas frame: a row a figure, with its label and amount."""
        import pandas

        rows = [(name, LABELS[name], self.figure(name)) for name in MEASURES]
        rows = [row for row in rows if row[2] is not None and row[0] in Bridge.__slots__]
        return pandas.DataFrame(rows, columns=["quantity", "label", "amount"])


def work_out(plan: Plan) -> Outcome:
    """The plan's bridge, lines and months.

    The plan's numbers may be of any kind (`plan.with_numbers`). Raises `CannotWorkOut` where exact
    numbers have no answer: an amount whose months have no weight, contracts that earn nothing.

    >>> from revplan.validation import validate
    >>> text = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "USD",
    ...         "prior_year": {"revenue": "10M"}, "target": {"growth": "50%"},
    ...         "churn": {"rate": "30%"}}
    >>> plan, problems = validate(text)
    >>> int(work_out(plan).bridge.new_business)
    8000000
    """
    with exactly():
        year = _year(plan)
        months = _arr_months(plan, year) if plan.basis == "arr" else _revenue_months(plan, year)
        bridge = year.bridge
        if "recognised_revenue" in months:
            total = named("recognised_revenue", sum(months["recognised_revenue"]))
            bridge = _with_recognised(bridge, total)
        laid_out = tuple(_line_months(plan, year, line) for line in year.lines)
        return Outcome(plan, bridge, laid_out, months, year)


def work_out_year(plan: Plan) -> Year:
    """The year alone, several times cheaper than `work_out`; raises as it does."""
    with exactly():
        return _year(plan)


def _year(plan: Plan) -> Year:
    q = plan.q
    arr = plan.basis == "arr"
    last_year = prior_year.months_of(plan.prior_year) or None
    s = phasing.season(plan.phasing.seasonality, plan.year, last_year)
    selling = plan.new_business.seasonality if plan.new_business else None
    sigma = s if selling is None else phasing.season(selling, plan.year, last_year)

    prior = named("prior_year", prior_year.prior_amount(plan.prior_year, q))
    base = prior_year.repeatable(prior, plan.prior_year, q)
    if plan.prior_year.one_off is not None:
        base = named("repeatable", base)
    one_off = plan.prior_year.one_off
    brought = _line_amounts(plan, base, s, last_year)
    sums = {
        name: sum(line.amount for line in brought if line.path.startswith(f"{section}."))
        for section, name in LINE_SECTIONS.items()
    }

    apart = q(lost(plan, "churn", base, s))
    churned = named("churned", apart + sums["churned"])
    contracted = named("contracted", q(lost(plan, "contraction", base, s)))
    retained = named("retained", formulas.retained_revenue(base, churned, contracted))
    wanted = named("target", target.target_amount(plan.target, prior, q))
    gap = named("gap", formulas.revenue_gap(wanted, retained))
    carried, upsell, streams = (
        named(name, q(0) + sums[name]) for name in ("carried_over", "upsell", "new_streams")
    )
    needed = formulas.new_business_required(gap, carried, upsell, streams)
    needed = named("new_business", needed)
    terms = None if arr else new_business.contracts(plan.new_business)
    signed = needed if terms is None else q(new_business.contract_value(needed, terms, sigma))
    figures = Bridge(
        prior_year=prior,
        one_off=None if arr else named("one_off", q(0 if one_off is None else one_off.value)),
        churned=churned,
        contracted=contracted,
        retained=retained,
        target=wanted,
        gap=gap,
        carried_over=carried,
        upsell=upsell,
        new_streams=streams,
        new_business=needed,
        bookings=named("bookings", signed),
        recognised_revenue=None,
        grr=named("grr", ratio(retained, base)),
        nrr=named("nrr", ratio(retained + upsell, base)),
    )
    return Year(figures, base, apart, brought, s, sigma)


def _with_recognised(bridge: Bridge, total: Number) -> Bridge:
    fields = {name: getattr(bridge, name) for name in Bridge.__slots__}
    return Bridge(**(fields | {"recognised_revenue": total}))


def lost(plan: Plan, key: str, base: Number, s: Months) -> Number:
    """What `churn` or `contraction` takes in the year, before rounding [currency]."""
    loss: churn.Loss | None = getattr(plan, key)
    if loss is None:
        return 0
    return churn.lost_arr(loss, base) if plan.basis == "arr" else (
        churn.lost_revenue(loss, base, s, key)
    )


def lost_weights(plan: Plan, key: str, s: Months) -> Months:
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


def _line_amounts(
    plan: Plan, base: Number, s: Months, last_year: Months | None
) -> tuple[LineFigure, ...]:
    brought = []
    for path, line in stated_lines(plan):
        g = line_season(plan, line, s)
        amount = named(path, plan.q(lines.line_amount(line, base, g, plan.year, path)))
        brought.append(LineFigure(path, line.label or path.split(".")[1], amount))
    return tuple(brought)


def _line_months(plan: Plan, year: Year, figure: LineFigure) -> LineFigure:
    section, name = figure.path.split(".")
    line = getattr(plan, section)[name]
    weights = lines.line_weights(line, line_season(plan, line, year.s), plan.year)
    months = phase(figure.amount, weights, plan.q, figure.path)
    return LineFigure(figure.path, figure.label, figure.amount, months)


def _summed_lines(plan: Plan, year: Year) -> dict[str, list[Number]]:
    """The months of the lines of each section, added up."""
    zero = plan.q(0)
    sums: dict[str, list[Number]] = {name: [zero] * 12 for name in LINE_SECTIONS.values()}
    for figure in year.lines:
        name = LINE_SECTIONS[figure.path.split(".")[0]]
        months = _line_months(plan, year, figure).months
        sums[name] = [a + b for a, b in zip(sums[name], months, strict=True)]
    return sums


def _losses(plan: Plan, year: Year, sums: dict[str, list[Number]]) -> tuple[Months, Months]:
    weights = lost_weights(plan, "churn", year.s)
    by_churn = phase(year.losses_apart, weights, plan.q, "churn")
    churned = _added(by_churn, sums["churned"])
    weights = lost_weights(plan, "contraction", year.s)
    return churned, phase(year.bridge.contracted, weights, plan.q, "contraction")


def _added(months: Sequence[Number], more: Sequence[Number]) -> Months:
    return tuple(a + b for a, b in zip(months, more, strict=True))


class _Named:
    """The months under construction: each quantity named as it is made."""

    def __init__(self, plan: Plan) -> None:
        self.labels = plan.year.months
        self.made: dict[str, Months] = {}

    def __call__(self, quantity: str, values: Any) -> Months:
        months = self.made[quantity] = months_named(quantity, values, self.labels)
        return months


def _revenue_months(plan: Plan, year: Year) -> dict[str, Months]:
    q, bridge, s, made = plan.q, year.bridge, year.s, _Named(plan)
    sums = _summed_lines(plan, year)
    last_year = prior_year.months_of(plan.prior_year) or s
    prior = made("prior_year", phase(bridge.prior_year, last_year, q, "prior_year"))
    base = made("base", phase(year.repeatable, s, q, "prior_year"))
    churned, contracted = _losses(plan, year, sums)
    churned, contracted = made("churned", churned), made("contracted", contracted)
    retained = made("retained", map(formulas.retained_revenue, base, churned, contracted))
    weights = target.target_weights(plan.target, bridge.prior_year, bridge.target, s)
    wanted = phase(bridge.target, weights, q, "target")
    if plan.phasing.late_start:
        wanted = months_named("target_unheld", wanted, made.labels)
        wanted = target.held_back(wanted, prior, q, "target")
    wanted = made("target", wanted)
    carried = made("carried_over", sums["carried_over"])
    upsell = made("upsell", sums["upsell"])
    streams = made("new_streams", sums["new_streams"])
    gaps = map(formulas.revenue_gap, wanted, retained)
    needed = made(
        "new_business", map(formulas.new_business_required, gaps, carried, upsell, streams)
    )
    if new_business.contracts(plan.new_business) is None:
        made("bookings", needed)
    else:
        made("bookings", phase(bridge.bookings, year.sigma, q, "new_business"))
    return made.made


def _arr_months(plan: Plan, year: Year) -> dict[str, Months]:
    q, bridge, made = plan.q, year.bridge, _Named(plan)
    sums = _summed_lines(plan, year)
    churned, contracted = _losses(plan, year, sums)
    needed = phase(bridge.new_business, year.sigma, q, "new_business")
    stated = plan.new_business.last_year if plan.new_business else None
    if plan.phasing.late_start and stated is not None:
        ceiling = new_business.last_year_months(stated, year.sigma, q)
        needed = months_named("new_business_unheld", needed, made.labels)
        needed = target.held_back(needed, ceiling, q, "new_business")
    opening: list[Number] = [bridge.prior_year]
    closing: list[Number] = []
    needed = months_named("new_business", needed, made.labels)
    for i in range(12):
        added = (sums["carried_over"][i], sums["upsell"][i], sums["new_streams"][i], needed[i])
        end = formulas.closing_arr(opening[i], churned[i], contracted[i], added)
        closing.append(named(f"months.{made.labels[i]}.closing", end))
        opening.append(closing[i])
    made("opening", opening[:12])
    made("churned", churned)
    made("contracted", contracted)
    made("target", closing)
    for name in ("carried_over", "upsell", "new_streams"):
        made(name, sums[name])
    made.made["new_business"] = needed
    made("bookings", needed)
    made.made["closing"] = tuple(closing)
    made(
        "recognised_revenue",
        [formulas.recognised(o, c, q) for o, c in zip(opening[:12], closing, strict=True)],
    )
    return made.made

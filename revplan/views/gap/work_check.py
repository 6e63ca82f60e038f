"""Whether the work carries the number: a line each for the funnel, the reps and the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.table import Column, Row, Table
from revplan.base.words import listing, number_of
from revplan.engine.go_to_market import short_quarters
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.write import amount_text, percent
from revplan.views.funnel.lead_value import held_figure, shown_count

_TENTH = Decimal("0.1")


def carried_table(outcome: Outcome) -> Table | None:
    """What the plan's funnel, reps and budget say of the bookings; None for a plan without any."""
    with exactly():
        rows = (*_funnel(outcome), *_reps(outcome), *_budget(outcome))
    columns = (
        Column("part", "Part"),
        Column("figure", "Figure", True),
        Column("says", "Says", keep=1),
    )
    return Table("carried", columns, rows, headed=False) if rows else None


def _funnel(outcome: Outcome) -> Iterator[Row]:
    funnel, lead = outcome.work.funnel, outcome.work.lead_value
    if funnel is None or lead is None:
        return
    needed = shown_count(funnel.leads)
    if not lead.sources:
        yield Row(("Leads needed", needed, "and no source says where they come from"))
        return
    held, counted_leads = lead.held, lead.leads is not None
    asked, planned, short = (
        held_figure(counted_leads, x) for x in (held.asked, held.planned, held.short)
    )
    label = "Leads planned" if counted_leads else "Lead value planned"
    says = f"covers the {amount_text(asked)} asked for"
    if short > 0:
        says = f"{amount_text(short)} short of the {amount_text(asked)} asked for"
    yield Row((label, planned, says))


def _reps(outcome: Outcome) -> Iterator[Row]:
    figures = outcome.work.capacity
    if figures is None:
        return
    to_sign = f"{amount_text(outcome.bridge.bookings)} to sign"
    if figures.short > 0:
        says = f"{amount_text(figures.short)} short of the {to_sign}"
    else:
        spare = figures.year - outcome.bridge.bookings
        says = f"covers the {to_sign}, {amount_text(spare)} to spare"
        short = [name for name, _ in short_quarters(figures)]
        if short:
            verb = "falls" if len(short) == 1 else "fall"
            says = f"covers the {to_sign}, but {listing(short, 'and')} {verb} short"
    yield Row(("The reps can close", figures.year, says))


def _budget(outcome: Outcome) -> Iterator[Row]:
    budget, section = outcome.work.budget, outcome.plan.unit_economics
    if budget is None:
        return
    says = f"for {amount_text(outcome.bridge.bookings)} of bookings"
    returned, multiple = outcome.figure("return"), outcome.figure("spend_multiple")
    if returned is not None:
        says += f", a return of {percent(returned)}"
    stated = section.spend_multiple if section is not None else None
    if stated is not None and multiple is not None and multiple > stated.value:
        says = (
            f"asks {to_step(multiple, _TENTH):f} of bookings from each unit of marketing budget; "
            f"it has brought {stated.value:f}"
        )
    payback = outcome.figure("payback_months")
    if payback is not None and multiple is None:
        says += f"; a customer pays back after {number_of(int(to_step(payback, ONE)), 'month')}"
    yield Row(("Budget", budget.total, says))

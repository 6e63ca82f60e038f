"""What a department spends: the budget of its owners, as the plan's figures tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number


class Payers(NamedTuple):
    """Whose budget a department's is; `sells` says that what is paid by the booking is, too."""

    owners: tuple[str, ...]
    sells: bool


def has_money(outcome: Outcome, owner: str) -> bool:
    """Whether an owner has a budget."""
    return money_of(outcome, Payers((owner,), sells=False)) is not None


def money_of(outcome: Outcome, payers: Payers) -> Number | None:
    """The budget of a department in the year, made of the figures that the plan tells."""
    figures = outcome.work.figures
    spent = [*_spent(outcome.plan, figures, payers), *_spent_below(outcome, payers)]
    return sum(spent) if spent else None


def _spent(plan: Plan, figures: Figures, payers: Payers, counted: bool = False) -> Iterator[Number]:
    """What a plan spends, as its `figures` tell it; `counted` where those of the company above it
    have what its owners spend.
    """
    for owner in () if counted else payers.owners:
        if (path := f"budget.owners.{owner}.total") in figures:
            yield figures[path].value
    for key, item in plan.budget.items() if payers.sells else ():
        if item.of is not None and item.owner not in payers.owners:
            yield figures[f"budget.items.{key}"].value


def _spent_below(outcome: Outcome, payers: Payers) -> Iterator[Number]:
    """What segments spend: without a budget of its own a company has added up what owners do."""
    counted = not outcome.plan.budget
    for segment, part in zip(outcome.segments, outcome.year.parts, strict=True):
        yield from _spent(segment.own.plan, segment.whole.work.figures, payers, counted)
        yield from map(part.teller(outcome.plan.q), _spent_below(segment.own, payers))

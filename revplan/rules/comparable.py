"""The numbers of a plan that may be compared with last year's, and what they move.

All are in closed form: no plan is worked out again to see what one of its numbers moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from revplan.base.paths import Path
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.sections.churn import lost_in_year


class Comparable(NamedTuple):
    """A number beside which `last_year` may stand, and that moves one of three figures.

    `of` is the figure: new_business, leads (that are needed), capacity. `moves` says by how much it
    moves where the number is larger by a share of itself: new business in currency, the others as
    shares of themselves. `example` is how to write last year's number with it.
    """

    path: Path
    of: str
    last_year_stated: bool
    example: str
    moves: Callable[[Outcome, Decimal], Decimal]


def comparables(plan: Plan) -> Iterator[Comparable]:
    """The numbers of a plan that may say what they were last year, section by section."""
    yield from _losses(plan)
    for section, figure in LINE_SECTIONS.items():
        for name, line in getattr(plan, section).items():
            key, stated = line.measure()
            sign = 1 if figure == "churned" else -1
            yield Comparable(
                (section, name, key),
                "new_business",
                line.last_year is not None,
                f"{name}: {{{key}: {stated.text}, last_year: ...}}",
                _of_line(f"{section}.{name}", sign),
            )
    yield from _of_funnel(plan)
    yield from _of_capacity(plan)


def _losses(plan: Plan) -> Iterator[Comparable]:
    for section in ("churn", "contraction"):
        loss = getattr(plan, section)
        if loss is not None:
            key, stated = loss.measure()
            yield Comparable(
                (section, key),
                "new_business",
                loss.last_year is not None,
                f"{section}: {{{key}: {stated.text}, last_year: ...}}",
                _of_loss(section),
            )


def _of_loss(section: str) -> Callable[[Outcome, Decimal], Decimal]:
    def moves(outcome: Outcome, by: Decimal) -> Decimal:
        loss = getattr(outcome.plan, section)
        key, stated = loss.measure()
        more = loss.model_copy(update={key: Assumption(stated.value * (1 + by))})
        year, basis = outcome.year, outcome.plan.basis
        taken, now = (
            lost_in_year(it, year.repeatable, year.s, basis, section) for it in (more, loss)
        )
        moved: Decimal = taken - now
        return moved

    return moves


def _of_line(path: str, sign: int) -> Callable[[Outcome, Decimal], Decimal]:
    def moves(outcome: Outcome, by: Decimal) -> Decimal:
        return sign * by * (outcome.figure(path) or Decimal(0))

    return moves


def _of_funnel(plan: Plan) -> Iterator[Comparable]:
    """What leads are divided by."""
    funnel = plan.funnel
    if funnel is None:
        return
    yield _with_its_own(("funnel", "average_deal"), funnel.average_deal, "leads", _fewer_leads)
    for name, stage in funnel.stages.items():
        yield Comparable(
            ("funnel", "stages", name, "conversion"),
            "leads",
            stage.last_year is not None,
            f"{name}: {{conversion: {stage.conversion.text}, last_year: ...}}",
            _fewer_leads,
        )


def _fewer_leads(outcome: Outcome, by: Decimal) -> Decimal:
    leads = outcome.figure("funnel.leads")
    return -by / (1 + by) if leads else Decimal(0)


def _of_capacity(plan: Plan) -> Iterator[Comparable]:
    if plan.capacity is None:
        return
    for key in ("productivity", "quota", "attainment"):
        stated = getattr(plan.capacity, key)
        if stated is not None:
            yield _with_its_own(("capacity", key), stated, "capacity", _more_capacity)
    attrition = plan.capacity.attrition
    if attrition is not None:
        yield _with_its_own(("capacity", "attrition"), attrition, "capacity", _more_leave)


def _with_its_own(
    path: Path, stated: Assumption, of: str, moves: Callable[[Outcome, Decimal], Decimal]
) -> Comparable:
    """A number that says in its own mapping what it was."""
    example = f"{path[-1]}: {{value: {stated.text}, last_year: ...}}"
    return Comparable(path, of, stated.last_year is not None, example, moves)


def _more_capacity(outcome: Outcome, by: Decimal) -> Decimal:
    return by if outcome.figure("capacity.year") else Decimal(0)


def _more_leave(outcome: Outcome, by: Decimal) -> Decimal:
    from revplan.sections.capacity import group_heads
    from revplan.sections.ramp import rep_years

    section = outcome.plan.capacity
    if section is None or section.attrition is None or not outcome.figure("capacity.year"):
        return Decimal(0)
    more = Assumption(section.attrition.value * (1 + by))
    worth = [
        sum(
            (
                rep_years(group_heads(it, group, outcome.plan.year), outcome.year.sigma)
                for group in it.reps.values()
            ),
            Decimal(0),
        )
        for it in (section.model_copy(update={"attrition": more}), section)
    ]
    moved: Decimal = worth[0] / worth[1] - 1 if worth[1] else Decimal(0)
    return moved

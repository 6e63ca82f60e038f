"""Figures of the year by month, also where their months are told under another name."""

from __future__ import annotations

from collections.abc import Mapping

from revplan.engine.outcome import Outcome, Segment
from revplan.fields.assumption import Assumption
from revplan.numbers.acts import as_weights, phase
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number

_SPENT = {"total": "months", "recurring": "recurring_months", "one_off": "one_off_months"}

By = Mapping[str, Number]
"""By month, such as 2027-03, in order."""


def by_month(outcome: Outcome, path: str) -> By:
    """A figure of the year by month, or leads that are stated by month; empty where it has none.

    What a funnel needs begins before the year, where its leads are due before it.
    """
    segment, rest = outcome.segment(path)
    if segment is not None:
        return _of_segment(segment, rest)
    for line in outcome.lines:
        if line.path == path and line.months:
            return _of_year(outcome, line.months)
    found = outcome.months_of(_by_month(outcome, path))
    if found:
        return {month: outcome.figure(it) or ZERO for month, it in found.items()}
    return _of_year(outcome, _of_owner(outcome, path) or _stated(outcome, path))


def _of_year(outcome: Outcome, months: tuple[Number, ...]) -> By:
    return {str(month): it for month, it in zip(outcome.plan.year.months, months, strict=False)}


def _by_month(outcome: Outcome, path: str) -> str:
    """What a figure is called by month, where that is another word than of the year."""
    called = {"capacity.year": "capacity.capacity"}
    stages = outcome.plan.funnel.stages if outcome.plan.funnel is not None else ()
    for stage in stages:
        called[f"funnel.stages.{stage}.entering"] = f"funnel.{stage}"
        called.setdefault("funnel.leads", f"funnel.{stage}")
    return called.get(path, path)


def _of_segment(segment: Segment, path: str) -> By:
    """Of a segment whose amounts are told in another currency, laid over their months in its own
    where they are told by month there alone.
    """
    of, inner = segment.telling(path)
    own = by_month(segment.own, inner)
    found = own if of is segment.own else by_month(of, inner)
    whole = of.figure(inner)
    if found or not own or (whole is None and of.unit(inner) is Unit.money):
        return found
    if whole is None or of.unit(inner) is not Unit.money:
        return own
    with exactly():
        told = phase(whole, as_weights(tuple(own.values())), of.plan.q, path)
    return dict(zip(own, told, strict=True))


def _of_owner(outcome: Outcome, path: str) -> tuple[Number, ...]:
    """What an owner spends by month."""
    above, _, part = path.rpartition(".")
    owner = above.removeprefix("budget.owners.") if above != "budget.unowned" else ""
    budget = outcome.work.budget
    if budget is None or above == owner or owner not in budget.owners or part not in _SPENT:
        return ()
    months: tuple[Number, ...] = getattr(budget.owners[owner], _SPENT[part])
    return months


def _stated(outcome: Outcome, path: str) -> tuple[Number, ...]:
    """The leads of a source that states them by month."""
    sources = outcome.plan.funnel.sources if outcome.plan.funnel is not None else {}
    for name, source in sources.items():
        if path == f"funnel.sources.{name}.leads" and not isinstance(source.leads, Assumption):
            return tuple(it.value for it in source.leads)
    return ()

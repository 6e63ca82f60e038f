"""The views of sections beyond the bridge, by their records: each is the folder of its key's name.

`tables` has the answer of its command, `data` the same for JSON, `in_gap` what `gap` says of it
beside the number. They are imported for plans that have the section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from revplan.base.table import Answer, Phrase
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import trace_outcome
from revplan.model.records import IN_GAP, Record
from revplan.model.tried import Tried


def told_in(outcome: Outcome) -> Iterator[Record]:
    """The sections that `gap` tells of, of those that a plan has."""
    return (it for it in _in_order(IN_GAP) if outcome.work.found.get(it.key) is not None)


def _in_order(records: Iterable[Record]) -> list[Record]:
    """What is of `gap` alone, then the others."""
    return sorted(records, key=lambda it: not it.in_gap)


def answer_of(record: Record, outcome: Outcome, file: str, tried: Sequence[Tried] = ()) -> Answer:
    """The whole answer about the section of a plan that states it, or of a company with segments
    that do; `tried` where other values were tried.
    """
    own: Answer | None = None
    if record.key in outcome.work.found:
        own = _view(record, "tables").answer_of(outcome, file, tried)
    below = [it for it in outcome.segments if states(record, it.own)]
    if own is None or below:
        from revplan.views.company.answer import company_answer

        answers = [(it, answer_of(record, it.own, it.own.plan.plan or file)) for it in below]
        own = company_answer(record, outcome, file, tried, own, answers)
    return replace(own, trace=partial(trace_outcome, outcome))


def states(record: Record, outcome: Outcome) -> bool:
    """Whether a plan states a section, or a segment of it does."""
    if getattr(outcome.plan, record.key, None):
        return True
    return any(states(record, it.own) for it in outcome.segments)


def data_of(record: Record, outcome: Outcome) -> dict[str, Any]:
    """The section for JSON."""
    data: dict[str, Any] = _view(record, "data").data_of(outcome)
    return data


def verdicts_on(outcome: Outcome) -> Iterator[Iterator[Phrase]]:
    """What each section says of the bookings, of a company also what its segments' do together; to
    be called where decimals are exact.
    """
    added_up = outcome.work.found.get("segment_totals", ())
    for record in _in_order(IN_GAP):
        if outcome.work.found.get(record.key) is not None:
            yield _view(record, "in_gap").verdict(outcome)
        elif record.key in added_up:
            from revplan.views.company.in_gap import verdict

            stating = [it for it in outcome.segments if states(record, it.own)]
            yield verdict(record.key, outcome, stating)


def _view(record: Record, part: str) -> ModuleType:
    return import_module(f"revplan.views.{record.key}.{part}")

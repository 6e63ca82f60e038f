"""The views of sections beyond the bridge, by their records: each is the folder of its key's name.

`tables` has the answer of its command, `data` the same for JSON, `in_gap` what `gap` says of it
beside the number. They are imported for plans that have the section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    found = [record for record in IN_GAP if outcome.work.found.get(record.key) is not None]
    return iter(sorted(found, key=lambda it: not it.in_gap))


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


def verdict_on(record: Record, outcome: Outcome) -> Iterator[Phrase]:
    """What the section says of the bookings; to be called where decimals are exact."""
    said: Iterator[Phrase] = _view(record, "in_gap").verdict(outcome)
    return said


def _view(record: Record, part: str) -> ModuleType:
    return import_module(f"revplan.views.{record.key}.{part}")

"""The answer about a section of a company: its own, its segments side by side, then each alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from revplan.base.table import Answer, Block, Note
from revplan.base.words import escape, listing
from revplan.engine.outcome import Outcome, Segment
from revplan.model.records import Record
from revplan.model.tried import Tried
from revplan.numbers.exact import exactly
from revplan.views.company.flat import company_flat
from revplan.views.company.tables import owners_table, segments_table, territories_table
from revplan.views.company.total import total_data
from revplan.views.heading import plan_data, title


def company_answer(
    record: Record,
    outcome: Outcome,
    file: str,
    tried: Sequence[Tried],
    own: Answer | None,
    stating: Sequence[tuple[Segment, Answer]],
) -> Answer:
    """The whole answer about a section of a company; `own` is that of what it states itself,
    `stating` are its segments that state the section, with the answer of each.
    """
    below, told = stating, [it for it, _ in stating]
    with exactly():
        tables = tuple(_tables(record, outcome, told))
        data = {
            "plan": plan_data(outcome, file, tried),
            **({} if own is None else own.data),
            "segments": [_segment_data(record, it, answer) for it, answer in below],
            **total_data(record.key, outcome),
        }
    return Answer(
        title=title(outcome, tried),
        tables=(*(() if own is None else own.tables), *tables),
        data=data,
        flat=partial(company_flat, record.key, outcome, own, below),
        below=tuple(_headed(it, answer) for it, answer in below),
    )


def _segment_data(record: Record, segment: Segment, answer: Answer) -> dict[str, Any]:
    """A segment in its own currency; `plan` is its file, where it has one."""
    plan = segment.own.plan
    said = {key: value for key, value in answer.data.items() if key != "plan"}
    return {
        "segment": segment.name,
        **({} if plan.plan is None else {"plan": plan.plan}),
        "currency": plan.currency,
        record.key: said,
    }


def _headed(segment: Segment, answer: Answer) -> Answer:
    """A segment's answer below its name; what is below that is named with it."""
    name = escape(segment.name)
    return replace(
        answer,
        title=f"{name}, in {segment.own.plan.currency}",
        below=tuple(replace(it, title=f"{name}: {it.title}") for it in answer.below),
    )


def _tables(record: Record, outcome: Outcome, told: Sequence[Segment]) -> Iterator[Block]:
    table = segments_table(record.key, outcome, told)
    if table is None:
        return
    yield table
    note = "\n".join(_notes(record, outcome, told))
    if note:
        yield Note(note)
    named = {"budget": owners_table, "capacity": territories_table}.get(record.key)
    by_name = None if named is None else named(outcome)
    if by_name is not None:
        yield by_name


def _notes(record: Record, outcome: Outcome, told: Sequence[Segment]) -> Iterator[str]:
    silent = [escape(it.name) for it in outcome.segments if it not in told]
    if silent:
        state = "states" if len(silent) == 1 else "state"
        yield f"{listing(silent, 'and')} {state} no {record.key}."
    if _covers_nothing(record, outcome):
        yield "What one segment has to spare closes no shortfall of another."
    if any(it.own.plan.currency != outcome.plan.currency for it in told):
        yield f"All in {outcome.plan.currency}; below, each segment in its own currency."


def _covers_nothing(record: Record, outcome: Outcome) -> bool:
    """Whether a segment is short, and another has something to spare."""
    if record.key not in outcome.work.found.get("segment_totals", ()):
        return False
    stem = {"funnel": "funnel.lead_value.", "capacity": "capacity."}.get(record.key, "")
    short, spare = (outcome.figure(f"{stem}{name}") for name in ("short", "to_spare"))
    return short is not None and spare is not None and short > 0 and short + spare > 0

"""What `show` says: the whole plan as one document, in the order in which a sales plan is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from revplan.base.problem import Problem
from revplan.base.table import Answer, Paragraph
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import trace_outcome
from revplan.model.records import SHOWN, Record
from revplan.model.tried import Tried
from revplan.views.heading import plan_data, title
from revplan.views.sections import answer_of, states
from revplan.views.show.chapter import Shown, prose, without_empty


class Chapter(NamedTuple):
    """A chapter: `tell` gives its answer, or None where the plan says nothing of it."""

    title: str
    tell: Callable[[Shown], Answer | None]


def show_answer(
    outcome: Outcome, file: str, findings: Sequence[Problem], tried: Sequence[Tried] = ()
) -> Answer:
    """The whole plan; `findings` is what the rules find, `tried` what was tried."""
    shown = Shown(outcome, file, tuple(findings))
    told = [(chapter.title, chapter.tell(shown)) for chapter in CHAPTERS]
    chapters = [
        replace(answer, title=heading, level=2) for heading, answer in told if answer is not None
    ]
    strategy = outcome.plan.strategy
    mission = strategy.mission if strategy is not None else None
    data: dict[str, Any] = {
        "plan": plan_data(outcome, file, tried),
        **without_empty(mission=mission),
    }
    for chapter in chapters:
        data |= chapter.data
    return Answer(
        title=title(outcome, tried),
        tables=prose([Paragraph(mission)] if mission is not None else []),
        below=tuple(chapters),
        data=data,
        level=1,
        trace=partial(trace_outcome, outcome),
    )


def _named(name: str) -> Callable[[Shown], Answer | None]:
    """What tells a chapter, by its module here and its name: imported when a document is shown."""
    module, _, function = name.partition(".")

    def tell(shown: Shown) -> Answer | None:
        told: Answer | None = getattr(import_module(f"{__package__}.{module}"), function)(shown)
        return told

    return tell


def _section(record: Record) -> Chapter:
    """A section that has a command of its own: its whole answer, where the plan has it."""

    def tell(shown: Shown) -> Answer | None:
        if not states(record, shown.outcome):
            return None
        answer = answer_of(record, shown.outcome, shown.file)
        below = tuple(replace(it, level=3) for it in answer.below)
        data = {record.key: answer.data.get(record.key, answer.data)}
        return replace(answer, data=data, below=below)

    return Chapter(record.title, tell)


CHAPTERS = (
    Chapter("The number", _named("figures.number")),
    Chapter("The segments", _named("figures.segments")),
    Chapter("Goals", _named("strategy.goals")),
    Chapter("Who buys", _named("strategy.personas")),
    Chapter("Territories", _named("strategy.territories")),
    Chapter("Where the revenue comes from", _named("figures.sources")),
    Chapter("Who has signed up for what", _named("figures.commitments")),
    Chapter("What each department has for it", _named("departments.department_table")),
    *map(_section, SHOWN),
    Chapter("What will be done", _named("strategy.initiatives")),
    Chapter("What could go wrong", _named("strategy.risks")),
    Chapter("Tools", _named("strategy.tools")),
    Chapter("The months", _named("figures.months")),
    Chapter("Assumptions and sources", _named("assumptions.rests_on")),
    Chapter("What the rules say", _named("assumptions.rules")),
)
"""The chapters in their order; one that the plan has nothing for is left out."""

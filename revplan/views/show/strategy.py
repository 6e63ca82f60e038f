"""What `show` says of the strategy: goals, who buys, where, what is done, what could go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from revplan.base.table import Answer, Block, Column, Paragraph, Row, Table
from revplan.numbers.read import Refused
from revplan.studies.goals import keeps_goal, metric_by_date
from revplan.studies.metrics import Metric, Metrics
from revplan.views.show.chapter import (
    Shown,
    entries_of,
    label_of,
    listed_texts,
    month_text,
    prose,
    without_empty,
)

if TYPE_CHECKING:
    from revplan.sections.strategy import Goal, Initiative, Persona, Risk, Strategy, Task


def strategy_of(shown: Shown) -> Strategy | None:
    """The plan in words, where there is one."""
    return shown.outcome.plan.strategy


def goals(shown: Shown) -> Answer | None:
    """Goals beside what the plan says of their metrics, then how each will be reached."""
    strategy = strategy_of(shown)
    if strategy is None or not strategy.goals:
        return None
    metrics = Metrics(shown.outcome)
    rows = [
        Row((label_of(goal, name), goal.metric, goal.value, _said(metrics, goal),
             month_text(goal.by), goal.owner))
        for name, goal in strategy.goals.items()
    ]  # fmt: skip
    columns = (
        Column("goal", "Goal"),
        Column("metric", "Measured by"),
        Column("value", "To be"),
        Column("plan", "The plan says"),
        Column("by", "By"),
        Column("owner", "Owner"),
    )
    told = [
        entry
        for name, goal in strategy.goals.items()
        if goal.how is not None
        for entry in entries_of(label_of(goal, name), goal.how, 1)
    ]
    parts: tuple[Block, ...] = (Table("goals", columns, tuple(rows)), *prose(told))
    data = [_goal_data(metrics, name, goal) for name, goal in strategy.goals.items()]
    return Answer(tables=parts, data={"goals": data})


def _said(metrics: Metrics, goal: Goal) -> str:
    """What the plan says of a goal's metric, and that it is another thing where it is."""
    meant = metric_by_date(metrics, goal) if goal.metric is not None else None
    if meant is None:
        return ""
    return f"{meant.text}, which differs" if _kept(goal, meant) is False else meant.text


def _kept(goal: Goal, meant: Metric) -> bool | None:
    """Whether the plan keeps a goal; None where nobody can tell."""
    try:
        return None if goal.value is None else keeps_goal(goal, meant)
    except Refused:
        return None


def _goal_data(metrics: Metrics, name: str, goal: Goal) -> dict[str, Any]:
    meant = metric_by_date(metrics, goal) if goal.metric is not None else None
    return without_empty(
        goal=name,
        label=goal.label,
        metric=goal.metric,
        value=goal.value,
        direction=goal.direction,
        plan=meant and meant.text,
        kept=meant and _kept(goal, meant),
        by=month_text(goal.by),
        owner=goal.owner,
        how=listed_texts(goal.how),
    )


def personas(shown: Shown) -> Answer | None:
    """Who buys."""
    strategy = strategy_of(shown)
    if strategy is None or not strategy.personas:
        return None
    told = [it for name, persona in strategy.personas.items() for it in _persona(name, persona)]
    data = [
        without_empty(
            persona=name,
            label=persona.label,
            who=persona.who,
            pains=listed_texts(persona.pains),
            buys_when=listed_texts(persona.buys_when),
            found=listed_texts(persona.found),
        )
        for name, persona in strategy.personas.items()
    ]
    return Answer(tables=prose(told), data={"personas": data})


def _persona(name: str, persona: Persona) -> Iterator[Paragraph]:
    yield Paragraph(persona.who, label_of(persona, name), 1)
    yield from entries_of("Pains", persona.pains, 2)
    yield from entries_of("Buys when", persona.buys_when, 2)
    yield from entries_of("Found", persona.found, 2)


def territories(shown: Shown) -> Answer | None:
    """The territories, each in a sentence."""
    strategy = strategy_of(shown)
    return _sentences(strategy.territories if strategy is not None else {}, "territories")


def tools(shown: Shown) -> Answer | None:
    """The tools, each in a sentence."""
    strategy = strategy_of(shown)
    return _sentences(strategy.tools if strategy is not None else {}, "tools")


_ONE = {"territories": "territory", "tools": "tool"}


def _sentences(named: Mapping[str, str], key: str) -> Answer | None:
    if not named:
        return None
    told = [Paragraph(text, name, 1) for name, text in named.items()]
    data = [{_ONE[key]: name, "text": text} for name, text in named.items()]
    return Answer(tables=prose(told), data={key: data})


def initiatives(shown: Shown) -> Answer | None:
    """What will be done differently: what it makes possible, and its tasks."""
    strategy = strategy_of(shown)
    if strategy is None or not strategy.initiatives:
        return None
    metrics = Metrics(shown.outcome)
    told = [
        entry
        for name, initiative in strategy.initiatives.items()
        for entry in _initiative(metrics, name, initiative)
    ]
    data = [
        without_empty(
            initiative=name,
            label=it.label,
            owner=it.owner,
            what=listed_texts(it.what),
            starts=month_text(it.starts),
            by=month_text(it.by),
            supports=list(it.supports),
            tasks=[_task_data(task) for task in it.tasks],
        )
        for name, it in strategy.initiatives.items()
    ]
    return Answer(tables=prose(told), data={"initiatives": data})


def _initiative(metrics: Metrics, name: str, it: Initiative) -> Iterator[Paragraph]:
    yield from entries_of(label_of(it, name), it.what or "", 1)
    yield from entries_of("Owner", it.owner, 2)
    when = " ".join(
        f"{word} {month}" for word, month in (("from", it.starts), ("until", it.by)) if month
    )
    yield from entries_of("When", when or None, 2)
    yield from entries_of("Makes possible", _paths(metrics, it.supports), 2)
    for task in it.tasks:
        yield Paragraph(task.do, _task_lead(task, it.owner), 2)


def _paths(metrics: Metrics, named: Iterable[str]) -> str | None:
    """Paths of the plan with the numbers that they lead to; None for none."""
    return ", ".join(_with_number(metrics, path) for path in named) or None


def _with_number(metrics: Metrics, path: str) -> str:
    meant = metrics.at(path)
    return path if meant is None else f"{path} ({meant.text})"


def _task_lead(task: Task, owner: str | None) -> str:
    """When, and by whom where it is not the initiative's owner."""
    by = f"{'until' if task.every else 'by'} {task.by}" if task.by is not None else None
    who = task.owner if task.owner != owner else None
    lead = ", ".join(filter(None, (task.every and f"every {task.every}", by, who)))
    return lead[:1].upper() + lead[1:] if task.every or task.by else lead


def _task_data(task: Task) -> dict[str, Any]:
    return without_empty(do=task.do, every=task.every, by=month_text(task.by), owner=task.owner)


def risks(shown: Shown) -> Answer | None:
    """What could go wrong, how it would show, and what would then be done."""
    strategy = strategy_of(shown)
    if strategy is None or not strategy.risks:
        return None
    metrics = Metrics(shown.outcome)
    told = [entry for name, risk in strategy.risks.items() for entry in _risk(metrics, name, risk)]
    data = [
        without_empty(
            risk=name,
            label=risk.label,
            what=risk.what,
            threatens=list(risk.threatens),
            sign=listed_texts(risk.sign),
            answer=listed_texts(risk.answer),
            owner=risk.owner,
        )
        for name, risk in strategy.risks.items()
    ]
    return Answer(tables=prose(told), data={"risks": data})


def _risk(metrics: Metrics, name: str, risk: Risk) -> Iterator[Paragraph]:
    yield Paragraph(risk.what, label_of(risk, name), 1)
    yield from entries_of("Threatens", _paths(metrics, risk.threatens), 2)
    yield from entries_of("First sign", risk.sign, 2)
    yield from entries_of("Then", risk.answer, 2)
    yield from entries_of("Watched by", risk.owner, 2)

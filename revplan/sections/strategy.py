"""`strategy:` the plan in words: mission, goals, who buys, what is done, what could go wrong.

Nothing is computed from it. What it names of the plan, it names by path.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from revplan.base.paths import Path
from revplan.fields.calendar import AnyMonth
from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.fields.text import Label, Name, Text, choice, readable, text_schema, word_schema
from revplan.numbers.read import Refused

INTERVALS = ("day", "week", "month", "quarter", "year")
_MOST = 2000
_MOST_TEXTS = 20


def _texts(raw: Any) -> str | tuple[str, ...]:
    """A text for display, or a list of them."""
    if not isinstance(raw, (list, tuple)):
        return readable(raw, _MOST)
    if not 1 <= len(raw) <= _MOST_TEXTS:
        hint = f"write 1 to {_MOST_TEXTS} texts"
        raise Refused("RP114", f"{len(raw)} entries are out of range", hint)
    return tuple(readable(entry, _MOST) for entry in raw)


_LIST: dict[str, Any] = {
    "type": "array",
    "items": text_schema(_MOST),
    "minItems": 1,
    "maxItems": _MOST_TEXTS,
}

Texts = Annotated[
    str | tuple[str, ...],
    Reads(_texts, {"anyOf": [*text_schema(_MOST)["anyOf"], _LIST]}),
]
"""A text for display, or a list of them."""

DIRECTIONS = ("at_least", "at_most")
Direction = Annotated[str, Reads(choice(DIRECTIONS), word_schema(DIRECTIONS))]

Interval = Annotated[str, Reads(choice(INTERVALS), word_schema(INTERVALS))]


class Goal(Section):
    """A goal: specific by its metric, measurable by its value, with an owner and a date."""

    metric: Annotated[
        Label | None,
        Field(
            description="A number or a figure of the plan by its path: churn.rate, new_business."
        ),
    ] = None
    value: Annotated[Label | None, Field(description="What the metric is to be: 27%, 7.2M, 3.")] = (
        None
    )
    by: Annotated[AnyMonth | None, Field(description="The month by which it is to be reached.")] = (
        None
    )
    direction: Annotated[
        Direction | None,
        Field(
            description="at_least (default) or at_most (the default for churn, losses, days, CAC, "
            "payback and what costs): which way is better than the goal."
        ),
    ] = None
    owner: Annotated[Name | None, Field(description="Who answers for it.")] = None
    how: Annotated[Texts | None, Field(description="What will be done to reach it.")] = None
    label: Annotated[Label | None, Field(description="A display name.")] = None


class Persona(Section):
    """Somebody who buys."""

    who: Annotated[Text, Field(description="Who it is.")]
    pains: Annotated[Texts | None, Field(description="What hurts this person.")] = None
    buys_when: Annotated[Texts | None, Field(description="What makes this person buy.")] = None
    found: Annotated[Texts | None, Field(description="Where this person is reached.")] = None
    label: Annotated[Label | None, Field(description="A display name.")] = None


class Task(Section):
    """Something that is done again and again, or once."""

    do: Annotated[Text, Field(description="What is done.")]
    every: Annotated[Interval | None, Field(description="day, week, month, quarter or year.")] = (
        None
    )
    by: Annotated[AnyMonth | None, Field(description="By when, or until when.")] = None
    owner: Annotated[
        Name | None, Field(description="Who does it; default the initiative's owner.")
    ] = None


class Initiative(Section):
    """What will be done differently."""

    owner: Annotated[Name | None, Field(description="Who answers for it.")] = None
    what: Annotated[Texts | None, Field(description="What it is.")] = None
    starts: Annotated[AnyMonth | None, Field(description="The month in which it begins.")] = None
    by: Annotated[AnyMonth | None, Field(description="The month by which it is done.")] = None
    supports: Annotated[
        tuple[Label, ...],
        Field(description="The numbers of the plan that it makes possible, by their paths."),
    ] = ()
    tasks: Annotated[tuple[Task, ...], Field(description="What is done, and how often.")] = ()
    label: Annotated[Label | None, Field(description="A display name.")] = None


class Risk(Section):
    """What could go wrong."""

    what: Annotated[Text, Field(description="What could happen.")]
    threatens: Annotated[
        tuple[Label, ...],
        Field(description="The numbers of the plan that it would change, by their paths."),
    ] = ()
    sign: Annotated[Texts | None, Field(description="What shows early that it is happening.")] = (
        None
    )
    answer: Annotated[Texts | None, Field(description="What will be done about it.")] = None
    owner: Annotated[Name | None, Field(description="Who watches it.")] = None
    label: Annotated[Label | None, Field(description="A display name.")] = None


class Strategy(Section):
    """The plan in words."""

    mission: Annotated[Text | None, Field(description="What the company is there for.")] = None
    goals: Annotated[dict[Name, Goal], Field(description="Goals, by a name of your own.")] = {}
    personas: Annotated[
        dict[Name, Persona], Field(description="Who buys, by a name of your own.")
    ] = {}
    territories: Annotated[
        dict[Name, Text], Field(description="The territories, each in a sentence.")
    ] = {}
    initiatives: Annotated[
        dict[Name, Initiative], Field(description="What will be done differently, by name.")
    ] = {}
    risks: Annotated[dict[Name, Risk], Field(description="What could go wrong, by name.")] = {}
    tools: Annotated[dict[Name, Text], Field(description="The tools, each in a sentence.")] = {}


def named_paths(strategy: Strategy) -> Iterator[tuple[Path, str]]:
    """What initiatives and risks name of the plan, each with its place below `strategy`."""
    for name, initiative in strategy.initiatives.items():
        for place, path in enumerate(initiative.supports):
            yield ("initiatives", name, "supports", place), path
    for name, risk in strategy.risks.items():
        for place, path in enumerate(risk.threatens):
            yield ("risks", name, "threatens", place), path

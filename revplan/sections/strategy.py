"""`strategy:` the plan in words: mission, goals, who buys, what is done, what could go wrong.

Nothing is computed from it. What it names of the plan, it names by path.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.fields.calendar import AnyMonth, Deadline
from revplan.fields.key import DisplayName, says
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
        says(
            "A number or a figure of the plan by its path: churn.rate, new_business.", "churn.rate"
        ),
    ] = None
    value: Annotated[Label | None, says("What the metric is to be: 27%, 7.2M, 3.", "27%")] = None
    by: Annotated[Deadline | None, says("The month by which it is to be reached.", "2027-12")] = (
        None
    )
    direction: Annotated[
        Direction | None,
        says(
            "at_least (default) or at_most (the default for churn, losses, days, CAC, "
            "payback and what costs): which way is better than the goal.",
            "at_most",
            default="at_most for churn, losses, days, CAC, payback and what costs; else at_least",
        ),
    ] = None
    owner: Annotated[Name | None, says("Who answers for it.", "customer_success")] = None
    how: Annotated[
        Texts | None,
        says("What will be done to reach it.", "call every customer 90 days before renewal"),
    ] = None
    label: DisplayName = None

    CHOOSE = {"direction": "at_least where more is better than the goal, at_most where less is."}


class Persona(Section):
    """Somebody who buys."""

    who: Annotated[
        Text, says("Who it is.", "the head of operations of a shop with a warehouse of its own")
    ]
    pains: Annotated[
        Texts | None, says("What hurts this person.", ["parcels come back", "nobody knows why"])
    ] = None
    buys_when: Annotated[
        Texts | None, says("What makes this person buy.", "the peak season went wrong")
    ] = None
    found: Annotated[
        Texts | None, says("Where this person is reached.", "trade fairs for logistics")
    ] = None
    label: DisplayName = None


class Task(Section):
    """Something that is done again and again, or once."""

    do: Annotated[Text, says("What is done.", "go through every pilot that ends this week")]
    every: Annotated[
        Interval | None, says("day, week, month, quarter or year.", "week", default="once")
    ] = None
    by: Annotated[Deadline | None, says("By when, or until when.", "2027-06")] = None
    owner: Annotated[
        Name | None,
        says("Who does it.", "sales", default="the initiative's owner"),
    ] = None

    CHOOSE = {"every": "the longest after which it would be missed; none for what is done once."}


class Initiative(Section):
    """What will be done differently."""

    owner: Annotated[Name | None, says("Who answers for it.", "sales")] = None
    what: Annotated[
        Texts | None,
        says("What it is.", "two weeks with the customer's own data, led by an engineer"),
    ] = None
    starts: Annotated[AnyMonth | None, says("The month in which it begins.", "2027-01")] = None
    by: Annotated[Deadline | None, says("The month by which it is done.", "2027-06")] = None
    supports: Annotated[
        tuple[Label, ...],
        says("The numbers of the plan that it makes possible, by their paths.", ["churn.rate"]),
    ] = ()
    tasks: Annotated[
        tuple[Task, ...],
        says(
            "What is done, and how often.",
            [{"do": "call every customer 90 days before renewal", "every": "week"}],
        ),
    ] = ()
    label: DisplayName = None


class Risk(Section):
    """What could go wrong."""

    what: Annotated[Text, says("What could happen.", "the largest customer is bought by a rival")]
    threatens: Annotated[
        tuple[Label, ...],
        says("The numbers of the plan that it would change, by their paths.", ["churn.rate"]),
    ] = ()
    sign: Annotated[
        Texts | None,
        says(
            "What shows early that it is happening.", "its purchasing asks for the contract's end"
        ),
    ] = None
    answer: Annotated[
        Texts | None, says("What will be done about it.", "a second sponsor in every large account")
    ] = None
    owner: Annotated[Name | None, says("Who watches it.", "customer_success")] = None
    label: DisplayName = None


class Strategy(Section):
    """The plan in words."""

    mission: Annotated[
        Text | None, says("What the company is there for.", "Nobody waits for a parcel.")
    ] = None
    goals: Annotated[
        dict[Name, Goal],
        says(
            "Goals, by a name of your own.",
            {"retention": {"metric": "churn.rate", "value": "27%", "by": "2027-12"}},
        ),
    ] = {}
    personas: Annotated[
        dict[Name, Persona],
        says("Who buys, by a name of your own.", {"operations": {"who": "the head of operations"}}),
    ] = {}
    territories: Annotated[
        dict[Name, Text],
        says("The territories, each in a sentence.", {"west": "California, Oregon and Washington"}),
    ] = {}
    initiatives: Annotated[
        dict[Name, Initiative],
        says(
            "What will be done differently, by name.",
            {"pilots": {"owner": "sales", "what": "two weeks with the customer's own data"}},
        ),
    ] = {}
    risks: Annotated[
        dict[Name, Risk],
        says(
            "What could go wrong, by name.",
            {"merger": {"what": "the largest customer is bought by a rival"}},
        ),
    ] = {}
    tools: Annotated[
        dict[Name, Text],
        says(
            "The tools, each in a sentence.", {"crm": "one CRM, in which every lead has an owner"}
        ),
    ] = {}


def named_paths(strategy: Strategy) -> Iterator[tuple[Path, str]]:
    """What initiatives and risks name of the plan, each with its place below `strategy`."""
    for name, initiative in strategy.initiatives.items():
        for place, path in enumerate(initiative.supports):
            yield ("initiatives", name, "supports", place), path
    for name, risk in strategy.risks.items():
        for place, path in enumerate(risk.threatens):
            yield ("risks", name, "threatens", place), path

"""`strategy:` the plan in words: mission, goals, personas, territories, initiatives, tools."""

from typing import Annotated

from pydantic import Field

from revplan.ground.calendar import AnyMonth
from revplan.ground.fields import Label, Name, Reads, Text, choice, word_schema
from revplan.ground.section import Section

INTERVALS = ("day", "week", "month", "quarter", "year")


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
    owner: Annotated[Name | None, Field(description="Who answers for it.")] = None
    how: Annotated[Text | None, Field(description="What will be done to reach it.")] = None


class Persona(Section):
    """Somebody who buys."""

    who: Annotated[Text, Field(description="Who it is.")]
    pains: Annotated[Text | None, Field(description="What hurts this person.")] = None
    buys_when: Annotated[Text | None, Field(description="What makes this person buy.")] = None


class Task(Section):
    """Something that is done again and again, or once."""

    do: Annotated[Text, Field(description="What is done.")]
    every: Annotated[
        Annotated[str, Reads(choice(INTERVALS), word_schema(INTERVALS))] | None,
        Field(description="day, week, month, quarter or year."),
    ] = None
    by: Annotated[AnyMonth | None, Field(description="By when, where it is done once.")] = None
    owner: Annotated[
        Name | None, Field(description="Who does it; default the initiative's owner.")
    ] = None


class Initiative(Section):
    """What will be done differently."""

    owner: Annotated[Name | None, Field(description="Who answers for it.")] = None
    what: Annotated[Text | None, Field(description="What it is.")] = None
    supports: Annotated[
        tuple[Label, ...],
        Field(description="The numbers of the plan that it makes possible, by their paths."),
    ] = ()
    tasks: Annotated[tuple[Task, ...], Field(description="What is done, and how often.")] = ()


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
    tools: Annotated[dict[Name, Text], Field(description="The tools, each in a sentence.")] = {}

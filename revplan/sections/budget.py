"""`budget:` what it costs to win and keep the business, item by item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from revplan.ground.assumption import Amount, Rate
from revplan.ground.calendar import PlanMonth
from revplan.ground.derived import Figures
from revplan.ground.fields import Given, Label, Name, Reads, Text, choice, word_schema
from revplan.ground.number import Months, Number, Quantiser
from revplan.ground.problem import Path, Problem
from revplan.ground.section import Section, exactly_one, not_here
from revplan.ground.year import PlanYear

INTERVALS = ("month", "quarter", "year")
BASES = ("bookings",)


class Item(Section):
    """One thing that money is spent on."""

    amount: Annotated[Amount | None, Field(description="What it costs each time it falls due.")] = (
        None
    )
    rate: Annotated[
        Rate | None, Field(description="What it costs as a share of `of`, such as a commission.")
    ] = None
    of: Annotated[
        Annotated[str, Reads(choice(BASES), word_schema(BASES))] | None,
        Field(description="What the rate is a share of: bookings."),
    ] = None
    every: Annotated[
        Annotated[str, Reads(choice(INTERVALS), word_schema(INTERVALS))] | None,
        Field(
            description="month, quarter or year: recurring; quarter and year fall in their first "
            "month."
        ),
    ] = None
    month: Annotated[
        PlanMonth | None, Field(description="The one month in which it falls due: a one-off.")
    ] = None
    last_year: Annotated[
        Amount | None,
        Field(
            description="What it cost last year: each time where `every` stands, else in the year."
        ),
    ] = None
    owner: Annotated[Name | None, Field(description="Whose budget it is.")] = None
    label: Annotated[Label | None, Field(description="A prettier name, for people.")] = None
    note: Annotated[Text | None, Field(description="Anything a reader should know.")] = None

    ONE_OF = ("amount", "rate")
    ASIDE = ("last_year", "label", "note")

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """An amount says when it falls due; a rate says of what, and falls due with it."""
        yield from super().key_problems(raw, path, given)
        if "amount" in raw:
            yield from exactly_one(raw, ("every", "month"), path)
            why = "says what a rate is a share of"
            yield from not_here(raw, ("of",), path, why, "remove it, or write `rate:`")
        elif "rate" in raw:
            why = "does not go with rate, which falls due with what it is a share of"
            yield from not_here(raw, ("every", "month"), path, why, "remove it")
            if "of" not in raw:
                hint = "write of: bookings"
                yield Problem("RP101", f"of is missing under {path[-1]}", hint, path=path)


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """What the year costs [currency], at the quantum. `by_owner` is "" for what nobody owns."""

    total: Number
    by_owner: dict[str, Number]


def budget_figures(
    items: Mapping[str, Item],
    figures: Figures,
    *,
    bookings: Number,
    monthly: Months,
    year: PlanYear,
    q: Quantiser,
) -> BudgetFigures:
    """The budget worked out; its figures go into `figures` by path."""
    raise NotImplementedError

"""An entry of the catalogue of figures: what one says of itself, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from revplan.base.basis import BASES
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number

REVENUE, ARR = BASES

NOTHING: Mapping[str, Any] = {}

Formula = Callable[..., Number | None]


class Entry(NamedTuple):
    """A figure of the year, or of its months, under its path.

    `arr` is what plans on recurring revenue call it, `short` heads a column; `noun` says that its
    names are nouns, as `Target` is and `Kept in the year` is not. `sign` is -1 where the
    way from last year to the requirement subtracts the figure, 0 where it is told beside the way.
    `formula` derives it from the figures that its parameters are named by; where there is none a
    section gives it. `lines` is the section whose lines add up to it. `settings` are the paths of
    what the plan states beside numbers that shapes the figure; `month_settings`, its months.

    It is there in plans of `bases`, and of `months` month by month: flowing, or standing as of the
    "first" or "last" month by what `stands` says of a basis. `year` says that the year has it,
    `of_year` which figure of the year stands for it, `company` that companies alone have it,
    `contracts` that only what sells contracts has its months. `bridge` says that the bridge tells
    it; its figures may be pinned.

    The bridge shows it `only_with` a section of the plan, if one is named; `strong` as its answer,
    `total` under a line. `column` is its place among the columns of the months, by basis; `kept`
    columns stay where the screen is narrow. `segment` and `plans` say that tables of segments, of
    plans show it, `always` even where it is nothing. `says` is what it is, where no formula and no
    key of its name says so.
    """

    path: str
    label: str
    arr: str = ""
    short: str = ""
    noun: bool = False
    sign: int = 1
    unit: Unit = Unit.money
    formula: Formula | None = None
    lines: str = ""
    settings: tuple[str, ...] = ()
    month_settings: tuple[str, ...] = ()
    bases: tuple[str, ...] = BASES
    months: tuple[str, ...] = ()
    stands: Mapping[str, str] = NOTHING
    of_year: str = ""
    year: bool = True
    company: bool = False
    contracts: bool = False
    bridge: bool = True
    only_with: str = ""
    strong: bool = False
    total: bool = False
    column: Mapping[str, int] = NOTHING
    kept: bool = False
    flow: int = 0
    segment: bool = False
    plans: bool = False
    always: bool = False
    says: str = ""

    def called(self, basis: str = "") -> str:
        """What it is called in plans of a basis."""
        return self.arr if self.arr and basis == ARR else self.label

    def heading(self, basis: str = "") -> str:
        """What heads its column."""
        return self.short or self.called(basis)

    @property
    def lost(self) -> bool:
        """Whether it is taken off last year's, and not brought by what is planned."""
        return self.sign < 0 and self.flow <= 0

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that its formula is made of, by path."""
        code = self.formula.__code__ if self.formula is not None else None
        return code.co_varnames[: code.co_argcount] if code is not None else ()

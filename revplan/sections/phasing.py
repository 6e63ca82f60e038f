"""`phasing:` how the year is laid over its months."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic_core import CoreSchema

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.base.year import PlanYear
from revplan.fields.amount import Rate
from revplan.fields.calendar import Seasonality
from revplan.fields.key import says
from revplan.fields.reads import AMOUNT_SCHEMA, Given, Reads
from revplan.fields.section import Section, no_prior_season
from revplan.fields.text import read_switch, text_of
from revplan.numbers.number import Months, Number
from revplan.numbers.read import Refused, read_amount


def read_quantum(raw: Any) -> Decimal:
    """A power of ten, as the rounding of every amount."""
    text = text_of(raw, "a number")
    try:
        quantum = read_amount(text)
    except Refused as refused:
        hint = "write the step that amounts are rounded to: 1, 0.01 or 1000"
        raise Refused(refused.code, refused.message, hint) from None
    if quantum.normalize().as_tuple().digits != (1,):
        raise Refused("RP121", f"{quote(text)} is not a power of ten", "write 1, 0.01, 100 or 1000")
    return Decimal(1).scaleb(quantum.adjusted())


class LateStart(Section):
    """A first quarter that is held to a share of last year's."""

    share: Annotated[
        Rate,
        says("The share of last year's month that a month of the quarter may ask.", "90%"),
    ]


def _late_start(raw: Any) -> bool | LateStart:
    if isinstance(raw, (dict, LateStart)):
        return LateStart.model_validate(raw)
    try:
        return read_switch(raw)
    except Refused as refused:
        hint = f"{refused.hint}, or {{share: 90%}} to hold the quarter to 90% of last year's"
        raise Refused(refused.code, refused.message, hint) from None


class _LateStarts(Reads):
    """A switch, or the share of last year's that the quarter is held to."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        share = handler(LateStart.__pydantic_core_schema__)
        return {"anyOf": [{"enum": [True, False, "true", "false"]}, share]}


def _late_start_written(stated: bool | LateStart) -> Any:
    return str(stated).lower() if isinstance(stated, bool) else stated.model_dump()


class Phasing(Section):
    """How the year's amounts are laid over its months."""

    seasonality: Annotated[
        Seasonality | None,
        says(
            "The season that amounts follow: prior_year (last year's months; the "
            "default when they are given), even (the default otherwise), days, 445, 454, 544, or "
            "12 weights in plan order.",
            "445",
            default="prior_year where last year's months are given, even otherwise",
        ),
    ] = None
    late_start: Annotated[
        Annotated[bool | LateStart, _LateStarts(_late_start, {}, _late_start_written)] | None,
        says(
            "true: no month of the first quarter asks for more than last year's same "
            "month; {share: 90%}: than that share of it; false (default): the pipeline for a full "
            "first quarter is already there. With contracts and new_business.signed_last_year it "
            "holds what is signed as well.",
            "true",
            default="false",
        ),
    ] = None
    rounding: Annotated[
        Annotated[Decimal, Reads(read_quantum, AMOUNT_SCHEMA, unit="step")],
        says(
            "The rounding step of every amount: 1 (default), 0.01, 1000; a power of "
            "ten, not finer than the currency's minor unit.",
            "1000",
            default="1",
        ),
    ] = Decimal(1)

    CHOOSE = {
        "seasonality": "days for business by the day, 445 and its kind for calendars of weeks, 12 "
        "weights for a season of your own; leave it out where last year was a usual one.",
        "late_start": "true where nobody filled the pipeline for the first quarter last autumn.",
    }

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """A season of months that are known; the rest is checked with the plan."""
        yield from no_prior_season(raw, path, given)


def late_share(section: Phasing) -> Number | None:
    """The share of last year's months that the first quarter is held to [share of one]; None where
    the year does not start late.

    >>> late_share(Phasing(late_start="true")), late_share(Phasing(late_start="false"))
    (1, None)
    >>> late_share(Phasing(late_start={"share": "90%"}))
    Decimal('0.90')
    """
    if isinstance(section.late_start, LateStart):
        return section.late_start.share.value
    return 1 if section.late_start else None


_WEEKS = {"445": (4, 4, 5), "454": (4, 5, 4), "544": (5, 4, 4)}


def season(setting: Any, year: PlanYear, last_year: Months | None) -> Months:
    """The weights of the months [relative], 12, from a setting or its default.

    `last_year` is the twelve amounts of last year where they are known. 445 is the retail
    calendar's weeks a month in each quarter (National Retail Federation, 4-5-4 calendar).

    >>> from revplan.base.year import Month
    >>> season("445", PlanYear(Month(2027, 1)), None)[:4]
    (4, 4, 5, 4)
    """
    if setting in (None, "prior_year") and last_year is not None:
        return last_year
    if setting == "days":
        return tuple(month.days for month in year.months)
    if setting in _WEEKS:
        return _WEEKS[setting] * 4
    return setting if isinstance(setting, tuple) else (1,) * 12

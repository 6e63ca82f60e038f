"""`new_business:` what the year still needs, how it is recognised, and what must be signed."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic_core import CoreSchema

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.amount import AmountsOfYear
from revplan.fields.assumption import Assumption
from revplan.fields.calendar import Seasonality
from revplan.fields.key import says
from revplan.fields.last_year import LastAmounts
from revplan.fields.reads import Given, Reads
from revplan.fields.section import Section, no_prior_season, not_here
from revplan.fields.text import WholeFromOne, WholeFromZero, choice
from revplan.numbers.acts import Quantiser, phase
from revplan.numbers.number import Months, Number
from revplan.numbers.read import Refused

RECOGNITIONS = ("immediate", "subscription")


class Contracts(Section):
    """Contracts that are recognised over some months, after a delay."""

    months: Annotated[
        WholeFromOne,
        says("Over how many months a contract is recognised.", "6"),
    ]
    delay: Annotated[
        WholeFromZero,
        says("Months between signing and the first month recognised.", "1", default="0"),
    ] = 0


def _recognition(raw: Any) -> str | Contracts:
    if isinstance(raw, (dict, Contracts)):
        return Contracts.model_validate(raw)
    try:
        return choice(RECOGNITIONS)(raw)
    except Refused as refused:
        more = "{months: 6, delay: 1} may stand here too"
        hint = f"{refused.hint} {more}" if refused.hint.endswith("?") else f"{refused.hint}; {more}"
        raise Refused(refused.code, refused.message, hint) from None


class _Recognition(Reads):
    """A word, or the terms of the contracts."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        terms = handler(Contracts.__pydantic_core_schema__)
        return {"anyOf": [{"enum": list(RECOGNITIONS)}, terms]}


def _recognition_written(recognition: str | Contracts) -> Any:
    return recognition if isinstance(recognition, str) else recognition.model_dump()


class NewBusiness(Section):
    """The new business that the year needs: not stated here, but how it comes."""

    last_year: Annotated[
        LastAmounts | None,
        says(
            "New business of last year: an amount, 12 monthly amounts, or none where "
            "there was none.",
            "3M",
        ),
    ] = None
    signed_last_year: Annotated[
        AmountsOfYear | None,
        says(
            "Contract value signed last year: an amount, 12 monthly or 4 quarterly "
            "ones. A late start holds the first quarter's signings to it (with contracts).",
            "5M",
        ),
    ] = None
    recognition: Annotated[
        Annotated[str | Contracts, _Recognition(_recognition, {}, _recognition_written)] | None,
        says(
            "When signed business becomes revenue: immediate (default), subscription "
            "(over 12 months from signing), or {months: 6, delay: 1}.",
            "subscription",
            default="immediate",
        ),
    ] = None
    seasonality: Annotated[
        Seasonality | None,
        says(
            "When new customers sign, written like phasing.seasonality.",
            "even",
            default="phasing.seasonality",
        ),
    ] = None

    CHOOSE = {
        "signed_last_year": "Beside last_year where contracts run over months: that is what was "
        "earned, this what was signed.",
        "recognition": "immediate for what is delivered when it is signed, subscription for "
        "contracts of a year, {months: 6, delay: 1} for any other.",
        "seasonality": "Where customers sign in other months than revenue comes in, such as at the "
        "end of quarters.",
    }
    LEFT_OUT = {
        "last_year": "none: no growth over last year's is told",
        "signed_last_year": "last_year; a late start then does not hold what is signed",
    }

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Recognition belongs to revenue; under arr a contract counts when it is signed."""
        if given.basis == "arr":
            why = "belongs to basis revenue: under arr a contract counts when it is signed"
            yield from not_here(raw, ("recognition",), path, why, "remove it")
            why = "belongs to basis revenue: under arr what was signed is last_year"
            yield from not_here(raw, ("signed_last_year",), path, why, "write `last_year:`")
        yield from no_prior_season(raw, path, given)


SUBSCRIPTION = Contracts.model_construct(months=12, delay=0)


def contracts(section: NewBusiness | None) -> Contracts | None:
    """The contracts that the plan sells; None when what is signed is recognised at once."""
    stated = section.recognition if section is not None else None
    if stated == "subscription":
        return SUBSCRIPTION
    return stated if isinstance(stated, Contracts) else None


def last_year_months(
    stated: Assumption | tuple[Assumption, ...], sigma: Months, q: Quantiser
) -> Months:
    """Last year's new business by month [currency], 12: as given, or laid on the season."""
    if isinstance(stated, tuple):
        return tuple(q(month.value) for month in stated)
    return phase(q(stated.value), sigma, q, "new_business.last_year")


def last_year_amount(stated: Assumption | tuple[Assumption, ...], q: Quantiser) -> Number:
    """Last year's new business [currency]."""
    if isinstance(stated, tuple):
        return sum(q(month.value) for month in stated)
    return q(stated.value)


def won_last_year(section: NewBusiness | None, q: Quantiser) -> Number | None:
    """What last year won [currency], to be held against this year's bookings: the contracts signed,
    where contracts are sold and these are stated, else the new business; None where neither is.
    """
    if section is None:
        return None
    signed = section.signed_last_year if contracts(section) is not None else None
    stated = section.last_year if signed is None else signed
    return None if stated is None else last_year_amount(stated, q)


def won_unlike(section: NewBusiness | None) -> bool:
    """Whether last year's is what new business earned, and this year's bookings are contracts."""
    return section is not None and contracts(section) is not None and not section.signed_last_year

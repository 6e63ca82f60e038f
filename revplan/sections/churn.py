"""`churn:` and `contraction:` what last year's customers take away: all of it, or a part."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Annotated, Any

from pydantic_core.core_schema import ValidationInfo

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.amount import Amount, Rate
from revplan.fields.assumption import Assumption, read_last_year
from revplan.fields.calendar import WEIGHTS, WEIGHTS_SCHEMA, choice_or_weights
from revplan.fields.key import says
from revplan.fields.last_year import Because
from revplan.fields.reads import AMOUNT_SCHEMA, Given, Reads
from revplan.fields.section import Section, not_here
from revplan.fields.text import word_schema
from revplan.numbers.acts import powers, quotient
from revplan.numbers.number import Months, Number
from revplan.numbers.read import Refused, read_amount, read_rate

TIMINGS = ("start", "even")

Timing = Annotated[
    str | tuple[Decimal, ...],
    Reads(
        choice_or_weights(TIMINGS), {"anyOf": [word_schema(TIMINGS), WEIGHTS_SCHEMA]}, unit=WEIGHTS
    ),
]


def _last_year(raw: Any, info: ValidationInfo) -> Assumption:
    """Last year's figure in the unit of this year's: an amount beside `amount`, else a rate."""
    amount = info.data.get("amount") is not None
    try:
        return read_last_year(raw, read_amount if amount else read_rate, share=not amount)
    except Refused as refused:
        unit = "amount" if amount else "rate"
        hint = f"last_year is in the unit of this year's {unit}: {refused.hint}"
        raise Refused(refused.code, refused.message, hint) from None


_LAST_YEAR_SCHEMA: dict[str, Any] = {
    "anyOf": [*AMOUNT_SCHEMA["anyOf"], {"type": ["string", "object"]}]
}


LOSSES = {"churn": "churned", "contraction": "contracted"}
"""The sections that state a loss, and the figure that each comes to."""


class Loss(Section):
    """What goes in the year, stated once."""

    rate: Annotated[
        Rate | None,
        says("The share of last year's revenue (of opening ARR) that goes this year.", "30%"),
    ] = None
    amount: Annotated[Amount | None, says("What goes this year, as an amount.", "3M")] = None
    annual_rate: Annotated[
        Rate | None,
        says(
            "Customers worth this share of the base leave during the year; each is "
            "lost from the day it goes.",
            "30%",
        ),
    ] = None
    monthly_rate: Annotated[
        Rate | None,
        says("The share that goes every month, compounding; takes no timing.", "2%"),
    ] = None
    timing: Annotated[
        Timing | None,
        says(
            "When it goes: start (of the year), even (through it), or a renewal "
            "calendar of 12 weights. Default: start for rate and amount, even for annual_rate and "
            "under basis arr.",
            "even",
            default="start for rate and amount, even for annual_rate and under basis arr",
        ),
    ] = None
    last_year: Annotated[
        Annotated[
            Assumption | None,
            Reads(_last_year, _LAST_YEAR_SCHEMA, Assumption.written, informed=True, unit="beside"),
        ],
        says("Last year's figure, in the unit of this year's, for comparison; or none.", "28%"),
    ] = None
    because: Because = None

    ONE_OF = ("rate", "amount", "annual_rate", "monthly_rate")
    CHOOSE = {
        "rate": "Where a register of contracts says what share of last year's revenue will be "
        "missing from this year's. Without timing it is missing from the first day.",
        "amount": "Where it is known as money and not as a share.",
        "annual_rate": "Where it is known what share of customers leaves in the course of the "
        "year: each pays until the day it goes, so that the year loses about half of it.",
        "monthly_rate": "Where billing reports a share a month: 2% a month is 21.5% in a year.",
        "timing": "start where it goes at the turn of the year, even where it goes a little every "
        "month, 12 weights where the renewal calendar is known.",
    }
    ASIDE = ("last_year", "because")
    NONE_IS_ZERO = True

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Exactly one of the four, and no timing beside monthly_rate."""
        yield from super().key_problems(raw, path, given)
        if "monthly_rate" in raw:
            why = "is not allowed with monthly_rate, which spreads itself"
            yield from not_here(raw, ("timing",), path, why, "remove it")


def leavers(loss: Loss) -> tuple[tuple[Number, ...], Number]:
    """The share of the year's leavers gone by the middle of each month: 12 parts, and their whole.

    >>> leavers(Loss(annual_rate="30%"))[0][:3], leavers(Loss(annual_rate="30%"))[1]
    ((1, 3, 5), 24)
    """
    if isinstance(loss.timing, tuple):
        return tuple(accumulate(loss.timing)), sum(loss.timing)
    if loss.timing == "even" or (loss.timing is None and loss.annual_rate is not None):
        return tuple(2 * m - 1 for m in range(1, 13)), 24
    return (1,) * 12, 1


def gone_by(rate: Number) -> tuple[Number, ...]:
    """Under a monthly rate, twice the share gone in the middle of each month, 12 months."""
    return _gone(1 - rate)


def _gone(stays: Number) -> tuple[Number, ...]:
    return tuple(2 - (before + after) for before, after in pairwise(powers(stays, 13)))


def lost_revenue(loss: Loss, base: Number, s: Months, of: str) -> Number:
    """What last year's revenue `base` loses in the year, unrounded [currency].

    A customer who leaves in the year is lost from the day it goes: mid-month, for a month's.
    """
    key, stated = loss.measure()
    if key == "rate":
        return base * stated.value
    if key == "amount":
        return stated.value
    if key == "annual_rate":
        parts, whole = leavers(loss)
        met = sum(w * part for w, part in zip(s, parts, strict=True))
        return quotient(base * stated.value * met, whole * sum(s), of)
    return compounded_loss(1 - stated.value, base, s, of)


def compounded_loss(stays: Number, base: Number, s: Months, of: str) -> Number:
    """What last year's revenue `base` loses in the year, unrounded [currency], where this share of
    it stays every month.
    """
    met = sum(w * part for w, part in zip(s, _gone(stays), strict=True))
    return quotient(base * met, 2 * sum(s), of)


def lost_weights(loss: Loss, s: Months) -> Months:
    """The weights of the months of a loss of revenue [relative], 12."""
    parts = leavers(loss)[0] if loss.monthly_rate is None else gone_by(loss.monthly_rate.value)
    return tuple(w * part for w, part in zip(s, parts, strict=True))


def yearly_share(monthly_rate: Number) -> Number:
    """What a monthly rate comes to in a year, compounding [share of one].

    >>> yearly_share(Decimal("0.5"))
    Decimal('0.999755859375')
    """
    return 1 - (1 - monthly_rate) ** 12


def lost_arr(loss: Loss, opening: Number) -> Number:
    """What opening ARR loses over the year, unrounded [currency a year].

    A monthly rate compounds: 2% a month is 21.5% a year.
    """
    key, stated = loss.measure()
    if key == "amount":
        return stated.value
    return opening * (yearly_share(stated.value) if key == "monthly_rate" else stated.value)


def lost_arr_weights(loss: Loss) -> Months:
    """The weights of the months in which ARR is lost [relative], 12; even unless stated."""
    if loss.monthly_rate is not None:
        rate = loss.monthly_rate.value
        return tuple(stay * rate for stay in powers(1 - rate, 12))
    if isinstance(loss.timing, tuple):
        return loss.timing
    return (1, *(0,) * 11) if loss.timing == "start" else (1,) * 12


def lost_in_year(loss: Loss, base: Number, s: Months, basis: str, of: str) -> Number:
    """What a loss takes in the plan year, unrounded: of revenue, or of opening ARR [currency]."""
    return lost_arr(loss, base) if basis == "arr" else lost_revenue(loss, base, s, of)


def in_a_year(loss: Loss | None, base: Number, taken: Number) -> Number:
    """What a loss takes in a full year [currency]; `taken` is what it takes in the plan's.

    >>> int(in_a_year(Loss(annual_rate="30%"), Decimal(10), Decimal("1.5")))
    3
    """
    if loss is not None and loss.annual_rate is not None:
        return base * loss.annual_rate.value
    if loss is not None and loss.monthly_rate is not None:
        return base * yearly_share(loss.monthly_rate.value)
    return taken

"""Lines: `losses:`, `carry_over:`, `upsell:` and `new_streams:`, keyed by names of one's own."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.year import PlanYear
from revplan.fields.amount import Amount, Rate
from revplan.fields.calendar import PlanMonth, Seasonality
from revplan.fields.key import DisplayName, NoteBeside, says
from revplan.fields.last_year import Because, LastAmounts
from revplan.fields.reads import Given
from revplan.fields.section import Section, no_prior_season, not_here
from revplan.fields.text import Name, WholeFromZero
from revplan.numbers.acts import quotient
from revplan.numbers.number import Months, Number


class Line(Section):
    """One thing that brings, or takes, revenue within the year."""

    amount: Annotated[
        Amount | None,
        says("What it brings, or takes, within this year, whenever it starts.", "500k"),
    ] = None
    rate: Annotated[
        Rate | None,
        says("The same as a share of last year's repeatable revenue.", "5%"),
    ] = None
    annual_rate: Annotated[
        Rate | None,
        says("What it would bring in a full year, as a share (basis revenue).", "10%"),
    ] = None
    monthly: Annotated[
        Amount | None,
        says("What one full month brings (basis arr: the ARR added in it).", "40k"),
    ] = None
    starts: Annotated[
        PlanMonth | None,
        says("The first month.", "2027-04", default="the plan's first"),
    ] = None
    ramp_months: Annotated[
        WholeFromZero | None,
        says("Months until it brings all it can.", "6", default="none"),
    ] = None
    month: Annotated[
        PlanMonth | None,
        says(
            "All of it in this one month, whatever the season says, instead of starts; "
            "of annual_rate the month's share of the season.",
            "2027-03",
            default="none: it is spread",
        ),
    ] = None
    seasonality: Annotated[
        Seasonality | None,
        says(
            "A season of its own, written like phasing.seasonality.",
            "even",
            default="phasing.seasonality",
        ),
    ] = None
    confidence: Annotated[
        Rate | None, says("How much of it is counted on.", "80%", default="100%")
    ] = None
    last_year: Annotated[
        LastAmounts | None,
        says("What it brought, or took, last year; none where it is new.", "350k"),
    ] = None
    because: Because = None
    owner: Annotated[Name | None, says("Who has signed up for it.", "sales")] = None
    label: DisplayName = None
    note: NoteBeside = None

    ONE_OF = ("amount", "rate", "annual_rate", "monthly")
    CHOOSE = {
        "amount": "Where the year's money is known: it is never cut down for a later start.",
        "rate": "Where it grows with the customers that there are.",
        "annual_rate": "Where a full year's effect is known and only a part of it falls into this "
        "year, such as a rise in prices.",
        "monthly": "Where one month's money is known, as of a subscription: the year is what its "
        "months add up to.",
        "starts": "For what begins within the year and goes on; `month` is for what comes at once.",
        "ramp_months": "Where it takes months until it brings all it can, such as a product that "
        "customers take up one after the other.",
        "seasonality": "Where it comes in other months than the plan's revenue: even for what is "
        "alike in every month, days or 445 and its kind for business by the day or the week, 12 "
        "weights for a season of its own.",
        "month": "For what comes at once, such as one invoice; `starts` is for what goes on.",
    }
    ASIDE = ("last_year", "because", "owner", "label", "note")
    NONE_IS_ZERO = True

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """One measure; `month` alone says when; a monthly amount follows no season."""
        yield from super().key_problems(raw, path, given)
        if given.basis == "arr":
            why = "belongs to basis revenue"
            yield from not_here(raw, ("annual_rate",), path, why, "write `rate:`")
        yield from no_prior_season(raw, path, given)
        if "month" in raw:
            why = "does not go with month, which puts all of it in one month"
            keys = ("starts", "ramp_months", "seasonality")
            yield from not_here(raw, keys, path, why, "keep one of the two")
        if "monthly" in raw:
            why = "does not go with monthly, which says what every full month brings"
            yield from not_here(raw, ("seasonality",), path, why, "remove it")


def ramp(line: Line, year: PlanYear) -> tuple[tuple[int, ...], int]:
    """How much of a full month each month brings: 12 parts, and their whole.

    0 before `starts`; i months after it `min(1, (i+1)/max(1, ramp_months))`.

    >>> from revplan.base.year import Month
    >>> half_way = Line(amount="1", starts="2027-10", ramp_months="2")
    >>> ramp(half_way, PlanYear(Month(2027, 1)))
    ((0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2), 2)
    """
    if line.month is not None:
        only = year.place(line.month)
        return tuple(int(i == only) for i in range(12)), 1
    first = 0 if line.starts is None else year.place(line.starts)
    whole = line.ramp_months or 1
    return tuple(max(0, min(whole, i - first + 1)) for i in range(12)), whole


def line_amount(line: Line, base: Number, g: Months, year: PlanYear, of: str) -> Number:
    """What the line brings within the year, unrounded [currency].

    `base` is last year's repeatable revenue (opening ARR), `g` the season that the line follows.

    >>> from decimal import Decimal
    >>> from revplan.base.year import Month
    >>> plan_year = PlanYear(Month(2027, 1))
    >>> line = Line(monthly="40k", starts="2027-07")
    >>> int(line_amount(line, Decimal(0), (1,) * 12, plan_year, "new_streams.consulting"))
    240000
    """
    sure = 1 if line.confidence is None else line.confidence.value
    key, stated = line.measure()
    if key == "amount":
        return stated.value * sure
    if key == "rate":
        return base * stated.value * sure
    parts, whole = ramp(line, year)
    if key == "annual_rate":
        met = sum(w * part for w, part in zip(g, parts, strict=True))
        return quotient(base * stated.value * sure * met, whole * sum(g), of)
    return stated.value * sure * sum(parts) / whole


def full_year_amount(line: Line, base: Number) -> Number:
    """What a line brings, or takes, in a full year [currency]; one of a single month is over by
    the year's end, and counts nothing.

    >>> from decimal import Decimal
    >>> int(full_year_amount(Line(monthly="40k", starts="2027-07"), Decimal(0)))
    480000
    """
    if line.month is not None:
        return 0
    sure = 1 if line.confidence is None else line.confidence.value
    key, stated = line.measure()
    if key == "amount":
        return stated.value * sure
    return stated.value * 12 * sure if key == "monthly" else base * stated.value * sure


def line_weights(line: Line, g: Months, year: PlanYear) -> Months:
    """The weights of the line's months [relative], 12: a line of one month has all of it there,
    whatever its season says.

    >>> from revplan.base.year import Month
    >>> line = Line(amount="70k", month="2027-02")
    >>> line_weights(line, (1,) + (0,) * 11, PlanYear(Month(2027, 1)))[:3]
    (0, 1, 0)
    """
    parts = ramp(line, year)[0]
    if line.monthly is not None or line.month is not None:
        return parts
    return tuple(w * part for w, part in zip(g, parts, strict=True))

"""`prior_year:` what the company earned last year, and what of it can repeat."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.amount import Amount, SignedAmounts
from revplan.fields.key import says
from revplan.fields.reads import Given
from revplan.fields.section import Section, exactly_one, not_here
from revplan.numbers.acts import Quantiser
from revplan.numbers.number import Months, Number


class PriorYear(Section):
    """Last year's revenue, or the recurring revenue on the first day."""

    revenue: Annotated[Amount | None, says("Last year's revenue (basis revenue).", "10M")] = None
    monthly: Annotated[
        SignedAmounts | None,
        says(
            "Last year's revenue month by month, instead of `revenue`: 12 amounts, "
            "beginning twelve months before the plan year does. A month of refunds may be below "
            "zero, the year not; such months are not a season (phasing.seasonality: even).",
            [
                "700k",
                "700k",
                "800k",
                "800k",
                "800k",
                "900k",
                "700k",
                "700k",
                "900k",
                "900k",
                "1M",
                "1.1M",
            ],
        ),
    ] = None
    arr: Annotated[
        Amount | None,
        says("Annual recurring revenue on the first day (basis arr).", "10M"),
    ] = None
    one_off: Annotated[
        Amount | None,
        says(
            "The part of last year's revenue that was never going to repeat: no churn, "
            "and no base for rates.",
            "500k",
        ),
    ] = None

    ONE_OF = ("revenue", "monthly", "arr")
    CHOOSE = {
        "revenue": "Where only the year's total is known.",
        "monthly": "Wherever the months are known: they become the season of the plan.",
        "arr": "Under basis arr, where it is what the plan starts from.",
        "one_off": "Where something came once, such as a project or a sale of equipment: without "
        "it the same share of that is lost as of the rest.",
    }
    LEFT_OUT = {"one_off": "none: all of last year's revenue can repeat"}

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Revenue or monthly under basis revenue, arr under basis arr."""
        if given.basis == "arr":
            why = "belongs to basis revenue"
            hint = "an arr plan starts from `arr:`; or write basis: revenue"
            yield from not_here(raw, ("revenue", "monthly", "one_off"), path, why, hint)
            if not any(key in raw for key in ("arr", "revenue", "monthly")):
                yield Problem("RP101", "arr is missing", "write arr: with the ARR on the first day",
                              path=path, details={"missing": ("arr",)})  # fmt: skip
        else:
            why, hint = "belongs to basis arr", "write `revenue:`, or add `basis: arr`"
            yield from not_here(raw, ("arr",), path, why, hint)
            if "arr" not in raw:
                yield from exactly_one(raw, ("revenue", "monthly"), path)


def prior_amount(section: PriorYear, q: Quantiser) -> Number:
    """Last year's revenue, or opening ARR [currency].

    >>> from decimal import Decimal
    >>> prior_amount(PriorYear(revenue="10M"), Quantiser(Decimal(1)))
    Decimal('10000000')
    """
    key, stated = section.measure()
    return q(sum(months_of(section)) if key == "monthly" else stated.value)


def months_of(section: PriorYear) -> Months:
    """Last year's months as given [currency], 12."""
    return tuple(month.value for month in section.monthly or ())


def repeatable(prior: Number, section: PriorYear, q: Quantiser) -> Number:
    """What of last year can repeat [currency]: the prior year less its one-off part."""
    return prior if section.one_off is None else prior - q(section.one_off.value)

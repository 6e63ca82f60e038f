"""Last year's numbers, for comparison: beside this year's, or in their own mapping.

They are written as this year's are, or `none` where there was none.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from revplan.fields.amount import (
    AMOUNTS_SCHEMA,
    MONEY,
    QUARTERS_SCHEMA,
    SHARE,
    from_above_zero,
    read_amounts,
    read_amounts_of_year,
    read_conversion,
    read_positive,
    reads_assumption,
    write_either,
)
from revplan.fields.assumption import Assumption, none_too, or_mapping, read_last_year
from revplan.fields.calendar import LAST_YEAR
from revplan.fields.counted import COUNT, DAYS, read_count, read_days
from revplan.fields.key import says
from revplan.fields.reads import AMOUNT_SCHEMA, RATE_SCHEMA, Reads
from revplan.fields.text import Text
from revplan.numbers.read import read_amount, read_rate

ComparedAmount = Annotated[
    Assumption, reads_assumption(read_positive, from_above_zero(AMOUNT_SCHEMA), compared=True)
]
"""An amount above zero that may say itself what it was last year [currency units]."""

ComparedShare = Annotated[
    Assumption,
    reads_assumption(read_conversion, from_above_zero(RATE_SCHEMA), share=True, compared=True),
]
"""A share above 0 and up to 1 that may say itself what it was last year."""

ComparedRate = Annotated[
    Assumption, reads_assumption(read_rate, RATE_SCHEMA, share=True, compared=True)
]
"""A share from 0 to 1 that may say itself what it was last year."""

ComparedDays = Annotated[
    Assumption, reads_assumption(read_days, AMOUNT_SCHEMA, compared=True, unit=DAYS)
]
"""A number of days, ten years at most, that may say itself what it was last year."""

Because = Annotated[
    Text | None,
    says("What makes it another figure than last year's.", "a renewal desk since September"),
]
"""The reason beside last year's number."""

_AMOUNT: dict[str, Any] = or_mapping(none_too(AMOUNT_SCHEMA))


def _or_several(
    raw: Any,
    several: Callable[..., Assumption | tuple[Assumption, ...]],
    read: Callable[[str], Decimal] = read_amount,
) -> Assumption | tuple[Assumption, ...]:
    return several(raw, read) if isinstance(raw, (list, tuple)) else read_last_year(raw, read)


LastAmount = Annotated[
    Assumption,
    Reads(partial(read_last_year, read=read_amount), _AMOUNT, Assumption.written, unit=MONEY),
]
"""An amount of last year, or none [currency units]."""

LastConversion = Annotated[
    Assumption,
    Reads(
        partial(read_last_year, read=read_conversion, share=True),
        or_mapping(none_too(from_above_zero(RATE_SCHEMA))),
        Assumption.written,
        unit=SHARE,
    ),
]
"""A share of last year above 0 and up to 1, or none."""

LastAmounts = Annotated[
    Assumption | tuple[Assumption, ...],
    Reads(
        partial(_or_several, several=partial(read_amounts, year=LAST_YEAR)),
        {"anyOf": [*_AMOUNT["anyOf"], AMOUNTS_SCHEMA]},
        write_either,
        unit=MONEY,
    ),
]
"""An amount of last year, twelve monthly ones, or none [currency units]."""

LastCounts = Annotated[
    Assumption | tuple[Assumption, ...],
    Reads(
        partial(_or_several, several=read_amounts_of_year, read=read_count),
        {"anyOf": [*_AMOUNT["anyOf"], AMOUNTS_SCHEMA, QUARTERS_SCHEMA]},
        write_either,
        unit=COUNT,
    ),
]
"""A count of last year, four quarterly or twelve monthly ones, or none."""

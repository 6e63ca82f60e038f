"""Rates of exchange: what a unit of a segment's currency is worth, or how many of them one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import ValidationError

from revplan.fields.amount import above_zero, from_above_zero
from revplan.fields.assumption import NUMBER_KEYS, Assumption, or_mapping, read_assumption
from revplan.fields.counted import EXCHANGE, read_per, read_worth
from revplan.fields.reads import AMOUNT_SCHEMA, Reads, errors_below
from revplan.fields.section import Section
from revplan.numbers.number import Number


class Quoted(Section):
    """A rate as banks quote many: so many units of the segment's currency for one of the plan's.

    `per` says how sure one is of it and where it comes from, as any number of a plan does; in a
    file that stands beside it.
    """

    per: Assumption

    ONE_OF = ("value", "per")
    BESIDE = NUMBER_KEYS
    CHOOSE: ClassVar[Mapping[str, str]] = {
        "value": "Where the rate says what one unit of the segment's currency is worth: 1.08.",
        "per": "Where the bank quotes it the other way round: 0.92 of the segment's for one of the "
        "plan's.",
    }

    def written(self) -> dict[str, Any]:
        """As the plan writes it."""
        said = self.per.written()
        if not isinstance(said, dict):
            return {"per": said}
        return {"per": said.pop("value"), **said}


read_rate_of_exchange = above_zero(read_worth, "a number", "1.5")
read_quoted = above_zero(read_per, "a number", "1.5")


def convert(amount: Number, rate: Assumption | Quoted | None) -> Number:
    """An amount of a segment in the plan's currency, unrounded; as it is where that is the same.

    >>> from decimal import Decimal
    >>> int(convert(Decimal(100), Assumption(Decimal("1.08"))))
    108
    >>> int(convert(Decimal(92), Quoted.model_construct(per=Assumption(Decimal("0.92")))))
    100
    """
    if rate is None:
        return amount
    return amount / rate.per.value if isinstance(rate, Quoted) else amount * rate.value


def read_exchange(raw: Any) -> Assumption | Quoted:
    """What one unit is worth, or `{per: 0.92}`: how many of them one of the plan's is worth.

    Of a mapping with both keys, or with neither, `key_problems` says what is wrong.
    """
    if isinstance(raw, Quoted):
        return raw
    if not isinstance(raw, dict):
        return read_assumption(raw, read_rate_of_exchange)
    key = "value" if "value" in raw else "per"
    told = {
        "value" if it == key else it: value for it, value in raw.items() if it != "per" or it == key
    }
    told.setdefault("value", "1")
    try:
        found = read_assumption(told, read_quoted if key == "per" else read_rate_of_exchange)
    except ValidationError as error:
        details = errors_below(error)
        for it in details:
            it["loc"] = (key,) if it["loc"] == ("value",) else it["loc"]
        raise ValidationError.from_exception_data("rate", details) from None
    return found if key == "value" else Quoted.model_construct(per=found)


def _written(rate: Assumption | Quoted) -> Any:
    return rate.written()


_NUMBER = or_mapping(from_above_zero(AMOUNT_SCHEMA))["anyOf"]
_MAPPING = {
    **_NUMBER[-1],
    "properties": {
        "per": {
            **_NUMBER[-1]["properties"]["value"],
            "description": "Units of the segment's currency for one of the plan's.",
        },
        **{key: it for key, it in _NUMBER[-1]["properties"].items() if key != "value"},
    },
    "required": ["per"],
}

ExchangeRate = Annotated[
    Assumption | Quoted,
    Reads(read_exchange, {"anyOf": [*_NUMBER, _MAPPING]}, _written, unit=EXCHANGE),
]
"""A rate of exchange: a number, or a mapping with `per`."""

"""`expect:` pins, the derived figures that were approved, keyed by the figure's path."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic_core.core_schema import ValidationInfo

from revplan.ground.fields import SIGNED_AMOUNT_SCHEMA, Reads, text_of
from revplan.ground.figures import Refused, grouped, read_amount

PINNABLE = (
    "prior_year",
    "one_off",
    "churned",
    "contracted",
    "retained",
    "target",
    "gap",
    "carried_over",
    "upsell",
    "new_streams",
    "new_business",
    "bookings",
    "recognised_revenue",
)
"""The figures of the bridge that can be pinned; lines are pinned by their path as well."""


def _pin(raw: Any, info: ValidationInfo) -> Decimal:
    """A pinned amount: may carry a minus, and is a multiple of the plan's quantum."""
    pin = read_amount(text_of(raw, "a number"), signed=True)
    quantum = info.context.quantum if info.context else None
    if quantum is not None and pin % quantum:
        raise Refused(
            "RP124",
            f"{grouped(pin)} is not a multiple of the plan's rounding, {quantum:f}",
            f"pin the figure as `gap` prints it, in steps of {quantum:f}",
        )
    return pin


Pin = Annotated[
    Decimal,
    Reads(_pin, SIGNED_AMOUNT_SCHEMA, informed=True),
]
"""An approved figure, compared exactly [currency]."""

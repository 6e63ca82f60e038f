"""`expect:` pins, the derived figures that were approved, keyed by the figure's path."""

from decimal import Decimal
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.reads import SIGNED_AMOUNT_SCHEMA, Reads
from revplan.fields.text import text_of
from revplan.numbers.read import read_amount
from revplan.numbers.write import amount_text


def read_pin(raw: Any) -> Decimal:
    """A pinned figure, which may carry a minus."""
    return read_amount(text_of(raw, "a number"), signed=True)


def off_quantum(pin: Decimal, quantum: Decimal, path: Path) -> Problem | None:
    """What is wrong with a pinned amount that is not a multiple of the plan's quantum."""
    if not pin % quantum:
        return None
    return Problem(
        "RP124",
        f"{amount_text(pin)} is not a multiple of the plan's rounding, {quantum:f}",
        f"pin the figure as `gap` prints it, in steps of {quantum:f}",
        path=path,
    )


Pin = Annotated[Decimal, Reads(read_pin, SIGNED_AMOUNT_SCHEMA)]
"""An approved figure, compared exactly."""

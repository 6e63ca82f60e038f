"""`expect:` pins, the derived figures that were approved, keyed by the figure's path."""

from decimal import Decimal
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.fields.reads import PIN_SCHEMA, Reads
from revplan.fields.text import text_of
from revplan.numbers.read import Refused, read_number, read_rate, refuse_two_readings
from revplan.numbers.write import amount_text
from revplan.numbers.written import RATE


def read_pin(raw: Any) -> Decimal:
    """A pinned figure, which may carry a minus: an amount or a count, or a share in percent."""
    text = text_of(raw, "a number")
    if text.endswith("%"):
        return read_rate(text, low=-LEAST, high=None)
    return read_number(text, signed=True)


LEAST = 10
"""No share of a plan is further below zero."""


def share_for_amount(raw: Any, path: Path) -> Problem | None:
    """What is wrong with a share that pins an amount."""
    if not str(raw).endswith("%") or not RATE.fullmatch(str(raw)):
        return None
    return Problem(
        "RP112",
        f"{quote(str(raw))} is a share, and {path[-1]} is an amount",
        "pin the figure as `gap` prints it, such as 8M",
        path=path,
    )


def two_readings(raw: Any, path: Path) -> Problem | None:
    """What is wrong with a pinned amount that may mean a thousand times as much."""
    try:
        refuse_two_readings(str(raw))
    except Refused as refused:
        return Problem(refused.code, refused.message, refused.hint, path=path)
    return None


def off_quantum(pin: Decimal, quantum: Decimal, path: Path) -> Problem | None:
    """What is wrong with a pinned amount that is not a multiple of the plan's rounding step."""
    if not pin % quantum:
        return None
    return Problem(
        "RP124",
        f"{amount_text(pin)} is not a multiple of the plan's rounding, {quantum:f}",
        f"pin the figure as `gap` prints it, in steps of {quantum:f}",
        path=path,
    )


Pin = Annotated[Decimal, Reads(read_pin, PIN_SCHEMA, unit="figure")]
"""An approved figure: an amount is compared exactly."""

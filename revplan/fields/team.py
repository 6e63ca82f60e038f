"""What a team is counted by: its heads, and how far its quotas lie above what is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from revplan.fields.amount import reads_assumption
from revplan.fields.assumption import Assumption
from revplan.fields.counted import HEADS, read_heads
from revplan.fields.reads import AMOUNT_SCHEMA, RATE_SCHEMA
from revplan.numbers.read import Refused, read_rate

Heads = Annotated[Assumption, reads_assumption(read_heads, AMOUNT_SCHEMA, unit=HEADS)]
"""A number of people: not negative, and not always whole, as some work a part of the week."""


def read_excess(text: str) -> Decimal:
    """A share by which something is above a whole: what lies below has none."""
    try:
        return read_rate(text)
    except Refused as refused:
        below = text.startswith("-") and "has a sign" in refused.message
        hint = "write 0% or more: it says how far something is above"
        raise Refused(refused.code, refused.message, hint if below else refused.hint) from None


Excess = Annotated[Assumption, reads_assumption(read_excess, RATE_SCHEMA, share=True)]
"""A share from 0 to 1 by which something is above a whole."""

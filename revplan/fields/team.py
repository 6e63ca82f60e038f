"""What a team is counted by: its heads, and how far its quotas lie above what is asked."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from revplan.fields.amount import reads_assumption
from revplan.fields.assumption import Assumption
from revplan.fields.counted import HEADS, read_heads
from revplan.fields.reads import AMOUNT_SCHEMA, RATE_SCHEMA
from revplan.numbers.read import Refused, read_rate
from revplan.numbers.write import plain

Heads = Annotated[Assumption, reads_assumption(read_heads, AMOUNT_SCHEMA, unit=HEADS)]
"""A number of people: not negative, and not always whole, as some work a part of the week."""


def read_excess(text: str) -> Decimal:
    """A share by which something is above a whole: what lies below has none."""
    try:
        return read_rate(text)
    except Refused as refused:
        hint = _times_meant(text, refused.hint) or refused.hint
        if text.startswith("-") and "has a sign" in refused.message:
            hint = "write 0% or more: it says how far something is above"
        raise Refused(refused.code, refused.message, hint) from None


_TIMES = re.compile(r"(1\.[0-9]{1,4}|2(?:\.0+)?) ?(x?)|(1[0-9]{2}(?:\.[0-9]{1,2})?|200)%", re.ASCII)


def _times_meant(text: str, hint: str) -> str:
    """What to write where a text says the whole and what is above it in one: 1.15 for 15% above;
    empty where it does not. A number alone may mean as many percent too, as the hint says.
    """
    found = _TIMES.fullmatch(text)
    if not found:
        return ""
    percent = Decimal(found[3]) - 100 if found[3] else (Decimal(found[1]) - 1) * 100
    above = f"{plain(percent)}%"
    whole = f"{text} of" if found[3] else f"{found[1]} times"
    alone = found[1] and not found[2]
    other = f" or {hint.removeprefix('write ').partition(' or ')[0]}" if alone else ""
    return f"write {above}{other}; {whole} the whole is {above} above it"


Excess = Annotated[Assumption, reads_assumption(read_excess, RATE_SCHEMA, share=True)]
"""A share from 0 to 1 by which something is above a whole."""

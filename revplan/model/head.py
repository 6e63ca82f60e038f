"""The head of a plan: the keys that say what everything below them is counted in."""

import re
from typing import Annotated, Any

from revplan.base.basis import BASES
from revplan.base.words import quote
from revplan.fields.calendar import FirstMonth, YearNumber
from revplan.fields.currency import Currency
from revplan.fields.key import says
from revplan.fields.reads import Reads
from revplan.fields.text import Label, Text, choice, text_of, word_schema
from revplan.numbers.read import Refused

FORMAT = 1
TWELVE_TIMES = "write arr, and each amount for a year: ARR is twelve times MRR"
"""What is said to a plan that counts by the month."""


def _read_version(raw: Any) -> int:
    text = text_of(raw, "the format version")
    if text == str(FORMAT):
        return FORMAT
    if re.fullmatch(r"[1-9][0-9]{0,3}", text, re.ASCII):
        raise Refused(
            "RP102",
            f"this revplan reads plan format {FORMAT}, this file says format {text}",
            "upgrade revplan",
        )
    raise Refused("RP102", f"{quote(text)} is not a format version", f"write revplan: {FORMAT}")


class PlanHead:
    """A plan before its first amount."""

    revplan: Annotated[
        Annotated[int, Reads(_read_version, word_schema(["1"]))],
        says("The format's version: 1.", "1"),
    ]
    name: Annotated[Label, says("The company, as the plan's title.", "Acme")]
    fiscal_year: Annotated[
        YearNumber,
        says("The calendar year of the plan's first or last month.", "2027"),
    ]
    starts: Annotated[
        FirstMonth | None,
        says("The plan's first month, 2027-01.", "2027-04", default="January of fiscal_year"),
    ] = None
    currency: Annotated[
        Currency,
        says("The currency of every amount, as ISO 4217 writes it.", "USD"),
    ]
    basis: Annotated[
        Annotated[str, Reads(choice(BASES, {"mrr": TWELVE_TIMES}), word_schema(BASES))],
        says(
            "revenue (default): money recognised in the year; arr: annual recurring "
            "revenue at the year's end.",
            "arr",
            default="revenue",
        ),
    ] = "revenue"
    plan: Annotated[
        Text | None,
        says(
            "In a segment: the file of its plan, beside or below the plan's own.", "emea-2027.yaml"
        ),
    ] = None

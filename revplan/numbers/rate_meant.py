"""What was meant by a text that is not a rate, as a hint that can be followed."""

from __future__ import annotations

import re
from decimal import Decimal

from revplan.numbers.exact import EXACT
from revplan.numbers.spoken import (
    in_digits,
    percent_of_fraction,
    percents_of_odds,
    range_hint,
)
from revplan.numbers.write import plain
from revplan.numbers.written import LONGEST, RATE

_MOST = 10_000
"""What nobody means by a rate that may be above a whole [percent]."""

EXAMPLE = "write a rate like 30% or 0.30"

_UNIT = re.compile(r"\s*(%+|percent|per cent|pct|p\.?c\.?|bps?|basis points?)$", re.IGNORECASE)


def rate_hint(text: str, high: int | None = 1) -> str:
    """What to write instead of a text that is not a rate; `high` is the most that it may be.

    >>> rate_hint("ten percent"), rate_hint("~30%"), rate_hint("1 in 8"), rate_hint("50 bps")
    ('write 10%', 'write 30%', 'write 12.5%', 'write 0.5%')
    """
    if len(text) > LONGEST:
        return EXAMPLE
    share = percent_of_fraction(text)
    if share is not None:
        told, exact = share
        return f"write {told}" if exact else f"write it as a rate like {told}"
    odds = percents_of_odds(text)
    if odds is not None:
        inside, against, exact = odds
        part, _, rest = (it.strip() for it in text.partition(":"))
        why = f"{part} in {rest} is {inside}, and {part} against {rest} is {against}"
        alike = "" if exact else "it as a rate like "
        return f"write {alike}{inside} or {against}; {why}"
    between = range_hint(text, _meant)
    if between:
        return between
    told = _meant(text)
    most = _MOST if high is None else 100 * high
    fits = told and (not told.endswith("%") or Decimal(told[:-1]) <= most)
    return f"write {told}" if fits else EXAMPLE


_PER_MONTH = re.compile(
    r"\s*(?:monthly\s+)?(.*?[0-9].*?)\s*(?:/|\bper|\ba|\beach|\bevery)\s*mo(?:nth|\.)?\s*"
    r"|\s*(.*?[0-9].*?)\s*monthly\s*|\s*monthly\s+(.*[0-9].*)",
    re.IGNORECASE,
)


def per_month(text: str) -> str:
    """The rate of a text that says how much a month, written so that it reads; else empty.

    >>> per_month("1.2% per month"), per_month("1.2%/month"), per_month("30%")
    ('1.2%', '1.2%', '')
    """
    found = _PER_MONTH.fullmatch(text) if len(text) <= LONGEST else None
    told = _meant(next(filter(None, found.groups()))) if found else ""
    return told if told and (not told.endswith("%") or Decimal(told[:-1]) <= 100) else ""


def _meant(text: str) -> str:
    """The rate that a text means, written so that it reads; empty where nobody could tell."""
    said = in_digits(text.strip())
    unit = _UNIT.search(said)
    bare = said[: unit.start()] if unit else said
    bare = bare.replace(",", ".").lstrip("+")
    bare = f"0{bare}" if bare.startswith(".") else bare
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?(e-?[0-9])?", bare, re.ASCII) or len(bare) >= 12:
        return ""
    number = Decimal(bare)
    if unit and unit[1].lower().startswith("b"):
        return f"{plain(EXACT.scaleb(number, -2))}%"
    in_percent = unit is not None or number > 1
    told = f"{plain(number)}%" if in_percent else plain(number)
    return told if RATE.fullmatch(told) else ""

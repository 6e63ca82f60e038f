"""An amount that was said with a time, `7k a month` or `50k in May`: the keys it belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from revplan.base.paths import Path
from revplan.fields.month_meant import month_hint
from revplan.model.shape import section_at
from revplan.numbers.exact import exactly
from revplan.numbers.meant import meant_amount
from revplan.numbers.read import read_amount
from revplan.numbers.written import LONGEST, has_two_readings, short_amount

_IN_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_EVERY = re.compile(
    r"(.+?)\s*(?:(?:/|\b(?:per|an?|each|every))\s*(month|quarter|year)|\b(month|quarter|year)ly)",
    re.IGNORECASE,
)
_ONCE = re.compile(r"(.+?)\s+(?:in|on|by|from)\s+([A-Za-z].*|[0-9]{4}-[0-9]{2})", re.IGNORECASE)
_OF_YEAR = ("amount", "revenue", "arr", "productivity")


def paid_every(text: str) -> tuple[str, str]:
    """An amount, so that it reads, and what it is paid every; both empty for other texts.

    >>> paid_every("7k a month"), paid_every("$20k/quarter"), paid_every("5k yearly")
    (('7k', 'month'), ('20k', 'quarter'), ('5k', 'year'))
    """
    found = _EVERY.fullmatch(text.strip()) if len(text) <= LONGEST else None
    amount = _one_amount(found[1]) if found else ""
    return (amount, (found[2] or found[3]).lower()) if found and amount else ("", "")


def stated_with_time(keys: Collection[str], text: str) -> dict[str, str]:
    """What an entry with these keys says where a text says an amount with a time; empty for others.

    >>> stated_with_time(("amount", "every", "month"), "7k a month")
    {'amount': '7k', 'every': 'month'}
    >>> stated_with_time(("amount", "monthly"), "7k a month"), stated_with_time(["rate"], "7k")
    ({'monthly': '7k'}, {})
    >>> stated_with_time(("amount", "every", "month"), "50k in May")
    {'amount': '50k', 'month': '2027-05'}
    """
    if "amount" not in keys:
        return {}
    amount, every = paid_every(text)
    if amount and "every" in keys:
        return {"amount": amount, "every": every}
    if amount and "monthly" in keys and every == "month":
        return {"monthly": amount}
    if amount:
        return {"amount": _of_year(amount, every)}
    found = _ONCE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    amount = _one_amount(found[1]) if found else ""
    if not found or not amount:
        return {}
    month = re.fullmatch(r"write (?:a month like )?([0-9-]{7})", month_hint(found[2]))
    return {"amount": amount} | ({"month": month[1]} if month and "every" in keys else {})


def amount_with_time(path: Path, value: Any) -> str:
    """What to write for an amount with what it is paid every; empty for all else."""
    amount, every = paid_every(value) if isinstance(value, str) else ("", "")
    *above, key = path[:-1] if path[-1:] == ("value",) else path
    section = section_at(tuple(above)) if amount else None
    keys = section.model_fields if section is not None else {}
    if key == "monthly" and key in keys and every == "month":
        return f"write {amount}"
    if key not in keys or key not in _OF_YEAR:
        return ""
    if "every" in keys:
        return f"write {amount}, and every: {every} beside it"
    if "monthly" in keys and every == "month":
        return f"write monthly: {amount} instead"
    return f"write {_of_year(amount, every)}: a year's amount is wanted here"


def _one_amount(text: str) -> str:
    """An amount, so that it reads; empty where it is none, or may be two."""
    amount = meant_amount(text)
    return "" if has_two_readings(amount) else amount


def _of_year(amount: str, every: str) -> str:
    with exactly():
        return short_amount(read_amount(amount) * _IN_A_YEAR[every])

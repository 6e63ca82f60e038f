"""A churn said by month or by year: the key that it belongs to, with the numbers in it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from revplan.base.paths import Path
from revplan.numbers.exact import exactly
from revplan.numbers.rate_meant import per_month, rate_hint
from revplan.numbers.read import Refused, read_rate
from revplan.numbers.write import plain
from revplan.numbers.written import LONGEST

_RATES = ("rate", "annual_rate", "monthly_rate")


def by_month(path: Path, value: Any) -> str:
    """What to write for a loss that was said by month; empty for all else.

    >>> by_month(("churn", "rate"), "1.2% per month")
    'write monthly_rate: 1.2% instead'
    >>> by_month(("churn", "monthly"), ["2%"] * 12), by_month(("churn", "rate"), "2%")
    ('write monthly_rate: 2%', '')
    """
    *_, key = path
    if isinstance(value, str):
        monthly = per_month(value) if {*path} & {*_RATES} else ""
        return f"write monthly_rate: {monthly} instead" if monthly else ""
    if not isinstance(value, list) or len(value) < 2 or key not in (*_RATES, "monthly"):
        return ""
    return _of_months(value) or "write annual_rate: with the year's, and timing: with 12 weights"


_PER_YEAR = re.compile(
    r"\s*(.+?)\s*(?:(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(?:year|yr\.?|annum)"
    r"|\bp\. ?a\.?|\bpa|\bannual(?:ly)?|\byearly)\s*",
    re.IGNORECASE,
)


def by_year(path: Path, value: Any) -> str:
    """What to write for a loss that was said by year; empty for all else.

    >>> by_year(("churn", "annual_rate"), "30% p.a."), by_year(("churn", "monthly_rate"), "2%")
    ('write 30%', '')
    >>> print(by_year(("churn", "monthly_rate"), "30% a year"))
    write annual_rate: 30% instead, or rate: 30%, timing: start where all of it goes at once
    """
    found = _PER_YEAR.fullmatch(value) if isinstance(value, str) and len(value) <= LONGEST else None
    key = path[-2] if path[-1] == "value" else path[-1]
    yearly = _rate_in(found[1]) if found and key in _RATES else ""
    if not yearly or key != "monthly_rate":
        return f"write {yearly}" if yearly else ""
    at_once = f"rate: {yearly}, timing: start where all of it goes at once"
    return f"write annual_rate: {yearly} instead, or {at_once}"


def _rate_in(text: str) -> str:
    """The rate of a text, written so that it reads; empty where nobody could tell."""
    try:
        read_rate(text)
    except Refused:
        meant = re.fullmatch("write ([0-9.]+%?)", rate_hint(text))
        return meant[1] if meant else ""
    return text


def _of_months(shares: list[Any]) -> str:
    """Twelve shares as one for every month, or as the year's and when it goes."""
    try:
        rates = [read_rate(it) for it in shares if isinstance(it, str)]
    except Refused:
        return ""
    with exactly():
        year = sum(rates) * 100
        weights = ", ".join(plain(it * 100) for it in rates)
    if len(rates) != 12 or not 0 < year <= 100:
        return ""
    if len(set(rates)) == 1:
        return f"write monthly_rate: {plain(Decimal(rates[0] * 100))}%"
    return f"write annual_rate: {plain(Decimal(year))}%, timing: [{weights}]"

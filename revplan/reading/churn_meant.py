"""A churn that was said by month: the key that it belongs to, with the numbers that stand there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from revplan.base.paths import Path
from revplan.numbers.exact import exactly
from revplan.numbers.rate_meant import per_month
from revplan.numbers.read import Refused, read_rate
from revplan.numbers.write import plain

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

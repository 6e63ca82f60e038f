"""What a starter plan is to say, as the user said it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from revplan.base.problem import Location, Place, Problem
from revplan.fields.amount import read_growth
from revplan.fields.calendar import read_year
from revplan.fields.currency import read_currency
from revplan.fields.text import readable
from revplan.numbers.rate_meant import per_month
from revplan.numbers.read import Refused, read_amount, read_rate
from revplan.writing.usual import EXAMPLES


class Wanted(NamedTuple):
    """What was said of the plan; None where nobody did. `revenue` is the opening ARR of an arr
    plan, `target` an amount that says the growth. Without `says_year` the year is an example.
    """

    year: str
    basis: str = "revenue"
    name: str | None = None
    currency: str | None = None
    revenue: str | None = None
    growth: str | None = None
    target: str | None = None
    churn: str | None = None
    says_year: bool = True

    @property
    def measure(self) -> str:
        """What last year and the target are stated by."""
        return "arr" if self.basis == "arr" else "revenue"

    @property
    def examples(self) -> tuple[str, ...]:
        """Which of the numbers that a gap needs are examples, in words."""
        said = {"revenue": self.revenue, "growth": self.growth or self.target, "churn": self.churn}
        words = {"revenue": "opening ARR" if self.basis == "arr" else "revenue"}
        return tuple(words.get(key, key) for key, text in said.items() if not text)

    @property
    def head_examples(self) -> tuple[str, ...]:
        """Which of the keys that every plan begins with are examples."""
        said = {"name": self.name, "fiscal_year": self.says_year, "currency": self.currency}
        return tuple(key for key, text in said.items() if not text)

    @property
    def size(self) -> Decimal:
        """About how large the company is [currency], to make examples of a size that suits it."""
        prior = read_amount(self.revenue or EXAMPLES["revenue"])
        return prior or (read_amount(self.target) if self.target else prior)


def wrong_fields(wanted: Wanted) -> list[Problem]:
    """What is wrong with what was said, each problem at its field; where a hint speaks of a field,
    its name stands in angle brackets.
    """
    problems = []
    readers: tuple[tuple[str, str | None, Callable[[str], object]], ...] = (
        ("name", wanted.name, lambda text: readable(text, 200)),
        ("revenue", wanted.revenue, read_amount),
        ("growth", wanted.growth, read_growth),
        ("target", wanted.target, read_amount),
        ("churn", wanted.churn, read_rate),
        ("currency", wanted.currency, read_currency),
        ("year", wanted.year, read_year),
    )
    for name, text, read in readers:
        if text is None:
            continue
        try:
            read(text)
        except Refused as refused:
            hint = _hint(name, text, refused)
            problems.append(_at(name, text, refused.code, refused.message, hint))
    return problems or list(_without_growth(wanted))


def _hint(name: str, text: str, refused: Refused) -> str:
    """What to type instead: an amount of growth, and a share of a target, have theirs; a churn by
    month has its key.
    """
    monthly = per_month(text) if name == "churn" else ""
    if monthly:
        return f"leave <churn> out, and write churn: {{monthly_rate: {monthly}}} in the plan"
    if name == "growth" and refused.message.endswith("is an amount, not a rate"):
        return "write a rate like 50%; the year's amount is said by <target>"
    if name == "target" and refused.hint.startswith("an amount is wanted here"):
        return "write an amount like 15M; a rate of growth is said by <growth>"
    return refused.hint


def _without_growth(wanted: Wanted) -> Iterator[Problem]:
    """Nothing grows from zero by a rate."""
    if wanted.revenue and not wanted.target and not read_amount(wanted.revenue):
        message = "growth on a prior year of zero is zero"
        hint = "say the year's amount instead: <target> 1M"
        yield _at("revenue", wanted.revenue, "RP123", message, hint)


def _at(name: str, text: str, code: str, message: str, hint: str) -> Problem:
    place = Place(Location(name, 1, 1, 1, len(text) + 1), ((1, text),))
    return Problem(code, message, hint, place=place)

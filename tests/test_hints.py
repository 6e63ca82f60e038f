"""What a refusal says to write is read, where it names a value: for texts as people put numbers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from revplan.base.year import Month, PlanYear
from revplan.fields.amount import read_days, read_growth
from revplan.fields.calendar import read_month, read_year
from revplan.fields.team import read_excess
from revplan.numbers.read import Refused, read_amount, read_rate, read_whole

PIECES = (
    *("1", "2", "10", "30", "2027", "27", "0", ".", ",", "%", " ", "-", "+", "/", " to ", " in "),
    *(
        "~",
        "about ",
        "ten",
        "twenty",
        "half",
        "hundred",
        " million",
        "k",
        "M",
        "B",
        "m",
        "$",
        "\u20ac",
    ),
    *(" percent", " bps", " year", " months", " weeks", " days", " reps", "Q2", "March", "FY"),
    *("e", "_", "\u0663", "\u00bd", "\u00a0", "(", ")", "none", "99999999999999999999"),
)
ADVICE = re.compile(r"write ([-+]?[0-9][^ ;,:]*)(?: (?:or|to) ([^ ;,:]+))?(?:[;:,]|$)")
READERS: dict[str, Callable[[str], Any]] = {
    "amount": read_amount,
    "rate": read_rate,
    "growth": read_growth,
    "excess": read_excess,
    "days": read_days,
    "months": lambda text: read_whole(text, 1, 120),
    "month": lambda text: read_month(text, PlanYear(Month(2026, 7))),
    "any_month": read_month,
    "year": read_year,
}
TOO_MUCH = ("out of range", "too fine", "too large")
"""What a value may still be where one is told how to write it."""


@pytest.mark.parametrize("kind", READERS)
@examples(150)
@given(text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_what_a_refusal_says_to_write_is_read(kind: str, text: str) -> None:
    read = READERS[kind]
    refused = refusal(read, text)
    found = ADVICE.match(refused.hint) if refused is not None else None
    words = [word for word in found.groups() if word and word != "more"] if found else []
    for word in words:
        again = refusal(read, word)
        assert again is None or again.message.endswith(TOO_MUCH), (text, word)


def refusal(read: Callable[[str], Any], word: str) -> Refused | None:
    try:
        read(word)
    except Refused as refused:
        return refused
    return None

"""What a refusal says to write is read, where it names a value: for texts as people put numbers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from revplan.base.flow import flow
from revplan.base.year import Month, PlanYear
from revplan.fields.amount import read_growth
from revplan.fields.calendar import read_month, read_year
from revplan.fields.counted import (
    read_count,
    read_days,
    read_heads,
    read_hours,
    read_multiple,
    read_worth,
)
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
    *(
        " percent",
        " bps",
        " year",
        " months",
        " weeks",
        " days",
        " reps",
        "x",
        "h",
        ":1",
        "Q2",
        "March",
        "FY",
    ),
    *("e", "_", "\u0663", "\u00bd", "\u00a0", "(", ")", "none", "99999999999999999999"),
)
ADVICE = re.compile(r"write ([-+]?[0-9][^ ;,:]*)(?: (?:or|to) ([^ ;,:]+))?(?:[;:,]|$)")
READERS: dict[str, Callable[[str], Any]] = {
    "amount": read_amount,
    "rate": read_rate,
    "growth": read_growth,
    "excess": read_excess,
    "count": read_count,
    "heads": read_heads,
    "days": read_days,
    "hours": read_hours,
    "multiple": read_multiple,
    "worth": read_worth,
    "months": lambda text: read_whole(text, 1, 120),
    "month": lambda text: read_month(text, PlanYear(Month(2026, 7))),
    "any_month": read_month,
    "year": read_year,
}
WORTH = "write what one unit of that currency is worth in the plan's, such as 1.08"
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


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("days", "20d", "write 20"),
        ("days", "2 weeks", "write 14"),
        ("days", "48 hours", "write 2"),
        ("days", "20h", "write a number of days, such as 20"),
        ("days", "3 months", "write a number of days, such as 20"),
        ("days", "20 leads", "write a number of days, such as 20"),
        ("days", "20m", "write a number of days, such as 20"),
        ("hours", "a day", "write 24"),
        ("hours", "1.5 days", "write 36"),
        ("hours", "30 min", "write 0.5"),
        ("hours", "20 min", "write a number of hours, such as 24"),
        ("hours", "~24h", "write 24"),
        ("multiple", "3:1", "write 3"),
        ("multiple", "1:3", "write a multiple, such as 1.4"),
        ("multiple", "1,125x", "write 1.125 or 1_125"),
        ("multiple", "1.4m", "write a multiple, such as 1.4"),
        ("count", "1,200 leads", "write 1_200"),
        ("count", "1.2 thousand leads", "write 1.2k"),
        ("count", "20 deals", "a count is wanted here, such as 1_200"),
        ("count", "$1200", "a count is wanted here, such as 1_200"),
        ("count", "100/month", "a count is wanted here, such as 1_200"),
        ("heads", "three days", "write a number like 3"),
        ("worth", "$1.08", WORTH),
        ("worth", "1.08x", WORTH),
        ("amount", "20 days", "write an amount like 10_000_000, 10M, 250k or 1.2B"),
        ("rate", "20 days", "write a rate like 30% or 0.30"),
        ("rate", "3 of 10 leads", "write 30%"),
        ("months", "90 days", "write a number like 3"),
        ("months", "+3", "write 3"),
        ("months", "-3", "write 1 to 120"),
        ("month", "3/27", "write 2027-03"),
        ("month", "8/27", "write 2027-08 or 2026-08"),
        ("month", "3/4", "write a month like 2026-07"),
        ("month", "2Q27", "write 2027-01 to 2027-12"),
        ("any_month", "3/27", "write a month like 2027-03"),
        ("any_month", "2027Q2", "write 2027-04"),
        ("excess", "1.15x", "write 15%; 1.15 times the whole is 15% above it"),
        ("excess", "1.15", "write 15% or 1.15%; 1.15 times the whole is 15% above it"),
        ("excess", "15", "write 15% or 0.15"),
        ("rate", "1.15", "write 1.15% or 0.0115"),
        ("rate", "4:1", "write a rate like 30% or 0.30"),
    ],
)  # fmt: skip
def test_a_number_is_told_in_what_its_place_counts(kind: str, text: str, hint: str) -> None:
    refused = refusal(READERS[kind], text)
    assert refused is not None
    assert refused.hint == hint


@pytest.mark.parametrize("text", ["- one product", "null", "NULL", "~", "-3%", "a - b", "it's so"])
def test_a_text_in_one_line_reads_as_it_was(text: str) -> None:
    assert yaml.safe_load(flow({"because": text})) == {"because": text}

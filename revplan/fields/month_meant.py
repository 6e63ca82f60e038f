"""What was meant by a text that is not a month or a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from revplan.base.year import MONTH_NAMES, PlanYear

_LIKE = "write a month like "
_NAMES = [name.lower() for name in MONTH_NAMES]
_LONGEST = 60
_MOST_DAYS = 31
_END = re.compile(r"(?<![a-z])end(?![a-z])", re.IGNORECASE)
_QUARTER = re.compile(r"(?<![a-z])Q *([1-4])(?![0-9])|(?<![0-9])([1-4])Q(?![a-z])", re.IGNORECASE)


def month_hint(text: str, year: PlanYear | None = None, deadline: bool = False) -> str:
    """What to write instead of a text that is not a month; the plan's year is taken where the text
    names none. Of a quarter it is the first month, for a deadline the last.

    >>> from revplan.base.year import Month
    >>> year = PlanYear(Month(2027, 7))
    >>> [month_hint(it, year) for it in ("March", "Q2", "3/2027", "2027-13")]
    ['write 2028-03', 'write 2027-10', 'write 2027-03', 'write 2027-01 to 2027-12']
    >>> month_hint("March"), month_hint("March 2029"), month_hint("01.04.2027")
    ('write a month like 2027-03', 'write 2029-03', 'write 2027-04 or 2027-01')
    >>> [month_hint(it, year) for it in ("3/28", "8/28", "2028Q1")]
    ['write 2028-03', 'write 2028-08 or 2027-08', 'write 2028-01 to 2028-12']
    >>> [month_hint(it, year, deadline=True) for it in ("Q2", "end of 2027", "year end")]
    ['write 2027-12', 'write 2027-12', 'write 2028-06']
    """
    text = text.strip()[:_LONGEST]
    dated = list(dict.fromkeys((*_dated(text), *(() if year is None else _of_two(text, year)))))
    if dated:
        return f"write {' or '.join(dated)}"
    number, named = _number(text), _year_in(text) or _year_of_quarter(text)
    if named and number:
        return f"write {named}-{number:02d}"
    quarter = _QUARTER.search(text)
    at_end = deadline or bool(_END.search(text))
    of = 3 * int(quarter[1] or quarter[2]) - (1 if at_end else 3) if quarter else None
    if named and of is not None and (year is None or year.first.month == 1):
        return f"write {named}-{of + 1:02d}"
    if named and of is None and _END.search(text):
        return f"write {named}-12"
    if named:
        return f"write {named}-01 to {named}-12"
    if year is None:
        return f"{_LIKE}2027-{number or 3:02d}"
    if of is not None:
        return f"write {year.months[of]}"
    if number is None and _END.search(text):
        return f"write {year.last}"
    meant = next((it for it in year.months if it.month == number), None)
    return f"write {meant}" if meant else f"{_LIKE}{year.first}"


def within(year: PlanYear, hint: str) -> str:
    """Such a hint where the month lies in the plan's year: what else was meant lies outside of it.

    >>> from revplan.base.year import Month
    >>> within(PlanYear(Month(2027, 1)), "write 2028-03 or 2027-03")
    'write 2027-03; 2028-03 lies outside the plan year'
    """
    months = hint.removeprefix("write ").split(" or ")
    inside = [it for it in months if it in map(str, year.months)]
    outside = [it for it in months if it not in inside]
    if not outside or not all(re.fullmatch("[0-9]{4}-[0-9]{2}", it) for it in months):
        return hint
    told = " or ".join(inside) or f"{year.first} to {year.last}"
    return f"write {told}; {outside[0]} lies outside the plan year"


def _dated(text: str) -> Iterator[str]:
    """The months that a text of digits may mean: one with a day may be read in two ways."""
    patterns = (
        r"(?P<y>[0-9]{4})[-/. ]?(?P<m>[0-9]{1,2})(?:[-/.][0-9]{1,2})?",
        r"(?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})",
        r"[0-9]{1,2}[./-](?P<m>[0-9]{1,2})[./-](?P<y>[0-9]{4})",
        r"(?P<m>[0-9]{1,2})[./-][0-9]{1,2}[./-](?P<y>[0-9]{4})",
        r"(?P<y>2[0-9])[-/](?P<m>[0-9]{2})",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, text, re.ASCII)
        if found and 1 <= int(found["m"]) <= 12:
            year = f"20{found['y']}"[-4:]
            yield f"{year}-{int(found['m']):02d}"


def _of_two(text: str, year: PlanYear) -> Iterator[str]:
    """The months that two small numbers may mean, one of which may be a year beside the plan's: a
    month of that year, and one of the plan's year with a day.
    """
    found = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})", text, re.ASCII)
    pairs = [(found[1], found[2]), (found[2], found[1])] if found else []
    for month, other in pairs:
        stated = int(f"20{other:0>2}")
        near = year.first.year - 1 <= stated <= year.last.year + 1
        if near and 1 <= int(month) <= 12 < int(other):
            yield f"{stated}-{int(month):02d}"
            if int(other) <= _MOST_DAYS:
                yield from (str(it) for it in year.months if it.month == int(month))


def _year_of_quarter(text: str) -> str:
    """The year that stands in two digits beside a quarter; empty where none does."""
    found = re.search(r"Q[1-4]\W*(2[0-9])$|^\W*(?:FY)?\W*(2[0-9])\W*Q[1-4]$|^[1-4]Q\W*(2[0-9])$",
                      text, re.ASCII | re.IGNORECASE)  # fmt: skip
    return f"20{next(filter(None, found.groups()))}" if found else ""


def _number(text: str) -> int | None:
    """The month that a text names by its name, or by its number alone."""
    if re.fullmatch(r"0?[1-9]|1[0-2]", text, re.ASCII):
        return int(text)
    words = re.findall(r"[a-z]{3,}", text.lower())
    return next((_NAMES.index(it[:3]) + 1 for it in words if it[:3] in _NAMES), None)


def _year_in(text: str) -> str:
    found = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text, re.ASCII)
    return found[0] if found else ""


def year_hint(text: str) -> str:
    """What to write instead of a text that is not a year.

    >>> year_hint("FY27"), year_hint("2026/27"), year_hint("next")
    ('write 2027', 'write 2026 or 2027, and starts: with the first month', 'write a year like 2027')
    """
    text = text[:_LONGEST].replace(",", "")
    both = re.fullmatch(r"\D*(20[0-9]{2})\s*[-/–]\s*(?:20)?([0-9]{2})", text, re.ASCII)
    if both and int(both[2]) == (int(both[1]) + 1) % 100:
        last = int(both[1]) + 1
        return f"write {both[1]} or {last}, and starts: with the first month"
    year = _year_in(text)
    short = re.fullmatch(r"(?:FY|')?\s*([0-9]{2})", text, re.ASCII | re.IGNORECASE)
    year = year or (f"20{short[1]}" if short else "")
    return f"write {year}" if year else "write a year like 2027"

"""Numbers as people say them: in words, about, with a unit, from one to another, as a fraction."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from revplan.numbers.written import SUFFIXES

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NAMED = {word: n for n, word in enumerate(_ONES)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_HALF, _HUNDRED = "half", "hundred"
_VAGUE = re.compile(r"\s*(~|≈|about|around|approx(?:imately|\.)?|circa|ca\.?)\s*", re.IGNORECASE)
_NOUN = re.compile(
    r"(?<=[0-9kMB])\s*(days?|reps?|heads?|people|leads?|deals?|customers?|hours?|units?|fte)$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(\S*[0-9]\S*?)\s*(?:-|–|to|\.\.+)\s*([0-9]\S*)\s*", re.ASCII)
_FRACTION = re.compile(r"\s*([0-9]{1,6})\s*(?:/|in|out of|of)\s*([1-9][0-9]{0,5})\s*", re.ASCII)
_ODDS = re.compile(r"\s*([1-9][0-9]{0,5})\s*:\s*([1-9][0-9]{0,5})\s*", re.ASCII)
_SPAN = re.compile(r"([0-9]{1,3})\s*-?\s*(week|month|quarter|year)s?", re.ASCII | re.IGNORECASE)


def in_digits(text: str) -> str:
    """A text without what makes its number vague, words for numbers put in digits.

    >>> in_digits("ten million"), in_digits("~ 30%"), in_digits("twenty-five reps")
    ('10 million', '30%', '25 reps')
    """
    text = _VAGUE.sub("", text, count=1) if _VAGUE.match(text) else text
    words = text.replace("-", " ").lower().split()
    count = 0
    while count < len(words) and (words[count] in _NAMED or words[count] == _HUNDRED):
        count += 1
    if count:
        text = " ".join([str(_value(words[:count])), *words[count:]])
    return text.strip()


def _value(words: list[str]) -> int:
    told = 0
    for word in words:
        told = (told or 1) * 100 if word == _HUNDRED else told + _NAMED[word]
    return told


def two_ends(text: str) -> tuple[str, str] | None:
    """The two numbers of a text that says from where to where.

    >>> two_ends("30%-35%"), two_ends("10M to 12M"), two_ends("-5%")
    (('30%', '35%'), ('10M', '12M'), None)
    """
    found = _RANGE.fullmatch(text)
    return (found[1], found[2]) if found else None


def range_hint(text: str, meant: Callable[[str], str]) -> str:
    """What to write instead of a text that says from where to where; `meant` writes an end so that
    it reads. Empty where the text does not say so, or an end cannot be told, or lies on the other
    side of the other.

    >>> range_hint("30%-35%", str.strip), range_hint("30% -2%", str.strip)
    ('write {value: ..., low: 30%, high: 35%}, with the value that the plan uses', '')
    """
    low, high = map(meant, two_ends(text) or ("", ""))
    if not low or not high or _worth(low) > _worth(high):
        return ""
    return f"write {{value: ..., low: {low}, high: {high}}}, with the value that the plan uses"


def _worth(written: str) -> Decimal:
    """What an end that reads comes to, a share in percent as its number."""
    digits = written.removesuffix("%").replace("_", "")
    letter = digits[-1:] if digits[-1:] in SUFFIXES else ""
    return Decimal(digits.removesuffix(letter)).scaleb(SUFFIXES[letter])


def percent_of_fraction(text: str) -> tuple[str, bool] | None:
    """A share that is said as a fraction, in percent with a decimal, and whether that is exact.

    >>> percent_of_fraction("1 in 8"), percent_of_fraction("1/3"), percent_of_fraction("half")
    (('12.5%', True), ('33.3%', False), ('50%', True))
    """
    said = _NOUN.sub("", in_digits(text))
    found = _FRACTION.fullmatch("1/2" if text.strip().lower() == _HALF else said)
    return _percent(int(found[1]), int(found[2])) if found else None


def percents_of_odds(text: str) -> tuple[str, str, bool] | None:
    """The two shares that a text with a colon may mean, one in so many and one against so many, and
    whether both are exact.

    >>> percents_of_odds("1:4"), percents_of_odds("1:3"), percents_of_odds("4:1")
    (('25%', '20%', True), ('33.3%', '25%', False), None)
    """
    found = _ODDS.fullmatch(text)
    first = _percent(int(found[1]), int(found[2])) if found else None
    second = _percent(int(found[1]), int(found[1]) + int(found[2])) if found else None
    if first is None or second is None:
        return None
    return first[0], second[0], first[1] and second[1]


def _percent(part: int, whole: int) -> tuple[str, bool] | None:
    """A share in percent with a decimal, and whether that is exact; None for more than a whole."""
    if part > whole:
        return None
    told = f"{Decimal(part) * 100 / Decimal(whole):.1f}".removesuffix(".0")
    return f"{told}%", Decimal(told) * whole == part * 100


def span_in(text: str, sizes: dict[str, int]) -> int | None:
    """A span of time in the unit of `sizes`, which says how many of it others have.

    >>> span_in("two years", {"month": 1, "year": 12}), span_in("2 weeks", {"week": 7})
    (24, 14)
    """
    found = _SPAN.fullmatch(in_digits(text))
    size = sizes.get(found[2].lower()) if found else None
    return int(found[1]) * size if found and size else None

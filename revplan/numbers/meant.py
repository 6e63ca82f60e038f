"""What was meant by a text that is not a number, as a hint that can be followed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from revplan.base.words import escape
from revplan.numbers.exact import EXACT
from revplan.numbers.written import (
    AMOUNT,
    LONGEST,
    SUFFIXES,
    has_two_readings,
    readings,
    short_amount,
)

_MOST_DIGITS = 18
CURRENCY_SIGNS = "$€£¥₹₩₽₺₪₫฿"
_WORDY = {"m": "M", "mm": "M", "mn": "M", "mio": "M", "mil": "M", "million": "M", "millions": "M",
          "b": "B", "bn": "B", "billion": "B", "tsd": "k", "thousand": "k"}  # fmt: skip
_UNITS = {"lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5, "cr": 7, "crore": 7, "crores": 7,
          "T": 12, "tn": 12, "trn": 12, "trillion": 12, "trillions": 12}  # fmt: skip
"""Words for powers of ten that have no suffix: a lakh has five zeros, a crore seven. A small t is
a thousand to some.
"""


def oddity(text: str) -> str:
    """The character that a reader would not see, said in words."""
    for char in text:
        if not char.isascii() and not char.isalpha() and char not in CURRENCY_SIGNS:
            name = "a no-break space" if char in "\u00a0\u202f\u2007" else f"{char!r}"
            if escape(char) != char:
                name = "an invisible character"
            return f": it contains {name} (U+{ord(char):04X})"
    return ""


def amount_hint(text: str) -> str:
    """What to write instead of a text that is not an amount.

    >>> amount_hint("25 lakh"), amount_hint("1.2T")
    ('write 2.5M', 'write 1200B')
    """
    low = text.strip().lower()
    if low in {".inf", "-.inf", "+.inf", ".nan", "inf", "nan"}:
        return "write a finite number, such as 10M"
    if low.endswith("%"):
        return "an amount is wanted here, such as 250k; a share is stated under `rate`"
    if re.fullmatch(r"0[xob][0-9a-f_]+", low):
        return "write it in decimal digits"
    if re.fullmatch(r"[0-9]+(:[0-9]+)+(\.[0-9]+)?", low):
        return "write digits without a colon"
    candidate = meant_amount(text)
    if not candidate:
        return _range_hint(text) or "write an amount like 10_000_000, 10M, 250k or 1.2B"
    reason = ""
    if re.match(r"[+-]?0[0-9_]+(\.|$)", text):
        reason = "; a leading zero means base eight to some programs"
    elif any(sign in text for sign in CURRENCY_SIGNS) or re.search("[A-Z]{3}", text):
        reason = "; the currency is stated once, under `currency`"
    elif text.startswith("("):
        reason = "; the plan says by its sections what is gained and what is lost"
    elif "," in text:
        reason = "; a comma means different things in different countries"
    elif text.endswith("m"):
        reason = "; a small m means a thousandth, or a thousand"
    if has_two_readings(candidate):
        candidate = " or ".join(readings(candidate))
    return f"write {candidate}{reason}"


COMMA_QUESTION = "did you use a comma inside a number?"


def meant_amount(text: str) -> str:
    """The amount that a text means, written so that it reads; empty when nobody could tell.

    >>> meant_amount("$10.5 million"), meant_amount("three"), meant_amount("three deals")
    ('10.5M', '3', '')
    """
    from revplan.numbers.spoken import in_digits  # few plans have an amount that is none

    if len(text) > LONGEST:
        return ""
    return _candidate(text) or _candidate(in_digits(text)) or ""


def _range_hint(text: str) -> str:
    from revplan.numbers.spoken import range_hint

    return range_hint(text, meant_amount) if len(text) <= LONGEST else ""


def whole_hint(text: str, least: int, most: int) -> str:
    """What to write instead of a text that is not a whole number of months.

    >>> whole_hint("1 year", 0, 120), whole_hint("three", 0, 120), whole_hint("2.5", 0, 120)
    ('write 12', 'write 3', 'write 2 or 3')
    """
    from revplan.numbers.spoken import in_digits, span_in

    said = in_digits(text) if len(text) <= LONGEST else ""
    months = span_in(text, {"month": 1, "quarter": 3, "year": 12}) if said else None
    number = re.fullmatch(r"\+?([0-9]{1,4})(\.[0-9]+)?", said, re.ASCII)
    if months is None and number is None:
        return f"write a number like {max(least, 3)}"
    first = months if months is not None else int(number[1]) if number else least
    if not least <= first < most:
        return f"write {least} to {most}"
    between = number is not None and number[2] and number[2].strip(".0")
    return f"write {first} or {first + 1}" if between else f"write {first}"


def _candidate(text: str) -> str | None:
    """What the writer most likely meant, written so that it reads; None when nobody could tell."""
    if len(text) > LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    guess = re.sub(rf"[{CURRENCY_SIGNS}\s'’\u00a0\u202f]", "", text).strip("()")
    guess = re.sub(r"^[A-Z]{3}|[A-Z]{3}$|^Rs\.?", "", guess)
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?[A-Za-z]*", guess):
        guess = guess.replace(",", "_")
    elif re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?[A-Za-z]*", guess):
        guess = _by_thousands(guess.replace(",", ""))
    elif re.fullmatch(r"[+-]?[0-9]{1,3}((\.[0-9]{3}){2,}|(\.[0-9]{3})+,[0-9]+)[A-Za-z]*", guess):
        guess = guess.replace(".", "_").replace(",", ".")
    elif re.fullmatch(r"[0-9]+,[0-9]{1,2}[A-Za-z]*", guess):
        guess = guess.replace(",", ".")
    number = re.fullmatch(r"[+-]?([0-9._]*)([A-Za-z]*\.?)", guess)
    if number is None:
        return None
    digits, word = number.groups()
    word = word if word in SUFFIXES else word.rstrip(".")
    digits = re.sub("_+", "_", digits).strip("_").rstrip(".")
    digits = f"0{digits}" if digits.startswith(".") else digits
    digits = re.sub(r"^[0_]+(?=[0-9])", "", digits)
    zeros = _UNITS.get(word, _UNITS.get(word.lower()))
    if zeros is not None and AMOUNT.fullmatch(digits):
        amount = EXACT.scaleb(Decimal(digits), zeros)
        return short_amount(amount) if amount.adjusted() < _MOST_DIGITS else None
    suffix = word if word in SUFFIXES else _WORDY.get(word.lower())
    if suffix is None or not AMOUNT.fullmatch(digits + suffix):
        return None
    if Decimal(digits.replace("_", "")).adjusted() + SUFFIXES[suffix] >= _MOST_DIGITS:
        return None
    return digits + suffix


def _by_thousands(guess: str) -> str:
    """Digits that were grouped in another way, grouped by thousands; what follows them as it is."""
    digits = re.match("[+-]?[0-9]+", guess)
    held = digits[0] if digits else ""
    return f"{int(held):_}{guess.removeprefix(held)}" if held else guess

"""How the program quotes, lists and counts: the small words of every message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def invisible(char: str) -> bool:
    """Whether a character shows nothing, or changes how its neighbours show."""
    return char in _BIDI or (
        not " " <= char <= "~" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def escape(text: str) -> str:
    r"""The text with everything invisible written out, so that no terminal or log obeys it.

    >>> escape("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(char) if invisible(char) else char for char in text)


def _escape(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    code = ord(char)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )


def cut(text: str, most: int = 60) -> str:
    """The text, at most that many characters of it."""
    return text if len(text) <= most else text[: most - 3] + "..."


def trim(text: str) -> str:
    """The text of a number without the decimals that say nothing.

    >>> trim("1,000.50"), trim("1,000.00"), trim("1,000")
    ('1,000.5', '1,000', '1,000')
    """
    return text.rstrip("0").rstrip(".") if "." in text else text


def quote(text: str) -> str:
    """The user's text in double quotes, escaped, at most 60 characters.

    >>> quote("$10M")
    '"$10M"'
    """
    return f'"{cut(escape(text))}"'


def listing(words: Iterable[str], last: str = "or") -> str:
    """Words as a sentence lists them.

    >>> listing(["rate", "amount", "monthly"])
    'rate, amount or monthly'
    """
    several = list(words)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} {last} {several[-1]}"


def neither(words: Sequence[str]) -> str:
    """Words as a sentence lists them of which none is there.

    >>> neither(["every", "month"]), neither(["rate", "amount", "monthly"])
    ('neither every nor month', 'none of rate, amount or monthly')
    """
    if len(words) == 2:
        return f"neither {words[0]} nor {words[1]}"
    return f"none of {listing(words)}"


def number_of(count: int, word: str) -> str:
    """A count with its noun, singular or plural.

    >>> number_of(1, "warning"), number_of(0, "plan")
    ('1 warning', '0 plans')
    """
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


MOST_NAMED = 5
"""How many names a message gives of many."""


def first_few(names: Sequence[str], most: int = MOST_NAMED, noun: str = "other") -> str:
    """Names as a sentence lists them, the first few where they are many, with the number of others.

    >>> first_few(["a", "b", "c"], 3), first_few(["a", "b", "c", "d"], 3, "other plan")
    ('a, b and c', 'a, b and 2 other plans')
    """
    told = [escape(name) for name in names]
    if len(told) > most:
        told = [*told[: most - 1], number_of(len(told) - most + 1, noun)]
    return listing(told, "and")

"""Commas inside the numbers of a list, which cut them: `[$14,800, $980]` has three entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from revplan.numbers.exact import EXACT
from revplan.numbers.meant import CURRENCY_SIGNS, meant_amount
from revplan.numbers.read import read_number

_SIGNED = re.compile(rf"[{CURRENCY_SIGNS}]|[A-Z]{{3}} ?[0-9]|Rs", re.ASCII)
_HEAD = re.compile(r"[^0-9]*[1-9][0-9]{0,2}", re.ASCII)
_TAIL = re.compile(r"[0-9]{3}(\.[0-9]+)?[kKMB]?", re.ASCII)
_DECIMALS = re.compile(r"[0-9]{1,2}[kKMB]", re.ASCII)
_MOST_PARTS = 4


def comma_in(texts: Sequence[str], lengths: Sequence[int]) -> str:
    """The first number of a list that a comma has cut, as it was written; empty where the entries
    may be numbers of their own. The list has one of these lengths when its numbers are whole.

    >>> comma_in(["$14", "800", "$980"], [2]), comma_in(["1", "2M", "1", "3M"], [2])
    ('$14,800', '1,2M')
    >>> comma_in(["14", "800", "15k", "16k"], [3]), comma_in(["90", "120", "1k", "2k"], [3])
    ('14,800', '')
    >>> comma_in(["210", "190", "220", "230"], [2]), comma_in(["1", "014", "800"], [12])
    ('', '1,014,800')
    """
    numbers = list(_whole(texts))
    found = _of_equal_parts(texts, lengths) or (
        _shown(numbers) if _are_cut(numbers, lengths) else ""
    )
    return found if found and meant_amount(found) else ""


def _of_equal_parts(texts: Sequence[str], lengths: Sequence[int]) -> str:
    """The first number where all are cut into as many parts, by thousands or before decimals."""
    for length in lengths:
        parts, over = divmod(len(texts), length)
        if over or not 2 <= parts <= _MOST_PARTS:
            continue
        numbers = [texts[at : at + parts] for at in range(0, len(texts), parts)]
        if all(meant_amount(",".join(it)) for it in numbers) and _apart(numbers):
            return next((",".join(it) for it in numbers if it[0][0] not in "+-"), "")
    return ""


def _apart(numbers: Sequence[Sequence[str]]) -> bool:
    """Whether what stands behind the commas is three digits, or decimals before a suffix; and
    something shows that what stands before them is not a number of its own.
    """
    tails = [part for number in numbers for part in number[1:]]
    heads = [number[0] for number in numbers]
    cut = any(it.startswith("0") for it in tails) or any(
        not re.fullmatch("[0-9]{3,}[kKMB]?", it, re.ASCII) for it in heads
    )
    return cut and all(_TAIL.fullmatch(part) or _DECIMALS.fullmatch(part) for part in tails)


def _whole(texts: Sequence[str]) -> Iterator[list[str]]:
    """The entries put together to the longest numbers that they may be parts of."""
    number: list[str] = []
    for text in texts:
        goes_on = number and _HEAD.fullmatch(number[0]) and _is_three(number[1:])
        if goes_on and len(number) < _MOST_PARTS and _TAIL.fullmatch(text):
            number.append(text)
            continue
        if number:
            yield number
        number = [text]
    if number:
        yield number


def _is_three(tails: Sequence[str]) -> bool:
    return all(len(it) == 3 and it.isdigit() for it in tails)


def _are_cut(numbers: Sequence[Sequence[str]], lengths: Sequence[int]) -> bool:
    """Whether something shows that commas have cut numbers: a tail that begins with a zero, a sign
    of a currency on every number, wholes that are nearer to the other numbers than their parts are
    where the list then has as many as it should, or numbers too short for what stands behind them.
    """
    tails = [part for number in numbers for part in number[1:]]
    if any(it.startswith("0") for it in tails) or all(_SIGNED.match(it[0]) for it in numbers):
        return bool(tails)
    if len(numbers) in lengths and _are_nearer(numbers):
        return True
    short = [number for number in numbers if len(re.sub("[^0-9]", "", number[0])) < 3]
    if not short or any(len(number) == 1 for number in short):
        return False
    if len(short) == len(numbers):
        return True
    return any(
        len(numbers) <= length <= len(numbers) + len(tails) and 2 * len(short) >= length
        for length in lengths
    )


def _are_nearer(numbers: Sequence[Sequence[str]]) -> bool:
    """Whether each part of the numbers that may be cut is less than every other number, and the
    whole is nearer to these, as a multiple, than its last part.
    """
    others = [_amount(number[0]) for number in numbers if len(number) == 1]
    cut = [number for number in numbers if len(number) > 1]
    if not others or not cut:
        return False
    between = EXACT.multiply(least := min(others), max(others))
    return all(
        all(_amount(part) < least for part in number)
        and EXACT.multiply(_amount(",".join(number)), _amount(number[-1])) < between
        for number in cut
    )


def _amount(text: str) -> Decimal:
    """The amount that an entry means; zero where nobody could tell."""
    meant = meant_amount(text)
    return read_number(meant) if meant else Decimal(0)


def _shown(numbers: Sequence[Sequence[str]]) -> str:
    """The first number whose end is certain: a currency begins the next, or it has one comma; else
    the first with a comma, up to what may be a number of its own.
    """
    cut = [it for it in numbers if len(it) > 1 and it[0][0] not in "+-"]
    certain = [it for it in cut if len(it) == 2 or _SIGNED.match(it[0])]
    if certain or not cut:
        return ",".join(certain[0]) if certain else ""
    head, first, *rest = cut[0]
    if len(head) == 3:
        rest = rest[: next((n for n, it in enumerate(rest) if not it.startswith("0")), len(rest))]
    return ",".join((head, first, *rest))

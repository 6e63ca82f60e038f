"""Commas inside numbers: `{revenue: 12,5M}` is, to YAML, the value 12 and a key 5M after it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.model.places import held_at
from revplan.numbers.meant import COMMA_QUESTION, amount_hint

COMMA_TAIL = re.compile(r"[0-9]+(\.[0-9]+)?[kKMB%]?", re.ASCII)
"""A key that is the tail of a number cut by its comma: {revenue: 10,000,000} or {rate: 0,12}."""

_MOST_AGAIN = 16
"""The tails of a number, its low, its high and its last year, and some to spare."""

_POINTS_GROUP = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", re.ASCII)
_COMMAS_GROUP = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", re.ASCII)


def tell_whole_numbers(problems: Iterable[Problem], raw: Mapping[str, Any]) -> list[Problem]:
    """The problems of a plan's texts, where a number was cut by its commas told once, by the number
    as it was written.
    """
    told = list(problems)
    tails = {it.path for it in told if it.code == "RP104" and is_tail(it.path[-1])}
    hints: dict[Path, str] = {}
    known: set[Path] = set()
    for around in {path[:-1] for path in tails}:
        for head, cut in _runs(held_at(raw, around)):
            if (*around, cut[0]) in tails:
                hints[*around, cut[0]] = _meant(raw, (*around, head), cut)
                known |= {(*around, it) for it in (head, *cut[1:])}
    kept = (_rest_of_text(it, raw) for it in told if it.path not in known)
    return [replace(it, hint=hints[it.path]) if it.path in hints else it for it in kept]


def is_tail(key: str | int) -> bool:
    """Whether a key may be the tail of a number cut by its comma."""
    return isinstance(key, str) and COMMA_TAIL.fullmatch(key.rstrip(" ")) is not None


def tail_again(tail: str, known: Container[str]) -> str | None:
    """The key of a tail where the keys that are `known` have the same: `000` of 10,000,000, or `5%`
    of low and of high in {low: 10,5%, high: 15,5%}. None for more than a mapping has numbers.

    >>> tail_again("5%", ["low", "5%", "high"]), tail_again("000", ["amount", "000"])
    ('5% ', '000 ')
    """
    return next((it for n in range(1, _MOST_AGAIN) if (it := tail + " " * n) not in known), None)


def _runs(around: Any) -> Iterator[tuple[str, list[str]]]:
    """The keys of a mapping whose values a comma cut, each with the tails after it."""
    head, cut = "", list[str]()
    for key, value in around.items() if isinstance(around, Mapping) else ():
        if value is None and is_tail(key):
            cut.append(key)
            continue
        if head and cut:
            yield head, cut
        head, cut = key if isinstance(value, str) else "", []
    if head and cut:
        yield head, cut


def _meant(raw: Mapping[str, Any], path: Path, cut: list[str]) -> str:
    """What was meant by a value with tails after it: a number, or a text that has a comma."""
    pieces = [held_at(raw, path), *(it.rstrip(" ") for it in cut)]
    if _holds_words(path):
        return _in_quotes(path, pieces)
    return f"{COMMA_QUESTION} {_hint(','.join(pieces))}"


def _holds_words(path: Path) -> bool:
    """Whether what stands at a path is a text of any words."""
    from revplan.model.key_places import find_key  # few plans have a comma too many

    place = find_key(path_text(path))
    return place is not None and place.name == path[-1] and place.holds_words


def _in_quotes(path: Path, pieces: Iterable[str]) -> str:
    return f"a text with a comma goes in quotes: {path[-1]}: {quote(', '.join(pieces))}"


def _rest_of_text(problem: Problem, raw: Mapping[str, Any]) -> Problem:
    """A problem, where a text was cut by its comma told so: {source: ledger, page 12}."""
    key = problem.path[-1] if problem.path else ""
    if problem.code != "RP103" or not isinstance(key, str) or " " not in key:
        return problem
    around = held_at(raw, problem.path[:-1])
    keys = [*around] if isinstance(around, Mapping) else [key]
    before = ["", *keys][keys.index(key)]
    path = (*problem.path[:-1], before)
    if not before or not isinstance(around[before], str) or not _holds_words(path):
        return problem
    return replace(problem, hint=_in_quotes(path, (around[before], key)))


def _hint(written: str) -> str:
    """What to write for a number that was cut."""
    if not written.endswith("%"):
        return amount_hint(written)
    number = written.removesuffix("%")
    if _POINTS_GROUP.fullmatch(number):
        number = number.replace(".", "")
    elif _COMMAS_GROUP.fullmatch(number) or number.count(",") > 1:
        number = number.replace(",", "")
    elif "." in number:
        return "write it with one point, before its decimals, such as 12.5%"
    return f"write {number.replace(',', '.')}%"

"""Commas inside numbers: `{revenue: 12,5M}` is, to YAML, the value 12 and a key 5M after it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.numbers.meant import amount_hint

COMMA_TAIL = re.compile(r"[0-9]+(\.[0-9]+)?[kKMB%]?", re.ASCII)
"""A key that is the tail of a number cut by its comma: {revenue: 10,000,000} or {rate: 0,12}."""

ASKED = "did you use a comma inside a number?"

_MOST_AGAIN = 5
"""A number, its low, its high and its last year, and one to spare."""

_HEAD = re.compile(r"[+-]?[0-9]+(\.[0-9]+)*", re.ASCII)
_POINTS_GROUP = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", re.ASCII)
_COMMAS_GROUP = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", re.ASCII)
_GROUP = re.compile("[0-9]{3}[kKMB]?", re.ASCII)


def tell_whole_numbers(problems: Iterable[Problem], raw: Mapping[str, Any]) -> list[Problem]:
    """The problems of a plan's texts, where a number was cut by a comma told once, by the number as
    it was written.

    Groups of three digits are left as they are: of those that repeat, the texts have but one.
    """
    told = list(problems)
    tails = {it.path for it in told if it.code == "RP104" and is_tail(it.path[-1])}
    hints: dict[Path, str] = {}
    heads: set[Path] = set()
    for around in {path[:-1] for path in tails}:
        for head, tail, written in _cut_numbers(_at(raw, around)):
            if (*around, tail) in tails:
                hints[*around, tail] = _hint(written)
                heads.add((*around, head))
    kept = (it for it in told if it.path not in heads)
    return [replace(it, hint=hints[it.path]) if it.path in hints else it for it in kept]


def is_tail(key: str | int) -> bool:
    """Whether a key may be the tail of a number cut by its comma."""
    return isinstance(key, str) and COMMA_TAIL.fullmatch(key.rstrip(" ")) is not None


def tail_again(tail: str, known: Container[str]) -> str | None:
    """The key of a tail where the keys that are `known` have the same: `5%` of low and of high in
    {low: 10,5%, high: 15,5%}. None for a group of three digits, which repeats within one number,
    and for more tails than a mapping has numbers.

    >>> tail_again("5%", ["low", "5%", "high"]), tail_again("000", ["amount", "000"])
    ('5% ', None)
    """
    if _GROUP.fullmatch(tail):
        return None
    return next((it for n in range(1, _MOST_AGAIN) if (it := tail + " " * n) not in known), None)


def _at(raw: Any, path: Path) -> Any:
    """What stands at a path of the texts; None where nothing does."""
    for step in path:
        if isinstance(raw, Mapping):
            raw = raw.get(step)
        else:
            raw = raw[step] if isinstance(raw, list) and isinstance(step, int) else None
    return raw


def _cut_numbers(around: Any) -> Iterator[tuple[str, str, str]]:
    """The numbers with decimals that a comma cut: the key of each, its tail, and the number as it
    was written.
    """
    if not isinstance(around, Mapping):
        return
    keys = [*around, ""]
    for head, tail, after in zip(keys, keys[1:], keys[2:], strict=False):
        alone = is_tail(tail) and not is_tail(head) and not is_tail(after)
        if alone and around[tail] is None and _may_be_cut(around[head], tail):
            yield head, tail, f"{around[head]},{tail.rstrip(' ')}"


def _may_be_cut(value: Any, tail: str) -> bool:
    """Whether a value and the key after it are a number with decimals."""
    if not isinstance(value, str) or not _HEAD.fullmatch(value):
        return False
    return "." in value or not _GROUP.fullmatch(tail.rstrip(" "))


def _hint(written: str) -> str:
    """What was meant by a number that was cut."""
    if not written.endswith("%"):
        return f"{ASKED} {amount_hint(written)}"
    number = written.removesuffix("%")
    if _POINTS_GROUP.fullmatch(number):
        number = number.replace(".", "")
    elif _COMMAS_GROUP.fullmatch(number):
        number = number.replace(",", "")
    elif "." in number:
        return f"{ASKED} write it with one point, before its decimals, such as 12.5%"
    return f"{ASKED} write {number.replace(',', '.')}%"

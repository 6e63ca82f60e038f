"""Indentation that was forgotten: `churn:` with nothing in it, and its keys in the same column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import MOST_NAMED, first_few
from revplan.fields.reads import Raw
from revplan.model.places import held_at
from revplan.model.shape import entries_at, keys_at


def tell_indents(problems: Iterable[Problem], raw: Raw) -> list[Problem]:
    """The problems of a plan's texts, where keys stand beside the key that they belong below told
    once: by that key, which has no value.
    """
    told = list(problems)
    unknown = {it.path for it in told if it.code == "RP104"}
    empty = [it.path for it in told if it.code == "RP103" and it.on_key]
    below = {path: [*_belonging(path, held_at(raw, path[:-1]), unknown)] for path in empty}
    strays = {(*path[:-1], key) for path, keys in below.items() for key in keys}
    kept = (it for it in told if not any(it.path[:n] in strays for n in range(1, len(it.path) + 1)))
    return [
        replace(it, hint=_hint(it.path, below[it.path])) if below.get(it.path) else it
        for it in kept
    ]


def _belonging(path: Path, around: Any, unknown: set[Path]) -> Iterator[str]:
    """The keys right after an empty one that are unknown where they stand, and belong below it."""
    if not isinstance(around, Mapping):
        return
    following = [*around][[*around].index(path[-1]) + 1 :]
    strays = [*takewhile(lambda key: (*path[:-1], key) in unknown, following)]
    names = entries_at(path) is not None
    known = [*keys_at(path)]
    yield from (
        takewhile(lambda key: isinstance(around[key], Mapping) or around[key] is None, strays)
        if names
        else takewhile(lambda key: key in known, strays)
    )


def _hint(path: Path, keys: list[str]) -> str:
    them = first_few(keys, MOST_NAMED, "other key")
    return f"indent {them} below {path[-1]}:, by two spaces"

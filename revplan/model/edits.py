"""Edits of a plan's texts as people write them: a path, what to do there, and a value.

The path may leave steps open, by `*` or `@`; what is done there is one of the `OPERATORS`. Nothing
here knows where the words stood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from revplan.base.near_words import there_is
from revplan.base.paths import ANY, Path, path_text
from revplan.fields.reads import Raw
from revplan.model.edit import PUT, Edit, NoEdit, operator_behind
from revplan.model.operators import operate
from revplan.model.places import (
    NoSuchPlace,
    find,
    found_below,
    held_at,
    nearest_path,
    no_entry,
    stands_below,
)
from revplan.model.shape import entries_at, keys_at, section_at
from revplan.model.units import unit_at

_STEP = re.compile(r"([^\[\]]+)((?:\[(?:[0-9]{1,6}|[*@])\])*)")


def read_name(name: str) -> tuple[Path, str]:
    """The path and the operator of what stands before the equals sign, or the colon.

    >>> read_name("budget.*.amount*")
    (('budget', '*', 'amount'), '*=')
    >>> read_name("churn.rate+"), read_name("budget.@")
    ((('churn', 'rate'), '+='), (('budget', '*'), '='))
    """
    name = name.strip()
    operator = operator_behind(name)
    return read_path(name.removesuffix(operator.removesuffix("=")).rstrip()), operator


def read_path(text: str) -> Path:
    """A path as it is typed: names joined by points, places in lists in brackets, from 1. Below
    `expect` the rest is one name.

    >>> read_path("prior_year.monthly[1]"), read_path("expect.months.2027-03.target")
    (('prior_year', 'monthly', 0), ('expect', 'months.2027-03.target'))
    """
    steps: list[str | int] = []
    typed = text.split(".")
    for depth, step in enumerate(typed):
        match = _STEP.fullmatch(step)
        steps.append(_open(match[1] if match else step))
        steps += [_place(it) for it in re.findall(r"\[(.*?)\]", match[2])] if match else ()
        if step == "expect" and typed[depth + 1 :] and _holds_a_plan(steps[:-1]):
            return (*steps, _open(".".join(typed[depth + 1 :])))
    return tuple(steps)


def _open(step: str) -> str:
    return ANY if step == "@" else step


def _place(text: str) -> str | int:
    return ANY if text in "*@" else int(text) - 1


def _holds_a_plan(steps: Sequence[str | int]) -> bool:
    """Whether a path leads to the plan itself, or to one of its segments."""
    return len(steps) % 2 == 0 and all(step == "segments" for step in steps[::2])


def is_open(path: Path) -> bool:
    """Whether a path leaves a step open."""
    return ANY in path


def places_of(raw: Raw, edit: Edit) -> list[Path]:
    """The paths at which an edit is to be made: its own, or those that it meets; where it adds a
    line, below each of the sections that it meets.
    """
    above, last = edit.path[:-1], edit.path[-1]
    if not is_open(edit.path):
        return [edit.path]
    if edit.operator != PUT or last == ANY or not isinstance(edit.value, Mapping):
        return met_by(raw, edit.path, to_state=edit.operator == PUT)
    found = met_by(raw, above)
    if all(entries_at(at) is None for at in found):
        return met_by(raw, edit.path)
    return [(*at, last) for at in found]


def met_by(raw: Raw, path: Path, to_state: bool = False) -> list[Path]:
    """The paths of the plan that a path with open steps meets, in the plan's order.

    Raises NoSuchPlace where there is none, for the first step that leads nowhere; what is to be
    stated there may be meant for one of the lines.
    """
    found: list[tuple[Path, Any]] = [((), raw)]
    for depth, step in enumerate(path):
        inner = [((*at, key), held[key]) for at, held in found for key in _keys(held, step)]
        if not inner and isinstance(step, int):
            raise no_entry(path[: depth + 1], path, [held for _, held in found])
        if not inner:
            there = dict.fromkeys(str(key) for _, held in found for key in _keys(held, ANY))
            known = keys_at(()) if not depth else list(there)
            elsewhere = () if depth or step in (ANY, *known) else _below(raw, path)
            if elsewhere:
                raise stands_below(path, elsewhere)
            meant = nearest_path(path, depth, known) if step not in known else ()
            unstated = path[:1] if not depth and step in known else ()
            if depth and step == ANY and entries_at(path[:depth]) is not None:
                unstated = path[:depth]
            if to_state and not meant:
                meant = _of_one(found, path, depth)
            raise NoSuchPlace(_nowhere(path, depth, known), path, (), meant, unstated, found=depth)
        found = inner
    return [at for at, _ in found]


def _below(raw: Raw, path: Path) -> tuple[Path, ...]:
    return found_below(raw, path, lambda at: met_by(raw, at))


def _of_one(found: Sequence[tuple[Path, Any]], path: Path, depth: int) -> Path:
    """The path below the first of the lines that may state the key which none of them states."""
    lines = (at for at, _ in found if path[depth] in keys_at(at) and not is_open(path[depth:]))
    return next(((*at, *path[depth:]) for at in lines), ())


def _keys(held: Any, step: str | int) -> list[Any]:
    """The keys that a step means in a mapping or a list."""
    there = list(held) if isinstance(held, Mapping) else []
    there = list(range(len(held))) if isinstance(held, list) else there
    if step == ANY:
        return there
    return [step] if (step in held if isinstance(held, Mapping) else step in there) else []


def _nowhere(path: Path, depth: int, known: list[str]) -> str:
    """Why a path meets nothing; `known` is what the plan has where the step would be."""
    step, above = str(path[depth]), path_text(path[:depth])
    under = f" under {above}" if above else ""
    if step == ANY:
        return f"there is nothing{under} in this plan"
    if not above:
        return _not_stated(step) if step in known else there_is(step, known)
    return there_is(step, known, f"{under} in this plan")


def _not_stated(name: str) -> str:
    return f"the plan states no {name}"


def must_state(raw: Raw, path: Path) -> None:
    """Raises NoSuchPlace for a path at which the plan states nothing, where that does not add a
    line: of several plans only those are meant that have what is to be tried.
    """
    if not is_open(path) and held_at(raw, path) is None and entries_at(path[:-1]) is None:
        _stated(raw, path)


def texts_of(raw: Raw, edit: Edit, paths: Sequence[Path]) -> dict[Path, Any]:
    """What an edit puts at the paths that it met. Raises NoSuchPlace for a number that the plan
    does not state and that is to be changed, NoEdit for a value that does not fit.
    """
    if edit.operator == PUT:
        for at in paths:
            _hold_to_texts(at, edit.value)
        return dict.fromkeys(paths, edit.value)
    return {at: operate(at, _stated(raw, at), edit) for at in paths}


def _hold_to_texts(path: Path, value: Any) -> None:
    """Raises NoEdit for a segment's file: what is tried are texts, and no file is read for it."""
    named = path[-1] == "plan" and path[-3:-2] == ("segments",)
    held = isinstance(value, Mapping) and "plan" in value and path[-2:-1] == ("segments",)
    if named or held:
        why = "no other file is read to try a value"
        raise NoEdit(why, "write what the segment's file says in its place, in braces")


def _stated(raw: Raw, path: Path) -> Any:
    """What the plan states at a path; raises NoSuchPlace where that is nothing. Of a number's key
    without a value the plan says more itself.
    """
    held, above = held_at(raw, path), held_at(raw, path[:-1])
    empty = isinstance(above, Mapping) and path[-1] in above and unit_at(path) is not None
    if held is None and not empty:
        numbers = [it for it in above if _is_number(path, it)] if isinstance(above, Mapping) else []
        find(raw, path)
        if not numbers:
            raise NoSuchPlace(_not_stated(path_text(path)), path, unstated=path, found=len(path))
        meant = nearest_path(path, len(path) - 1, numbers) or _rival(path, numbers)
        why = there_is(str(path[-1]), numbers, _under(path[:-1]))
        raise NoSuchPlace(why, path, meant=meant, unstated=path, found=len(path))
    return held


def _rival(path: Path, stated: Sequence[str]) -> Path:
    """The number in place of which a key would stand, where both count the same."""
    model = section_at(path[:-1])
    rivals = model.ONE_OF if model is not None and path[-1] in model.ONE_OF else ()
    places = ((*path[:-1], key) for key in stated if key in rivals)
    return next((at for at in places if unit_at(at) is unit_at(path)), ())


def _is_number(path: Path, key: str) -> bool:
    at = (*path[:-1], key)
    return unit_at(at) is not None and section_at(at) is None and entries_at(at) is None


def _under(path: Path) -> str:
    return f" under {path_text(path)} in this plan" if path else " in this plan"


def names_met(path: Path, met: Sequence[Path]) -> tuple[str, ...]:
    """What stood for the open steps of a path.

    >>> names_met(("budget", "*", "amount"), [("budget", "tools", "amount")])
    ('tools',)
    """
    return tuple(
        path_text(tuple(step for step, asked in zip(at, path, strict=True) if asked == ANY))
        for at in met
    )

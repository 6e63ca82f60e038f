"""What a company's segments state and the company may not: the places that were meant instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from revplan.base.paths import ANY, Path
from revplan.fields.reads import Raw
from revplan.model.edit import PUT, TIMES, Edit
from revplan.model.edits import is_open, met_by
from revplan.model.places import NoSuchPlace, find, held_at
from revplan.model.plan import NOT_WITH_SEGMENTS, OF_SEGMENTS
from revplan.model.shape import section_at
from revplan.model.units import unit_at


def hold_to_segments(raw: Raw, edit: Edit) -> None:
    """Raises NoSuchPlace for a path to what segments state, in a plan that has any: it may be meant
    for all of them or, where none states it, for the first.
    """
    above: Path = ()
    while segments := _segments_at(raw, above):
        rest = edit.path[len(above) :]
        if rest and rest[0] in OF_SEGMENTS:
            raise _in_segments(raw, edit, above)
        if rest[:1] != ("segments",) or len(rest) < 2 or rest[1] not in segments:
            return
        above = edit.path[: len(above) + 2]


def _segments_at(raw: Raw, path: Path) -> Mapping[str, Any]:
    """The segments of the plan at a path."""
    held = held_at(raw, (*path, "segments"))
    return held if isinstance(held, Mapping) else {}


def _in_segments(raw: Raw, edit: Edit, above: Path) -> NoSuchPlace:
    """That the plan at `above` cannot state the key, and which place may be meant."""
    rest = edit.path[len(above) :]
    why = f"{rest[0]} {NOT_WITH_SEGMENTS}"
    for path in _in_all(raw, above, rest, edit.operator):
        return NoSuchPlace(why, path, meant=path)
    while segments := _segments_at(raw, above):
        above = (*above, "segments", next(iter(segments)))
    first = (*above, *rest)
    if is_open(rest):
        return NoSuchPlace(why, first, unstated=first[: first.index(ANY)])
    try:
        find(raw, first, edit.value)
    except NoSuchPlace as error:
        return NoSuchPlace(why, first, error.line, error.meant, (*above, rest[0]))
    if edit.operator == PUT:
        return NoSuchPlace(why, first, meant=first)
    return NoSuchPlace(why, first, unstated=first)


def _in_all(raw: Raw, above: Path, rest: Path, operator: str) -> Iterator[Path]:
    """The paths that meet something in all segments below a plan: with the same key, one much like
    it, or one that a factor changes to the same end.
    """
    for depth in range(1, _MOST_DEEP + 1):
        into = (*above, *("segments", ANY) * depth)
        for path in ((*into, *it) for it in (rest, *_alike(rest, operator))):
            try:
                met_by(raw, path)
                yield path
            except NoSuchPlace as error:
                if error.meant[: len(into)] == into:
                    yield from _where_it_meets(raw, error.meant)


def _where_it_meets(raw: Raw, path: Path) -> Iterator[Path]:
    with suppress(NoSuchPlace):
        met_by(raw, path)
        yield path


def _alike(path: Path, operator: str) -> Iterator[Path]:
    """The paths of the numbers that a section may state in place of one, in the same unit: times a
    factor, each comes to the same.
    """
    model = section_at(path[:-1]) if operator == TIMES else None
    for key in model.ONE_OF if model is not None and path[-1] in model.ONE_OF else ():
        if key != path[-1] and unit_at((*path[:-1], key)) is unit_at(path):
            yield (*path[:-1], key)


_MOST_DEEP = 8
"""How many levels of segments are looked through."""

"""Edits that put nothing: empty braces, which neither add anything to a plan nor remove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, get_origin

from revplan.base.paths import ANY, Path, path_text
from revplan.fields.reads import Raw
from revplan.model.edit import PUT, TIMES, Edit, NoEdit
from revplan.model.edits import met_by
from revplan.model.operators import operate
from revplan.model.places import NoSuchPlace, held_at
from revplan.model.shape import entries_at, field_at, section_at


def hold_to_something(raw: Raw, edit: Edit, met: Sequence[Path]) -> None:
    """Raises NoEdit for an edit that puts nothing at the paths that it met, with the one that
    takes what stands there down to zero.
    """
    below = list(_empty_in(edit.value)) if edit.operator == PUT else []
    sign = "[]" if edit.value == [] else "{}"
    puts_nothing = (_puts_nothing(raw, (*at, *it), sign) for at in met for it in below)
    if not below or not all(puts_nothing):
        return
    path, first = (*edit.path, *below[0]), (*met[0], *below[0])
    name = path_text(path)
    why = f"{name}={sign} adds nothing and removes nothing"
    field, section, around = field_at(first), section_at(first), section_at(first[:-1])
    needed = field is not None and section is not None and section.ONE_OF and field.default
    if not held_at(raw, first) or needed:
        raise NoEdit(why, f"`revplan key {name}` tells what may stand there")
    write = next(_down_to_zero(raw, path, first), "")
    measure = around is not None and first[-1] in around.ONE_OF
    without = f"a plan without {name.removesuffix('.*')} is tried by editing the file"
    raise NoEdit(why, "" if measure else without, write)


def _empty_in(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of the empty mappings in one that holds nothing else, or that of an empty list.

    >>> list(_empty_in({"a": {}, "b": {}})), list(_empty_in({"a": {}, "b": "1"}))
    ([('a',), ('b',)], [])
    """
    if value == {} or (value == [] and not path):
        yield path
    elif isinstance(value, Mapping):
        inner = [list(_empty_in(it, (*path, key))) for key, it in value.items()]
        yield from (at for found in inner for at in found) if all(inner) else ()


def _puts_nothing(raw: Raw, path: Path, sign: str) -> bool:
    """Whether an empty mapping or list at a path says nothing; a line that states nothing is the
    plan's to refuse, as what is of another kind.
    """
    held = held_at(raw, path)
    if sign == "[]":
        field = field_at(path)
        return not held and field is not None and get_origin(field.annotation) is tuple
    if held is not None:
        return isinstance(held, Mapping)
    named = entries_at(path[:-1]) is not None
    return not named and (entries_at(path) or section_at(path)) is not None


def _down_to_zero(raw: Raw, path: Path, first: Path) -> Iterator[str]:
    """The edits that take down to zero what stands at a path, `first` of those that it met; below
    names of the user's own, that of all lines which count the same.
    """
    held = held_at(raw, first)
    if entries_at(first) is not None:
        path, first = (*path, ANY), (*first, next(iter(held)))
    section = section_at(first)
    keys = section.ONE_OF if section is not None and not section.BESIDE else ()
    for at in ((*path, key) for key in keys) if section is not None else (path,):
        edit = Edit(at, TIMES, "0")
        with suppress(NoSuchPlace, NoEdit):
            for it in met_by(raw, at):
                operate(it, held_at(raw, it), edit)
            yield f"{path_text(at)}{TIMES}0"

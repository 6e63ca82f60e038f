"""The keys of a plan as a tree: what each says, and an example of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from revplan.base.paths import ANY, Path
from revplan.model.key_places import KeyPath, KeyPlace, key_places, section_below
from revplan.model.key_relations import bases_of
from revplan.model.shape import holds_names, is_list, or_plain
from revplan.writing.comments import comment_behind
from revplan.writing.full_examples import ASIDE, example, name_under

WIDTH = 98
"""What a line may have that is still to be commented."""


@dataclass
class Key:
    """A key with what stands at it: a value, or keys below. One that is `off` is a comment."""

    name: str
    path: Path
    says: str = ""
    value: str = ""
    below: list[Key] = field(default_factory=list)
    off: bool = False

    def on_the_way(self, path: Path) -> Key | None:
        """The deepest key on the way to a path, of those that are not off."""
        if self.off or self.path != path[: len(self.path)]:
            return None
        return next(filter(None, (key.on_the_way(path) for key in self.below)), self)


def keys_of(above: KeyPath, path: Path, basis: str) -> list[Key]:
    """Every key that a section may have in a plan of this basis; `path` is where it stands, `above`
    the same with * for names.
    """
    own = [it for it in _fields_below(above) if basis in bases_of(it)]
    return [key for it in own for key in _forms_of(it, path, basis, _instead_of_others(it, own))]


def _fields_below(above: KeyPath) -> list[KeyPlace]:
    below = [it for at, it in key_places().items() if at[:-1] == above]
    return [it for it in below if it.field is not None]


def _instead_of_others(place: KeyPlace, own: Sequence[KeyPlace]) -> bool:
    """Whether a key stands instead of one before it, or goes with something else."""
    if place.holder is None:
        return False
    there = {it.name for it in own}
    measures = [name for name in place.holder.ONE_OF if name in there]
    return place.name in (*measures[1:], *ASIDE.get(place.holder.__name__, ()))


def _forms_of(place: KeyPlace, path: Path, basis: str, off: bool) -> Iterator[Key]:
    """A key with its value, or with what stands below it; both where it takes either. What an
    example writes out in lines is not gone through.
    """
    stated, inner, value = place.field, section_below(place), example(place)
    at, says = (*path, place.name), place.says
    plain = inner is not None and stated is not None and or_plain(stated)
    if inner is None or "\n" in value or plain:
        yield Key(place.name, at, says, value, off=off)
    if inner is not None and "\n" not in value:
        says = "or what says more about it" if plain else says
        yield Key(place.name, at, says, "", _entries(place, at, basis), off=off or plain)


def _entries(place: KeyPlace, at: Path, basis: str) -> list[Key]:
    """What stands below a key: the keys of a section, of one under a name, or of one in a list."""
    stated = place.field
    if stated is None or not holds_names(stated):
        return keys_of(place.path, at, basis)
    name: str | int = 0 if is_list(stated) else name_under(str(at[-1]))
    shown = "-" if is_list(stated) else str(name)
    inner = keys_of((*place.path, ANY), (*at, name), basis)
    return [Key(shown, (*at, name), below=inner)]


def lines_of(key: Key, indent: str = "", lead: str = "") -> Iterator[str]:
    """A key as lines: what it says behind it where there is room, else above it."""
    if key.name == "-":
        for place, each in enumerate(key.below):
            yield from lines_of(each, indent, "  " if place else "- ")
        return
    mark = "# " * key.off
    inside = f"{indent}{' ' * len(lead)}{mark}"
    written_out = key.value.split("\n") if "\n" in key.value else []
    line = f"{indent}{lead}{mark}{key.name}: {'' if written_out else key.value}".rstrip()
    if key.says and len(comment_behind(line, key.says)) <= WIDTH:
        line = comment_behind(line, key.says)
    elif key.says:
        yield from (
            f"{inside}# {part}" for part in textwrap.wrap(key.says, WIDTH - len(inside) - 2)
        )
    yield line
    yield from (f"{inside}  {part}" for part in written_out)
    for each in key.below:
        yield from lines_of(each, f"{inside}  ")

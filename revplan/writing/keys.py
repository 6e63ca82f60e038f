"""The keys of a plan as a tree: what each says, and an example of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from revplan.base.paths import Path
from revplan.fields.reads import Given
from revplan.fields.section import Section
from revplan.model.plan import BASES
from revplan.model.shape import form_of, holds_names, is_list, model_of, or_plain
from revplan.writing.comments import comment_behind
from revplan.writing.examples import ASIDE, example, name_under

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


def keys_of(model: type[Section], path: Path, basis: str) -> list[Key]:
    """Every key that a section may have in a plan of this basis."""
    own = [key for key in model.model_fields if _belongs(model, (*path, key), basis)]
    found = [it for key in own for it in _forms_of(model, key, path, basis)]
    instead = [key for key in model.ONE_OF if key in own][1:]
    for it in found:
        it.off = it.off or it.name in (*instead, *ASIDE.get(model.__name__, ()))
    return found


def _belongs(model: type[Section], path: Path, basis: str) -> bool:
    """Whether plans of a basis have a key: those of another one alone have some, too."""
    return not _refuses(model, path, basis) or all(_refuses(model, path, it) for it in BASES)


def _refuses(model: type[Section], path: Path, basis: str) -> bool:
    problems = model.key_problems({str(path[-1]): ""}, path[:-1], Given(basis=basis))
    return any(it.code == "RP107" and it.path == path for it in problems)


def _forms_of(model: type[Section], key: str, path: Path, basis: str) -> Iterator[Key]:
    """A key with its value, or with what stands below it; both where it takes either. What an
    example writes out in lines is not gone through.
    """
    stated = model.model_fields[key]
    at, says = (*path, key), stated.description or ""
    inner = model_of(stated)
    plain = inner is not None and not holds_names(stated) and or_plain(stated)
    value = example(model.__name__, key, form_of(stated))
    if inner is None or "\n" in value or plain:
        yield Key(key, at, says, value)
    if inner is not None and "\n" not in value:
        below = _entries(inner, at, stated, basis)
        yield Key(key, at, "or what says more about it" if plain else says, "", below, off=plain)


def _entries(inner: type[Section], at: Path, stated: Any, basis: str) -> list[Key]:
    """What stands below a key: the keys of a section, of one under a name, or of one in a list."""
    if not holds_names(stated):
        return keys_of(inner, at, basis)
    name: str | int = 0 if is_list(stated) else name_under(str(at[-1]))
    shown = "-" if is_list(stated) else str(name)
    return [Key(shown, (*at, name), below=keys_of(inner, (*at, name), basis))]


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

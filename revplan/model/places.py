"""Places of a plan's texts by path: which there are, and other texts put into them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from revplan.base.near_words import closest, there_is
from revplan.base.paths import Path, path_text
from revplan.base.words import listing, quote
from revplan.fields.reads import Raw
from revplan.fields.section import Section
from revplan.model.shape import entries_at, keys_at, keys_of_number, section_at


class NoSuchPlace(Exception):
    """A path that names no place of a plan, and why; `line` is the path of the line, of a name of
    the user's own, that would have to be there, `meant` the path that may have been meant,
    `unstated` that of a key which may stand there and does not, `below` those below whose first
    step the plan has it, and `entries` what is said of those of a list that has no such entry;
    `found` counts the steps of the path that lead somewhere.
    """

    def __init__(
        self,
        why: str,
        path: Path,
        line: Path = (),
        meant: Path = (),
        unstated: Path = (),
        below: tuple[Path, ...] = (),
        entries: str = "",
        found: int = 0,
    ) -> None:
        super().__init__(why, path, line, meant, unstated, below, entries, found)
        self.why = why
        self.path = path
        self.line = line
        self.meant = meant
        self.unstated = unstated
        self.below = below
        self.entries = entries
        self.found = found

    def without_line(self) -> NoSuchPlace:
        """The same where no line is to be added."""
        told = self.meant, self.unstated, self.below, self.entries, self.found
        return NoSuchPlace(self.why, self.path, (), *told)


def put(raw: Raw, given: Mapping[Path, Any]) -> dict[str, Any]:
    """A copy of a plan's texts with other values in the places named: whatever replaces texts is
    this one act. Raises NoSuchPlace for a place that the plan does not have.
    """
    for path, value in given.items():
        find(raw, path, value)
    result: dict[str, Any] = _copied(raw)
    for path, value in given.items():
        at: Any = result
        for depth, step in enumerate(path[:-1]):
            at = _into(at, path[: depth + 1], step, path[depth + 1])
        _put_at(at, path, value)
    return result


def _into(at: Any, path: Path, step: str | int, within: str | int) -> Any:
    """What stands at a step of a path, a mapping in place of a single value, or of nothing yet;
    `within` is the next step.
    """
    held = at[int(step)] if isinstance(at, list) else at.get(step)
    if not isinstance(held, (dict, list)):
        if isinstance(at, dict):
            _without_rivals(at, path)
        model = section_at(path)
        alone = model is not None and within not in model.BESIDE
        held = {} if held is None or alone else {"value": held}
        at[int(step) if isinstance(at, list) else step] = held
    return held


def _without_rivals(at: dict[str, Any], path: Path) -> None:
    """The keys removed that may not stand beside the last of the path."""
    model = section_at(path[:-1])
    if model is not None and path[-1] in model.ONE_OF:
        others = [other for other in model.ONE_OF if other != path[-1] and other in at]
        said = model.BESIDE if others else ()  # it was said of the number that gives way
        for other in (*others, *said):
            at.pop(other, None)


def _put_at(at: Any, path: Path, value: Any) -> None:
    key = path[-1]
    if isinstance(at, list):
        at[int(key)] = value
        return
    held = at.get(key)
    if isinstance(held, dict) and isinstance(value, dict):
        for inner, entry in value.items():
            _put_at(held, (*path, inner), entry)
        return
    if isinstance(held, dict) and _is_number(held, path) and not isinstance(value, (dict, list)):
        held["value"] = value
        return
    _without_rivals(at, path)
    at[key] = value


def _is_number(held: Mapping[str, Any], path: Path) -> bool:
    """Whether a mapping is a number that says more about itself, and no line that has a value."""
    section = section_at(path)
    return "value" in held and (section is None or bool(section.BESIDE))


def _copied(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(value) for value in part] if isinstance(part, list) else part


def find(raw: Raw, path: Path, value: Any = "") -> None:
    """Raises NoSuchPlace for a path that names no place of this plan in which such a value may
    stand: a key that is not a key of its section, or a line that the plan does not have. What says
    a line whole, as a mapping, adds it.
    """
    for depth, step in enumerate(path):
        parent = path[:depth]
        if isinstance(step, int):
            held = held_at(raw, parent)
            if not (isinstance(held, list) and 0 <= step < len(held)):
                raise no_entry(path[: depth + 1], path, [held])
            continue
        known = _known(raw, parent)
        if step in known or (depth == len(path) - 1 and _may_be_added(parent, value)):
            continue
        where = f" under {path_text(parent)}" if parent else ""
        line = path[: depth + 1] if entries_at(parent) else ()
        if not depth and (below := found_below(raw, path, lambda at: find(raw, at, value))):
            raise stands_below(path, below)
        near = nearest_path(path, depth, words := list(known))
        raise NoSuchPlace(there_is(step, words, where), path, line, near, found=depth)


def found_below(raw: Raw, path: Path, look: Callable[[Path], Any]) -> tuple[Path, ...]:
    """The path below each key of the plan that holds its first step, where `look` finds it: a name
    of the user's own, or a key with more behind it. What `look` raises of the one key that holds it
    is raised.
    """
    found: list[Path] = []
    errors: list[NoSuchPlace] = []
    for key in keys_at(()):
        held, named = raw.get(key), len(path) > 1 or entries_at((key,)) is not None
        if named and isinstance(held, Mapping) and path[0] in held:
            try:
                look((key, *path))
                found.append((key, *path))
            except NoSuchPlace as error:
                errors.append(error)
    if len(errors) == 1 and not found:
        raise errors[0]
    return tuple(found)


def stands_below(path: Path, below: Sequence[Path]) -> NoSuchPlace:
    """That a plan has the first step of a path, but one step below."""
    keys = listing([str(at[0]) for at in below], "and")
    return NoSuchPlace(f"{quote(str(path[0]))} stands under {keys}", path, below=tuple(below))


def no_entry(at: Path, path: Path, held: Sequence[Any]) -> NoSuchPlace:
    """That no entry stands at `at`, on the way to a path; `held` is what stands in place of a list
    there, or are the lists.
    """
    *above, step = at
    name = path_text(tuple(above))
    most = max((len(it) for it in held if isinstance(it, list)), default=0)
    entries = f"{name} is not a list in this plan"
    if most:
        entries = f"entries go from [1] to [{most}]" if most > 1 else "its one entry is [1]"
    return NoSuchPlace(
        f"{name} has no entry {int(step) + 1}", path, entries=entries, found=len(above)
    )


def nearest_path(path: Path, depth: int, known: Sequence[str]) -> Path:
    """The path with the known word that a step of it was meant to be; none where that is unclear.

    >>> nearest_path(("chrun", "rate"), 0, ["churn", "target"])
    ('churn', 'rate')
    """
    meant = closest(str(path[depth]), known)
    return (*path[:depth], meant, *path[depth + 1 :]) if meant else ()


def _may_be_added(parent: Path, value: Any) -> bool:
    """Whether a new name may stand below a path with such a value."""
    entries = entries_at(parent)
    if entries is None:
        return False
    return isinstance(value, Mapping) or not issubclass(entries, Section) or bool(entries.BESIDE)


def _known(raw: Raw, parent: Path) -> Collection[str]:
    """The keys that may stand below a path."""
    keys = keys_at(parent)
    if keys:
        return keys
    held = held_at(raw, parent)
    if isinstance(held, list):
        return [f"{parent[-1]}[1]"]
    if isinstance(held, Mapping) and "value" not in held:
        return held.keys()
    if entries_at(parent) is not None:
        return held.keys() if isinstance(held, Mapping) else ()
    return [] if len(parent) == 1 else [*keys_of_number(parent)]


def held_at(raw: Any, path: Path) -> Any:
    """What a plan's texts hold at a path; None where that is nothing."""
    for step in path:
        if isinstance(raw, list) and isinstance(step, int):
            raw = raw[step] if 0 <= step < len(raw) else None
        else:
            raw = raw.get(step) if isinstance(raw, Mapping) else None
    return raw

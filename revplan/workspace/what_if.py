"""Plans tried with other values, their files untouched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from revplan.base.paths import Path, path_text
from revplan.base.problem import Place
from revplan.fields.assumption import COMPARING, WORDS
from revplan.fields.reads import Raw
from revplan.model.edit import PUT, Edit, NoEdit
from revplan.model.edits import is_open, must_state, names_met, places_of, texts_of
from revplan.model.empty_edits import hold_to_something
from revplan.model.places import NoSuchPlace, held_at, put
from revplan.model.segment_places import hold_to_segments
from revplan.model.shape import section_at
from revplan.model.tried import Tried
from revplan.model.units import fits
from revplan.workspace.tried_bounds import bounds_left_behind


class TriedEdit(NamedTuple):
    """An edit to try, as it was written, and the places where its parts were: its path, its value,
    and what stands `within` that, by path below it; `keys` are the places of the names of these.
    """

    edit: Edit
    text: str
    at_path: Place
    at_value: Place
    within: Mapping[Path, Place]
    keys: Mapping[Path, Place]


class CannotTry(Exception):
    """An edit that cannot be tried: why, and which; `twice` is the one that set the same place
    before it, `file` the plan where several were asked about.
    """

    def __init__(
        self,
        why: NoSuchPlace | NoEdit,
        tried: TriedEdit,
        file: str = "",
        twice: TriedEdit | None = None,
    ) -> None:
        super().__init__(why, tried, file, twice)
        self.why = why
        self.tried = tried
        self.file = file
        self.twice = twice


class PlanTrial:
    """The texts of one plan while edits are made in them, `as_stated` only where it states what
    they change; `file` is its name where several plans are asked about. What an operator `left` as
    it stands, as the plan does not read it, is the plan's own.
    """

    def __init__(self, raw: Raw, file: str, as_stated: bool) -> None:
        self.raw = raw
        self.file = file
        self.as_stated = as_stated
        self.notices: list[str] = []
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.left: list[Path] = []
        self.tried: list[Tried] = []
        self.by: dict[Path, TriedEdit] = {}
        self.held: dict[Path, Any] = {}

    def make(self, it: TriedEdit) -> None:
        """Make one edit; raises NoSuchPlace where the plan has no place for it."""
        edit = it.edit
        hold_to_segments(self.raw, edit)
        met = places_of(self.raw, edit)
        if self.as_stated:
            must_state(self.raw, edit.path)
        single = [at for path in met for at in _set_below(path, edit)]
        self._hold_once(it, [*map(_number, met), *single])
        try:
            hold_to_something(self.raw, edit, met)
            texts = texts_of(self.raw, edit, met)
        except NoEdit as error:
            raise CannotTry(error, it, self.file) from None
        if edit.operator != PUT:
            self.left += [at for on in met for at in _left(on, held_at(self.raw, on), texts[on])]
        for path in met:
            self._begun_by(it, path)
        self.raw, notices = _put(self.raw, texts, asked=edit.operator == PUT)
        self._hold_kept(it, single)
        self.held |= {path: _value_at(self.raw, path) for path in single}
        self.by |= dict.fromkeys([*map(_number, met), *single], it)
        self.notices += notices
        for path in met:
            self.places |= {(*path, *below): place for below, place in it.within.items()}
            self.keys |= {(*path, *below): place for below, place in it.keys.items()}
            self.places[path] = it.at_value
        paths = tuple(path_text(path) for path in met) if is_open(edit.path) else ()
        self.tried.append(Tried(it.text, paths, names_met(edit.path, met) if paths else ()))

    def _begun_by(self, it: TriedEdit, path: Path) -> None:
        """What is stated above a path for its sake alone stands where the path does."""
        for length in range(1, len(path)):
            if held_at(self.raw, path[:length]) is None:
                self.places.setdefault(path[:length], it.at_path)
                self.keys.setdefault(path[:length], it.at_path)

    def _hold_once(self, it: TriedEdit, paths: Sequence[Path]) -> None:
        """Raises CannotTry for an edit of what an earlier one set."""
        for path in paths:
            before = self.by.get(path)
            if before is not None:
                why = NoEdit(f"{path_text(path)} is set twice", _KEEP_ONE)
                raise CannotTry(why, it, self.file, before)

    def _hold_kept(self, it: TriedEdit, paths: Sequence[Path]) -> None:
        """Raises CannotTry for an edit by which the value that an earlier one set is no more."""
        for path, value in self.held.items():
            now = _value_at(self.raw, path)
            if now != value:
                beside = (at for at in paths if at[:-1] == path[:-1])
                by = path_text(next(beside, it.edit.path))
                acts = "undoes" if now is None else "changes"
                why = f"{by} {acts} {path_text(path)}, which is set before it"
                raise CannotTry(NoEdit(why, _KEEP_ONE), it, self.file, self.by[path])


def _left(path: Path, held: Any, text: Any) -> Iterator[Path]:
    """The paths of the numbers, at a path or below it, that are what they were, as the plan does
    not read them.
    """
    if not isinstance(text, Mapping | list):
        yield from [path] if text == held and not fits(path, text) else []
        return
    for key in text if isinstance(text, Mapping) else range(len(text)):
        if key not in (*WORDS, *COMPARING):
            yield from _left((*path, key), held[key], text[key])


_KEEP_ONE = "keep one of the two"


def _set_below(path: Path, edit: Edit) -> list[Path]:
    """The places of the single values that an edit sets at a path, or below it."""
    if edit.operator != PUT:
        return [_number(path)]
    return [at for at, _ in _single(path, edit.value)]


def _value_at(raw: Raw, path: Path) -> Any:
    """The value at a path; of a number that says more about itself, its own."""
    held = held_at(raw, path)
    return held.get("value") if isinstance(held, Mapping) else held


def _number(path: Path) -> Path:
    """The path of a number, where that of its value is given."""
    return path[:-1] if path[-1:] == ("value",) and section_at(path[:-1]) is None else path


def _put(raw: Raw, texts: Mapping[Path, Any], asked: bool) -> tuple[Raw, list[str]]:
    """The texts with the values in place, and what had to give way to them.

    A number `asked` for outside its stated range leaves the bound that it passes behind: that is
    what trying means.
    """
    before = set(_flat(raw))
    after = put(raw, texts)
    kept = set(_flat(after))
    notices: list[str] = []
    put_there = [it for path, value in texts.items() if asked for it in _single(path, value)]
    stated = {at for at, _ in put_there}
    for path, value in put_there:
        passed = bounds_left_behind(after, path, value, stated)
        notices += [f"{path_text(path)}={value} passes its {at}, {limit}" for at, limit in passed]
    return after, [*notices, *_given_way(texts, before - kept, kept)]


def _given_way(
    texts: Mapping[Path, Any], left: AbstractSet[Path], kept: AbstractSet[Path]
) -> Iterator[str]:
    """What had to give way, by the key that may not stand beside it: one that was put, or that
    stands above or below what was.
    """
    gone: dict[Path, list[str]] = {}
    for at in left:
        gone.setdefault(at[:-1], []).append(path_text(at))
    below = (it for path, value in texts.items() if gone for it in _keys_put(path, value))
    for path in dict.fromkeys(below):
        model = section_at(path[:-1]) if path[:-1] in gone and path in kept else None
        if model is not None and path[-1] in model.ONE_OF:
            told = ", ".join(sorted(gone[path[:-1]]))
            yield f"{path_text(path)} takes the place of {told}"


def _keys_put(path: Path, value: object) -> Iterator[Path]:
    """The paths of the keys on the way to a value, and of those in it."""
    yield from (path[: depth + 1] for depth in range(len(path)))
    yield from _flat(value, path)


def _single(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """The single values that are put at a path, or below it in a mapping; a number's own stands at
    the path of the number.
    """
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from _single((*path, key), inner)
    if not isinstance(value, dict):
        yield _number(path), value


def _flat(raw: object, path: Path = ()) -> Iterator[Path]:
    """The paths of a plan's keys, lists as a whole."""
    yield path
    for key, value in raw.items() if isinstance(raw, dict) else ():
        yield from _flat(value, (*path, key))

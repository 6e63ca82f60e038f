"""What differs between two plans: every path whose value is another, and which belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.fields.assumption import SAID_BESIDE, Assumption
from revplan.fields.section import Section
from revplan.model.plan import Plan, differing_keys
from revplan.model.shape import section_at


@dataclass(frozen=True, slots=True)
class Change:
    """A path whose value differs; None where a plan has nothing there.

    `aside` says that no figure is made of it: a source, a note, a pin, a waiver.
    """

    path: Path
    before: Any = field(hash=False)
    after: Any = field(hash=False)
    aside: bool = False

    @property
    def name(self) -> str:
        """The path as it is printed."""
        return path_text(self.path)

    def __hash__(self) -> int:
        """By its path: what stands there may be a mapping of entries."""
        return hash(self.path)


@dataclass(frozen=True, slots=True)
class Player:
    """Changes that can only be made together: what an effect is told of."""

    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The first of its paths."""
        return self.changes[0].name


def incomparable(old: Plan, new: Plan) -> list[Change]:
    """What makes two plans answers to different questions: currency, basis, and the twelve months.

    Nothing where they can be compared.
    """
    return [
        Change(("starts",), old.year.first, new.year.first)
        if key == "starts"
        else Change((key,), getattr(old, key), getattr(new, key))
        for key in differing_keys(old, new)
    ]


def differences(old: Plan, new: Plan) -> list[Change]:
    """Every path whose value differs, by path; how a value is written makes no difference.

    A line or an owner that came or went is one change, and so is a list of twelve.
    """
    found = [*_between(old, new, (), False), *_waivers(old, new)]
    return sorted(found, key=lambda change: change.name)


def players(changes: list[Change]) -> list[Player]:
    """The changes that figures are made of, by path. Keys of which exactly one may stand change
    together, and a loss that came or went is one change.

    The plans are comparable: a `starts` that differs names the same months.
    """
    groups: dict[Path, list[Change]] = {}
    for change in changes:
        if not change.aside and change.path != ("starts",):
            groups.setdefault(_together(change), []).append(change)
    return [Player(tuple(group)) for group in groups.values()]


def _together(change: Change) -> Path:
    """What a change shares with those that it belongs to."""
    parent = change.path[:-1]
    model = section_at(parent) if parent else None
    if model is not None and change.path[-1] in model.ONE_OF:
        return parent
    return change.path


def _between(old: Any, new: Any, path: Path, aside: bool) -> Iterator[Change]:
    """The changes at a path and below; a value that is not a section's is compared as a whole."""
    if isinstance(old, Assumption) and isinstance(new, Assumption):
        yield from _assumptions(old, new, path, aside)
    elif _list_of_assumptions(old) and _list_of_assumptions(new) and len(old) == len(new):
        yield from _lists(old, new, path, aside)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _between(old.get(key), new.get(key), (*path, key), aside)
    elif _spread(old, path) and _spread(new, path) and (old is not None or new is not None):
        yield from _sections(old, new, path, aside)
    elif _compared(old) != _compared(new) and not (_empty(old) and _empty(new)):
        yield Change(path, old, new, aside)


def _empty(part: Any) -> bool:
    """Whether nothing stands there: no entry of a section that is not there is no change."""
    return part is None or part in ((), {})


def _spread(part: Any, path: Path) -> bool:
    """Whether a place is told key by key: a section; where one side has none, a whole section of
    the plan whose keys can stand alone.
    """
    if isinstance(part, Section):
        return section_at(path) is not None
    model = section_at(path) if part is None and len(path) == 1 else None
    if model is None or model.ONE_OF:
        return False
    return not any(field.is_required() for field in model.model_fields.values())


def _sections(old: Any, new: Any, path: Path, aside: bool) -> Iterator[Change]:
    model = type(old if old is not None else new)
    segment = model is Plan and bool(path)
    for key in model.model_fields:
        if (*path, key) == ("waivers",) or (segment and key in _OF_THE_WHOLE):
            continue
        before, after = getattr(old, key, None), getattr(new, key, None)
        if segment and key == "phasing":
            before, after = (_stated_phasing(part) for part in (old, new))
        at = (*path, key)
        if key in model.ORDERED and before and after and [*before] != [*after]:
            yield Change(at, before, after, aside)
        else:
            yield from _between(before, after, at, aside or key in model.ASIDE)


_OF_THE_WHOLE = ("revplan", "fiscal_year", "starts", "basis")
"""What a segment has in common with the plan that it is part of."""


def _stated_phasing(segment: Plan) -> Section | None:
    """The phasing that a segment states; None where it follows that of the plan above it."""
    return segment.phasing if "phasing" in segment.model_fields_set else None


def _assumptions(old: Assumption, new: Assumption, path: Path, aside: bool) -> Iterator[Change]:
    if old.value != new.value:
        yield Change(path, old, new, aside)
    for key in SAID_BESIDE:
        before, after = _beside(old, key), _beside(new, key)
        if before != after:
            beside = path[:-1] if path[-1] == "per" else path  # in a file they stand side by side
            yield Change((*beside, key), before, after, aside=True)


def _lists(
    old: tuple[Assumption, ...], new: tuple[Assumption, ...], path: Path, aside: bool
) -> Iterator[Change]:
    """Two lists of amounts: one change, told by its entry where only one differs."""
    moved = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a.value != b.value]
    if len(moved) == 1:
        place = moved[0]
        yield Change((*path, place), old[place], new[place], aside)
    elif moved:
        yield Change(path, old, new, aside)
    for place, (a, b) in enumerate(zip(old, new, strict=True)):
        beside = _assumptions(a, b, (*path, place), aside)
        yield from (change for change in beside if change.path != (*path, place))


def _waivers(old: Plan, new: Plan) -> Iterator[Change]:
    """Waivers that came, and waivers that went, each by its place in its own plan."""
    for place, waiver in enumerate(old.waivers):
        if waiver not in new.waivers:
            yield Change(("waivers", place), waiver, None, aside=True)
    for place, waiver in enumerate(new.waivers):
        if waiver not in old.waivers:
            yield Change(("waivers", place), None, waiver, aside=True)


def _list_of_assumptions(part: Any) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], Assumption)


def _compared(part: Any) -> Any:
    """What of a value counts: of an assumption its number, of a list its numbers."""
    if isinstance(part, Assumption):
        return part.value
    if isinstance(part, tuple):
        return tuple(_compared(entry) for entry in part)
    return part


def _beside(assumption: Assumption, key: str) -> str | None:
    """What an assumption says beside its value, as the plan writes it; None for nothing."""
    said: str | Decimal | Assumption | None = getattr(assumption, key)
    if isinstance(said, Assumption):
        return said.text if said.is_none else said.bound_text(said.value)
    return assumption.bound_text(said) if isinstance(said, Decimal) else said or None

"""Places of a plan's texts by path: which there are, and other texts put into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.words import closest, listing, quote
from revplan.fields.reads import Raw
from revplan.model.shape import keys_at, keys_of_number, section_at


class NoSuchPlace(Exception):
    """A path that names no place of a plan, and why."""

    def __init__(self, why: str, path: Path) -> None:
        super().__init__(why)
        self.why = why
        self.path = path


def put(raw: Raw, given: Mapping[Path, Any]) -> dict[str, Any]:
    """A copy of a plan's texts with other values in the places named: whatever replaces texts is
    this one act. Raises NoSuchPlace for a place that the plan does not have.
    """
    for path in given:
        why = _unknown(raw, path)
        if why is not None:
            raise NoSuchPlace(why, path)
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
    if isinstance(held, dict) and "value" in held and not isinstance(value, (dict, list)):
        held["value"] = value
        return
    _without_rivals(at, path)
    at[key] = value


def _copied(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(value) for value in part] if isinstance(part, list) else part


def _unknown(raw: Raw, path: Path) -> str | None:
    """Why a path names no place of this plan, None when it does: a key that is not a key of its
    section, or the name of a line that the plan does not have.
    """
    for depth, step in enumerate(path):
        parent = path[:depth]
        if isinstance(step, int):
            if not _has_entry(raw, parent, step):
                return f"{path_text(parent)} has no entry {step + 1}"
            continue
        known = _known(raw, parent)
        if step in known:
            continue
        meant = closest(step, known)
        there = f'; did you mean "{meant}"?' if meant else f"; there is {listing(known[:20])}"
        where = f" under {path_text(parent)}" if parent else ""
        return f"there is no {quote(step)}{where}" + (there if known else "; the plan has none")
    return None


def _has_entry(raw: Raw, parent: Path, place: int) -> bool:
    held = _held(raw, parent)
    return isinstance(held, list) and 0 <= place < len(held)


def _known(raw: Raw, parent: Path) -> list[str]:
    """The keys that may stand below a path."""
    keys = keys_at(parent)
    if keys:
        return keys
    held = _held(raw, parent)
    if isinstance(held, list):
        return [f"{parent[-1]}[1]"]
    if isinstance(held, Mapping) and "value" not in held:
        return list(held)
    return [] if len(parent) == 1 else [*keys_of_number(parent)]


def _held(raw: Any, path: Path) -> Any:
    for step in path:
        raw = raw.get(step) if isinstance(raw, Mapping) else None
    return raw

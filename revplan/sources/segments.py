"""Segments in files of their own: put in their place in the plan that names them, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import cut, escape, quote
from revplan.fields.text import read_name
from revplan.numbers.read import Refused
from revplan.reading.validate import MOST_DEEP
from revplan.reading.wording import empty_value
from revplan.sources.segment_files import (
    Cap,
    Folder,
    Mention,
    NotThere,
    SegmentFiles,
    Step,
    TooLarge,
    unfit,
)

_FEWER = "let one segment stand for several; a file that is named again counts again"

PLANS = Cap(50_000, "plans", _FEWER)
AGAIN = Cap(4_000_000, "values of files that are named again", _FEWER)

_HINT = "name a plan's file beside or below this one, such as emea-2027.yaml"

Way = tuple[Step, ...]
"""The files from the plan down to a text."""


@dataclass
class SegmentOf:
    """The texts of a plan or of a segment, with those of the segments below it.

    `file` is the segment's, where it has one, and `files` those below it by their segments' paths.
    `lost` says that it cannot be read, or none of its segments can. `plans` and `values` count it
    with all below it, `again` the values below it of files that were named before.
    """

    raw: Any
    file: Any = None
    files: dict[Path, Any] = field(default_factory=dict)
    lost: bool = False
    plans: int = 1
    values: int = 0
    again: int = 0

    def take(self, name: str, part: SegmentOf) -> None:
        """Take in a segment: its counts, and its files by their paths from here."""
        self.plans += part.plans
        self.values += part.values
        self.again += part.again
        if part.file is not None:
            self.files["segments", name] = part.file
        self.files.update({("segments", name, *path): it for path, it in part.files.items()})


@dataclass(frozen=True)
class Gathered:
    """The texts of a plan with those of its segments; `files` by the segments' paths, and `names`
    of all that were read.

    `too_large` says that there is more than one company may have: then it has no segments.
    """

    raw: Mapping[str, Any]
    files: dict[Path, Any]
    problems: list[Problem]
    names: tuple[str, ...]
    too_large: bool = False


def gather(file: Any, folder: Folder | None, read: Callable[[bytes, str], Any]) -> Gathered:
    """The texts of a plan's file, with those of segments that lie in files of their own.

    `read` makes of bytes and a name what `file` is of the plan. Without a folder nothing is read.
    """
    plan, files = Step.first(file), SegmentFiles(read)
    gathering = _Gathering(None if folder is None else files.found)
    try:
        if folder is not None:
            files.gather(plan, folder)
        whole = gathering.below(file.raw, (plan,), ())
    except TooLarge as error:
        raw = {**file.raw, "segments": {}}
        return Gathered(raw, {}, [error.problem], files.names, too_large=True)
    return Gathered(whole.raw, whole.files, gathering.problems, files.names)


class _Gathering:
    """A plan put together of the files that were read. What lies below a file is put together, and
    told of, where the file is named first; where it is named again, it is the same.
    """

    def __init__(self, found: Mapping[str, Any] | None) -> None:
        self.reads = found is not None
        self.found = {} if found is None else found
        self.problems: list[Problem] = []
        self.known: dict[tuple[str, int, str], SegmentOf] = {}

    def below(self, raw: Mapping[str, Any], way: Way, at: Path) -> SegmentOf:
        """A text with its segments."""
        found, entries = SegmentOf(raw), raw.get("segments")
        if not isinstance(entries, dict) or len(at) > 2 * MOST_DEEP:
            return found
        segments: dict[str, Any] = {}
        for name, entry in entries.items():
            inner = (*at, "segments", name)
            part = self.segment(entry, way, inner)
            found.take(name, part)
            if found.plans > PLANS.most or found.again > AGAIN.most:
                stated = entry.get("plan")
                mention = Mention(way[-1], inner, stated if isinstance(stated, str) else None)
                mention.hold(found.plans, PLANS)
                mention.hold(found.again, AGAIN)
            if not part.lost:
                segments[name] = part.raw
        found.lost = bool(entries) and not segments
        found.raw = {**raw, "segments": segments}
        return found

    def segment(self, entry: Any, way: Way, at: Path) -> SegmentOf:
        """A segment as it stands, or as the file that it names has it."""
        if not isinstance(entry, dict):
            return SegmentOf(entry, plans=0)
        if "plan" not in entry or not self.reads or _odd(str(at[-1])):
            return self.below(entry, way, at)
        wrong = _wrong(entry, at) or self._not_read(entry["plan"], way, (*at, "plan"))
        if wrong is not None:
            self.problems.append(wrong)
            return SegmentOf(None, lost=True)
        return self._of_file(entry["plan"], way, at)

    def _not_read(self, stated: str, way: Way, at: Path) -> Problem | None:
        """Why the file that a segment names is not read; None where it is."""
        path, above = way[-1].beside(stated), [step.path for step in way]
        if path in above:
            circle = " -> ".join((*above[above.index(path) :], path))
            return _refused(stated, f"leads round in a circle: {escape(circle)}", at)
        file = self.found[path]
        return _refused(stated, str(file), at) if isinstance(file, NotThere) else None

    def _of_file(self, stated: str, way: Way, at: Path) -> SegmentOf:
        path = way[-1].beside(stated)
        key = path, len(at), stated
        if key in self.known:
            part = self.known[key]
            return replace(part, again=part.values)
        found = self.known[key] = self._whole(Step(path, self.found[path], at), stated, way)
        return found

    def _whole(self, step: Step, stated: str, way: Way) -> SegmentOf:
        raw = step.file.raw
        if raw is None:
            return SegmentOf(None, step.file, lost=True)
        part = self.below(raw, (*way, step), step.at)
        part.raw, part.file = {**part.raw, "plan": stated}, step.file
        part.values += values_of(raw)
        return part


def values_of(texts: Any) -> int:
    """How many values a part of a plan's texts holds, keys counted as well.

    >>> values_of({"churn": {"rate": "25%"}})
    5
    """
    if isinstance(texts, dict):
        return 1 + len(texts) + sum(map(values_of, texts.values()))
    return 1 + sum(map(values_of, texts)) if isinstance(texts, list) else 1


def _odd(name: str) -> bool:
    """Whether a segment's name is none, which is said where it stands."""
    try:
        read_name(name)
    except Refused:
        return True
    return False


def _wrong(entry: Mapping[str, Any], at: Path) -> Problem | None:
    """What is wrong with a segment that names a file, as far as that stands in it."""
    stated, key = entry["plan"], (*at, "plan")
    for other in entry:
        if other != "plan":
            hint = "move it into the segment's file, or all of the file in here"
            message = f"{escape(cut(str(other)))} does not go with plan, which names a whole file"
            return Problem("RP107", message, hint, path=(*at, other), on_key=True)
    if stated is None:
        return empty_value(key)
    if not isinstance(stated, str):
        held = "a list" if isinstance(stated, list) else "a mapping"
        return Problem("RP106", f"plan expects a file's name, not {held}", _HINT, path=key)
    why = unfit(stated)
    return _refused(stated, why, key) if why else None


def _refused(stated: str, why: str, path: Path) -> Problem:
    return Problem("RP126", f"{quote(stated)} {why}", _HINT, path=path)


def file_keys(files: Mapping[Path, Any], path: Path) -> Iterator[Path]:
    """The paths of the files around a place, the nearest first."""
    for length in range(len(path), 0, -1):
        if path[:length] in files:
            yield path[:length]

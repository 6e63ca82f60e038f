"""Segments in files of their own: read beside the plan that names them, and put in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any, Protocol

from revplan.ground.fields import read_name
from revplan.ground.figures import Refused
from revplan.ground.problem import Path, Problem
from revplan.ground.words import cut, escaped, quoted
from revplan.refusals import empty_value
from revplan.validation import MOST_DEEP

MOST_FOLDERS = 8
"""So many folders below the plan's own a segment's file may lie."""

_HINT = "name a plan's file beside or below this one, such as emea-2027.yaml"

_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


class NotThere(Exception):
    """A file that is not read, and why, in a few words after its name."""


class Folder(Protocol):
    """Where a plan's file lies: a folder on disk, or of a commit."""

    def read(self, path: str) -> tuple[str, bytes]:
        """The name by which messages call a file of the folder, and its bytes.

        `path` is relative, with forward slashes, and leads neither up nor to hidden files. Raises
        NotThere where it is no plain file within the folder.
        """


@dataclass(frozen=True)
class Reading:
    """How the segments of a plan are read: from which folder, by whom, and on which way."""

    folder: Folder
    read: Callable[[bytes, str], Any]
    way: tuple[str, ...] = ()
    below: str = ""


@dataclass
class Gathered:
    """The texts of a plan with those of its segments; `files` by the path of the segment.

    `lost` says that none of its segments could be read.
    """

    raw: Mapping[str, Any]
    files: dict[Path, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: bool = False


def gather(raw: Mapping[str, Any], reading: Reading | None, path: Path = ()) -> Gathered:
    """The texts of a plan, with those of segments that lie in files of their own."""
    entries = raw.get("segments")
    found = Gathered(raw)
    if not isinstance(entries, dict) or len(path) > 2 * MOST_DEEP:
        return found
    segments: dict[str, Any] = {}
    for name, entry in entries.items():
        at = (*path, "segments", name)
        if not isinstance(entry, dict):
            segments[name] = entry
            continue
        inner, way = entry, reading
        if "plan" in entry and reading is not None and not _odd(name):
            problem, file, way = _file(entry, reading, at)
            if problem is not None:
                found.problems.append(problem)
                continue
            found.files[at] = file
            if file.raw is None:
                continue
            inner = {**file.raw, "plan": entry["plan"]}
        deeper = gather(inner, way, at)
        found.files |= deeper.files
        found.problems += deeper.problems
        if not deeper.lost:
            segments[name] = deeper.raw
    found.lost = bool(entries) and not segments
    found.raw = {**raw, "segments": segments}
    return found


def _odd(name: str) -> bool:
    """Whether a segment's name is none, which is said where it stands."""
    try:
        read_name(name)
    except Refused:
        return True
    return False


def _file(
    entry: Mapping[str, Any], reading: Reading, at: Path
) -> tuple[Problem | None, Any, Reading | None]:
    """The file that a segment names, and how its own segments are read; or what is wrong."""
    stated, key = entry["plan"], (*at, "plan")
    for other in entry:
        if other != "plan":
            hint = "move it into the segment's file, or all of the file in here"
            message = f"{escaped(cut(str(other)))} does not go with plan, which names a whole file"
            return Problem("RP107", message, hint, path=(*at, other), on_key=True), None, None
    if stated is None:
        return empty_value(key), None, None
    if not isinstance(stated, str):
        held = "a list" if isinstance(stated, list) else "a mapping"
        return (
            Problem("RP106", f"plan wants a file's name, not {held}", _HINT, path=key),
            None,
            None,
        )
    why = _unfit(stated)
    if why:
        return _refused(stated, why, key), None, None
    path = normpath(join(reading.below, stated))
    if path in reading.way:
        circle = " -> ".join((*reading.way[reading.way.index(path) :], path))
        why = f"leads round in a circle: {escaped(circle)}"
        return _refused(stated, why, key), None, None
    try:
        name, data = reading.folder.read(path)
    except NotThere as error:
        return _refused(stated, str(error), key), None, None
    way = Reading(reading.folder, reading.read, (*reading.way, path), dirname(path))
    return None, reading.read(data, name), way


def _refused(stated: str, why: str, path: Path) -> Problem:
    return Problem("RP126", f"{quoted(stated)} {why}", _HINT, path=path)


def _unfit(stated: str) -> str:
    """Why a text names no file below a folder; empty where it may."""
    steps = stated.split("/")
    if not stated or "\\" in stated or ":" in stated or "\0" in stated or len(stated) > 400:
        return "is no file's name that works everywhere"
    if stated.startswith(("/", "~")):
        return "does not start from the plan's folder"
    if ".." in steps:
        return "leads out of the plan's folder"
    if any(step.startswith(".") and step != "." for step in steps):
        return "is a hidden file"
    if any(_RESERVED.fullmatch(step) or not step for step in steps):
        return "is no file's name that works everywhere"
    if len(steps) > MOST_FOLDERS + 1:
        return f"lies more than {MOST_FOLDERS} folders deep"
    if not stated.endswith((".yaml", ".yml")):
        return "is no plan's file: a plan is called .yaml or .yml"
    return ""


def file_keys(files: Mapping[Path, Any], path: Path) -> Iterator[Path]:
    """The paths of the files around a place, the nearest first."""
    for length in range(len(path), 0, -1):
        if path[:length] in files:
            yield path[:length]

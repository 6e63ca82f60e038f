"""A plan's file: bytes in, a plan or its problems out, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Location, Place, Problem
from revplan.base.words import cut, escape, quote
from revplan.fields.reads import Raw
from revplan.model.plan import Plan
from revplan.model.tried import UNTRIED, Attempt
from revplan.reading.validate import STRAY_FILE, validate
from revplan.sources.beneath import Beneath
from revplan.sources.disk import DiskFolder, bytes_of
from revplan.sources.scan import decode, lines_of, place_in, scan
from revplan.sources.segment_files import Folder
from revplan.sources.segments import file_keys, gather
from revplan.sources.yaml_events import Node, read_tree


@dataclass
class PlanFile:
    """What was read: the plan where it is one, every problem where it is none.

    `name` is the path as the user gave it. `raw` holds the texts by key, with what is tried on it.
    """

    name: str
    plan: Plan | None = None
    problems: list[Problem] = field(default_factory=list)
    raw: Raw | None = None
    node: Node = field(default_factory=lambda: Node(None, None), repr=False)
    text: str = field(default="", repr=False)
    elsewhere: dict[Path, Place] = field(default_factory=dict)
    keys_elsewhere: dict[Path, Place] = field(default_factory=dict)
    files: dict[Path, PlanFile] = field(default_factory=dict, repr=False)
    """The files of segments, by the segment's path."""
    beside: tuple[str, ...] = ()
    """What all files of segments that were read are called."""
    too_large: bool = False
    """Whether more was named than one company may have, and not read."""
    unread: tuple[Problem, ...] = ()
    """What kept some text from being looked at: then the file is not a plan."""
    attempt: Attempt = UNTRIED

    def locate(self, path: Path, on_key: bool = False) -> Place:
        """The place of a path: its value, or its key; of what is not there, the nearest above."""
        tried = [self.keys_elsewhere.get(path)] if on_key else []
        tried += [self.elsewhere.get(path[:length]) for length in range(len(path), 0, -1)]
        for place in filter(None, tried):
            return place
        file, path = self.standing(path)
        if file is not self:
            return file.locate(path, on_key)
        node, found = self._places(), 0
        for step in path:
            if step not in node.below:
                break
            node, found = node.below[step], found + 1
        event = node.start
        if node.key is not None and (on_key or found < len(path) or not _scalar(event)):
            event = node.key
        if not found or event is None:
            return Place(Location(self.name, 1, 1, 1, 1))
        start, end = event.start_mark, event.end_mark
        stop = (end.line, end.column) if _scalar(event) else None
        return place_in(self.lines, self.name, start.line, start.column, stop)

    def locate_value(self, path: Path) -> Place:
        """The place of a number: of its value, where a mapping says more about it."""
        if any(path[:length] in self.elsewhere for length in range(1, len(path) + 1)):
            return self.locate(path)
        file, path = self.standing(path)
        if file is not self:
            return file.locate_value(path)
        node = self._places()
        for step in path:
            node = node.below.get(step, node)
        return self.locate((*path, "value") if "value" in node.below else path)

    def standing(self, path: Path) -> tuple[PlanFile, Path]:
        """The file that a place of the plan stands in, and its path there."""
        for at in file_keys(self.files, path):
            if path[len(at) :] != ("plan",):  # what names the file stands above it
                return self.files[at], path[len(at) :]
        return self, path

    def _places(self) -> Node:
        """Where everything stands."""
        if self.node is _FORGOTTEN:
            self.node = read_tree(self.text, self.name)[1]
        return self.node

    @property
    def repeats(self) -> bool:
        """Whether a segment's file is named more than once."""
        return len(self.files) > len(self.beside)

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return lines_of(self.text)

    def locate_problem(self, problem: Problem) -> Problem:
        """The problem with its place in this file."""
        if problem.place is not None:
            return problem
        return problem.at(self.locate(problem.path, problem.on_key))

    def located_once(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems with their places; of what stands in a file that is named twice, the first."""
        told: dict[tuple[object, ...], Problem] = {}
        for it in problems:
            file, path = self.standing(it.path)
            key = id(file), path, it.on_key, it.place, it.code, it.message
            told.setdefault(key, it)
        return [self.locate_problem(it) for it in told.values()]


def _scalar(event: Any) -> bool:
    return hasattr(event, "value")


def read_bytes(
    data: bytes, name: str, pure: bool = False, folder: Folder | None = None
) -> PlanFile:
    """A plan from its bytes. `pure` keeps to PyYAML's own parser.

    `folder` is where it lies, to find segments that have files of their own; without one they are
    not read.
    """
    found = _parsed(data, name, pure)
    if found.raw is None:
        return found
    gathered = gather(found, folder, _of_segment)
    found.files, found.beside = gathered.files, gathered.names
    found.too_large = gathered.too_large
    wrong = [found.locate_problem(problem) for problem in gathered.problems]
    parts = {id(file): file for file in found.files.values()}
    wrong += [problem for file in parts.values() for problem in file.problems]
    found.unread = (*found.problems, *wrong)
    return validate_file(found, gathered.raw)


def validate_file(file: PlanFile, raw: Raw) -> PlanFile:
    """The file with these texts, the plan that they make, and everything that is wrong."""
    plan, more = None, list[Problem]()
    file.raw = raw
    if not file.unread or raw.get("segments", True):
        plan, more = validate(raw)
    file.plan = None if file.unread else plan
    file.problems = sorted([*file.unread, *file.located_once(more)], key=Problem.order)
    return file


def _of_segment(data: bytes, name: str) -> PlanFile:
    found = _parsed(data, name, False)
    if found.raw is not None and "plan" in found.raw:
        found.problems.append(found.locate_problem(STRAY_FILE))
    found.node = _FORGOTTEN
    return found


_FORGOTTEN = Node(None, None)
"""Where a segment's values stand is read again when somebody asks: most of ten thousand never are
asked about, and the places take most of the room.
"""


def _parsed(data: bytes, name: str, pure: bool) -> PlanFile:
    """The texts of a file, where they can be read; a key given twice hides nothing else: the
    first of the two is read on.
    """
    text, problem = decode(data, name)
    if problem is not None:
        return PlanFile(name, problems=[problem])
    problems = scan(text, name)
    if problems:
        return PlanFile(name, problems=problems, text=text)
    root, node, problems = read_tree(text, name, pure)
    found = PlanFile(name, problems=problems, node=node, text=text)
    if not problems and not isinstance(root, dict):
        found.problems = [_no_mapping(root, text, name)]
    if isinstance(root, dict) and not any(it.code != "RP010" for it in problems):
        found.raw = root
    return found


def _no_mapping(root: Any, text: str, name: str) -> Problem:
    lines = lines_of(text)
    if root is None:
        message, hint = "the plan is empty", "`revplan init` writes a starter"
        return Problem("RP006", message, hint, place=place_in(lines, name, 0, 0))
    first = next((n for n, line in enumerate(lines) if line.strip()[:1] not in ("", "#")), 0)
    place = place_in(lines, name, first, 0)
    glued = re.match(r"([\w-]+):(\S.*)", lines[first])
    if isinstance(root, str) and glued:
        hint = f'a space is needed after ":", as in {glued[1]}: {cut(escape(glued[2]), 40)}'
        message = f"{quote(lines[first])} is not a key with a value"
        return Problem("RP007", message, hint, place=place)
    held = "a list" if isinstance(root, list) else "a single text"
    hint = "a plan is keys with values; `revplan init` writes a starter"
    return Problem("RP007", f"the file holds {held}, not a plan", hint, place=place)


def read_file(path: str, name: str | None = None) -> PlanFile:
    """A plan from a regular file. Raises OSError where it cannot be opened."""
    name = path if name is None else name
    folder = DiskFolder.around(path, name)  # before the file: what this names lies there
    return _from_disk(bytes_of(path), name, folder)


def read_found(folder: Beneath, path: str, name: str) -> PlanFile:
    """A plan from a regular file that was found below a folder, by its path with forward slashes.

    Raises LeadsOut of a link that leads out of it, and OSError where it cannot be opened.
    """
    around = DiskFolder(folder, dirname(name), dirname(path))
    return _from_disk(folder.read(path), name, around)


def _from_disk(data: bytes | None, name: str, folder: DiskFolder) -> PlanFile:
    if data is None:
        return refused_file(name, "this is not a regular file", NO_PIPE)
    return read_bytes(data, name, folder=folder)


NO_PIPE = "give a plan's file, or - to read a pipe"


def refused_file(name: str, message: str, hint: str) -> PlanFile:
    """A file that is not read, and why."""
    place = Place(Location(name, 1, 1, 1, 1))
    return PlanFile(name, problems=[Problem("RP001", message, hint, place=place)])


def read_text(text: str, name: str = "<text>") -> PlanFile:
    """A plan from text.

    >>> read_text("revplan: 1").plan is None
    True
    """
    return read_bytes(text.encode("utf-8", "surrogatepass"), name)

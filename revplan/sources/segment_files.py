"""The files that a company's segments name: counted before they are read, and each read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from posixpath import basename, dirname, join, normpath
from typing import Any, NamedTuple, Protocol

from revplan.base.limits import MOST_BYTES
from revplan.base.paths import Path
from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.reading.validate import MOST_DEEP

MOST_FOLDERS = 8
"""How many folders below the plan's own a segment's file may lie."""

_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


class Cap(NamedTuple):
    """So much of something one company has at most, and what to do about more."""

    most: int
    unit: str
    hint: str


FILES = Cap(20_000, "files", "let one file hold several segments")
BYTES = Cap(256 * 1_048_576, "bytes of files", "is this the right file? a plan is a page of text")


class TooLarge(Exception):
    """A company that is beyond a cap; carries the problem, at the place that goes beyond it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class NotThere(Exception):
    """A file that is not read, and why, in a few words after its name."""


class Folder(Protocol):
    """Where a plan's file lies: a folder on disk, or of a commit.

    Paths are relative, with forward slashes, and lead neither up nor to hidden files.
    """

    def read(self, path: str) -> tuple[str, bytes]:
        """The name by which messages call a file of the folder, and its bytes.

        Raises NotThere where it is not a plain file within the folder.
        """

    def sizes(self, paths: Sequence[str]) -> list[int]:
        """How large files are [bytes], as far as that shows before they are read; 0 where not."""


class Step(NamedTuple):
    """A file on the way from a plan down to a segment: its path from the plan's folder, what was
    read of it, and the segment whose texts it holds. The plan itself is the first.
    """

    path: str
    file: Any
    at: Path = ()

    @classmethod
    def first(cls, file: Any) -> Step:
        """The plan itself."""
        return cls(basename(file.name), file)

    def beside(self, stated: str) -> str:
        """The path of a file that this one names."""
        return normpath(join(dirname(self.path), stated))


class Mention(NamedTuple):
    """A segment where it stands: in which file, at which path of the plan, and the file that it
    names; None where it names none.
    """

    step: Step
    at: Path
    stated: str | None

    def hold(self, count: int, cap: Cap) -> None:
        """Refuse a company that has, up to this segment, more of something than it may."""
        if count <= cap.most:
            return
        on_key = self.stated is None
        path = self.at if on_key else (*self.at, "plan")
        what = quote(str(self.at[-1]) if self.stated is None else self.stated)
        message = f"{what} brings the company to {count:,} {cap.unit}; it may have {cap.most:,}"
        place = self.step.file.locate(path[len(self.step.at) :], on_key)
        raise TooLarge(Problem("RP126", message, cap.hint, path=path, on_key=on_key, place=place))


@dataclass
class SegmentFiles:
    """What was read of the files below a plan, by path; and why not, of those that are not there.

    `read` makes what is kept of bytes and a name; `size` is how many bytes there were.
    """

    read: Callable[[bytes, str], Any]
    found: dict[str, Any | NotThere] = field(default_factory=dict)
    size: int = 0

    def gather(self, plan: Step, folder: Folder) -> None:
        """Read them all, level by level: a level is counted before any file of it is read."""
        level = [plan]
        for _ in range(MOST_DEEP + 1):
            asked = {path: it for path, it in self._asked(level).items() if path != plan.path}
            self._count(asked, folder)
            level = [it for path, mention in asked.items()
                     for it in self._take(path, mention, folder)]  # fmt: skip

    @property
    def names(self) -> tuple[str, ...]:
        """What messages call the files that were read."""
        return tuple(it.name for it in self.found.values() if not isinstance(it, NotThere))

    def _asked(self, level: Sequence[Step]) -> dict[str, Mention]:
        """By path, the files that a level names and that none above it did."""
        asked: dict[str, Mention] = {}
        for step in level:
            for at, stated in _named(step.file.raw, step.at):
                path = step.beside(stated)
                if path not in self.found:
                    asked.setdefault(path, Mention(step, at, stated))
        return asked

    def _count(self, asked: Mapping[str, Mention], folder: Folder) -> None:
        for number, mention in enumerate(asked.values(), len(self.found) + 1):
            mention.hold(number, FILES)
        if self.size + len(asked) * (MOST_BYTES + 1) > BYTES.most:
            sizes = accumulate(folder.sizes(list(asked)), initial=self.size)
            for mention, size in zip(asked.values(), islice(sizes, 1, None), strict=True):
                mention.hold(size, BYTES)

    def _take(self, path: str, mention: Mention, folder: Folder) -> Iterator[Step]:
        """A file that holds texts; none where it does not."""
        try:
            name, data = folder.read(path)
        except NotThere as error:
            self.found[path] = error
            return
        self.size += len(data)
        mention.hold(self.size, BYTES)
        file = self.found[path] = self.read(data, name)
        if file.raw is not None:
            yield Step(path, file, mention.at)


def _named(raw: Mapping[str, Any], at: Path) -> Iterator[tuple[Path, str]]:
    """The files that a text's segments name: of which segment, and in which words."""
    entries = raw.get("segments")
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        inner = (*at, "segments", name)
        if not isinstance(entry, dict):
            continue
        if "plan" not in entry:
            yield from _named(entry, inner)
        elif len(entry) == 1 and isinstance(entry["plan"], str) and not unfit(entry["plan"]):
            yield inner, entry["plan"]


def unfit(stated: str) -> str:
    """Why a text names no file below a folder; empty where it may."""
    steps = stated.split("/")
    if not stated or "\\" in stated or ":" in stated or "\0" in stated or len(stated) > 400:
        return "is not a file name that works everywhere"
    if stated.startswith(("/", "~")):
        return "does not start from the plan's folder"
    if ".." in steps:
        return "leads out of the plan's folder"
    if any(step.startswith(".") and step != "." for step in steps):
        return "is a hidden file"
    if any(_RESERVED.fullmatch(step) or not step for step in steps):
        return "is not a file name that works everywhere"
    if len(steps) > MOST_FOLDERS + 1:
        return f"lies more than {MOST_FOLDERS} folders deep"
    if not stated.endswith(PLAN_SUFFIXES):
        return "is not a plan file: its name must end in .yaml or .yml"
    return ""

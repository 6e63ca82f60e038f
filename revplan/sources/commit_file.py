"""A plan's file as a folder or a commit holds it: its bytes, or why it is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from revplan.base.limits import MOST_BYTES
from revplan.base.paths import Path
from revplan.sources.plan_file import PlanFile, read_bytes, refused_file
from revplan.sources.revision import Repository, TreeEntry
from revplan.sources.segment_files import Folder

_PLAIN_FILES = ("100644", "100755")
_SUBMODULE = "160000"
_TOO_LARGE = b"#" * (MOST_BYTES + 1)
_PLAN_KEY = re.compile(rb"""^[ \t{]*["']?revplan["']?[ \t]*:""", re.MULTILINE)
_MAY_BE_THE_KEY = re.compile(rb"revplan|\\[xuU\r\n]")
"""What a text has to have that says `revplan:` in a way that takes a parser: after a mark at its
beginning or a question mark, within braces, or with an escape.
"""

LINK = "this is a link, not a file of its own"


@dataclass(frozen=True)
class FoundFile:
    """A file under the name that messages call it by; `why` it is not read where it has no data,
    and whether nobody knows what it is, as it could not be (`unread`).

    `leads` is where a link leads, as it says itself.
    """

    name: str
    data: bytes | None
    why: str = ""
    folder: Folder | None = field(default=None, compare=False)
    leads: bytes | None = None
    unread: bool = False

    @cached_property
    def file(self) -> PlanFile:
        """The file, read as a plan."""
        if self.data is None:
            return refused_file(self.name, self.why, "put the plan itself here")
        return read_bytes(self.data, self.name, folder=self.folder)

    @property
    def looks_like_a_plan(self) -> bool:
        """Whether it says `revplan:`, or may: YAML that nobody named may be anything."""
        if self.data is None or not _MAY_BE_THE_KEY.search(self.data):
            return self.unread
        return bool(_PLAN_KEY.search(self.data)) or "revplan" in (self.file.raw or ())

    def says_the_same(self, other: FoundFile) -> bool:
        """Whether two files have one text, ends of lines aside, and so have those of their
        segments.
        """
        if self.data is None or other.data is None or _lines(self.data) != _lines(other.data):
            return False
        return not self.may_have_segments or _same_segments(self.file, other.file)

    @property
    def may_have_segments(self) -> bool:
        """Whether it could name files of segments."""
        return self.data is not None and b"segments" in self.data


def _same_segments(one: PlanFile, other: PlanFile) -> bool:
    """Whether two plans have the same texts in the files of their segments. Of a company that is
    too large nobody knows.
    """
    known: dict[str, int] = {}
    whole = not (one.too_large or other.too_large)
    return whole and _texts(one, known) == _texts(other, known)


def _texts(file: PlanFile, known: dict[str, int]) -> dict[Path, int]:
    """By segment, which text its file has, ends of lines aside: its number among those known. A
    file that is named often is looked at once.
    """
    files = {id(it): it for it in file.files.values()}
    numbers = {key: known.setdefault(it.text.replace("\r\n", "\n"), len(known))
               for key, it in files.items()}  # fmt: skip
    return {path: numbers[id(it)] for path, it in file.files.items()}


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def is_plain(mode: str) -> bool:
    """Whether a mode is that of a file: no link, no submodule."""
    return mode in _PLAIN_FILES


def found_file(name: str, mode: str, data: bytes | None, folder: Folder | None = None) -> FoundFile:
    """A file of a commit; no data of a plain file is too much of it. That of a link is where it
    leads.
    """
    if is_plain(mode):
        return FoundFile(name, _TOO_LARGE if data is None else data, folder=folder)
    if mode == _SUBMODULE:
        return FoundFile(name, None, "this is another repository, not a file of its own")
    return FoundFile(name, None, LINK, leads=data)


def found_files(
    repository: Repository, wanted: Sequence[tuple[str, TreeEntry, Folder]]
) -> Iterator[FoundFile]:
    """Files of commits under their names, in their folders, in order, through one process."""
    read = [entry.id for _, entry, _ in wanted if entry.mode != _SUBMODULE]
    contents = repository.contents(read, MOST_BYTES)
    for name, entry, folder in wanted:
        data = next(contents) if entry.mode != _SUBMODULE else None
        yield found_file(name, entry.mode, data, folder)

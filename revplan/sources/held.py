"""A plan's file as a folder or a commit holds it: its bytes, or why it is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from revplan.sources.plan_file import PlanFile, read_bytes, refused_file
from revplan.sources.revision import Entry, Repository
from revplan.sources.scan import MOST_BYTES

_PLAIN_FILES = ("100644", "100755")
_SUBMODULE = "160000"
_TOO_LARGE = b"#" * (MOST_BYTES + 1)
_PLAN_KEY = re.compile(rb"""^[ \t{]*["']?revplan["']?[ \t]*:""", re.MULTILINE)

LINK = "this is a link, not a file of its own"


@dataclass(frozen=True)
class Held:
    """A file under the name that messages call it by; `why` it is not read where it has no data."""

    name: str
    data: bytes | None
    why: str = ""

    @cached_property
    def file(self) -> PlanFile:
        """The file, read as a plan."""
        if self.data is None:
            return refused_file(self.name, self.why, "put the plan itself here")
        return read_bytes(self.data, self.name)

    @property
    def looks_like_a_plan(self) -> bool:
        """Whether it says `revplan:`; YAML that nobody named may be anything."""
        return self.data is not None and bool(_PLAN_KEY.search(self.data))

    def says_the_same(self, other: Held) -> bool:
        """Whether two files have one text, ends of lines aside."""
        if self.data is None or other.data is None:
            return False
        return self.data.replace(b"\r\n", b"\n") == other.data.replace(b"\r\n", b"\n")


def is_plain(mode: str) -> bool:
    """Whether a mode is that of a file: no link, no submodule."""
    return mode in _PLAIN_FILES


def entry_held(name: str, mode: str, data: bytes | None) -> Held:
    """A file of a commit; no data of a plain file is too much of it."""
    if is_plain(mode):
        return Held(name, _TOO_LARGE if data is None else data)
    submodule = "this is another repository, not a file of its own"
    return Held(name, None, submodule if mode == _SUBMODULE else LINK)


def entries_held(repository: Repository, wanted: Sequence[tuple[str, Entry]]) -> Iterator[Held]:
    """Files of commits under their names, in order, through one process; what is no plain file is
    left unread.
    """
    plain = [entry.id for _, entry in wanted if is_plain(entry.mode)]
    contents = repository.contents(plain, MOST_BYTES)
    for name, entry in wanted:
        data = next(contents) if is_plain(entry.mode) else None
        yield entry_held(name, entry.mode, data)

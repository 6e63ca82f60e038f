"""The files of a commit that its plans name: read when they are asked for, through one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join

from revplan.base.limits import MOST_BYTES
from revplan.sources.commit_file import found_file, is_plain
from revplan.sources.revision import Repository, TreeEntry
from revplan.sources.segment_files import Folder, NotThere


class CommitTree:
    """The files of a commit by their paths from the root."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self.repository = repository
        self.commit = commit
        self._asked: list[str] = []

    @cached_property
    def entries(self) -> dict[str, TreeEntry]:
        """Every file of the commit."""
        return self.repository.entries(self.commit)

    @cached_property
    def _contents(self) -> Iterator[bytes | None]:
        return self.repository.contents(iter(self._asked.pop, None), MOST_BYTES)

    def read(self, path: str) -> bytes:
        """What a file holds; NotThere where it is none that can be read."""
        entry = self.entries.get(path)
        if entry is None:
            raise NotThere("is not there")
        data = None
        if is_plain(entry.mode):
            self._asked.append(entry.id)
            data = next(self._contents)
        held = found_file(path, entry.mode, data)
        if held.data is None:
            raise NotThere(held.why.replace("this is", "is"))
        return held.data

    def sizes(self, paths: Sequence[str]) -> list[int]:
        """The bytes that are read of files at most; of what is not a plain file, none."""
        found = [self.entries.get(path) for path in paths]
        ids = [it.id for it in found if it is not None and is_plain(it.mode)]
        known = dict(zip(ids, self.repository.sizes(ids), strict=True))
        sizes = (0 if it is None else known.get(it.id, 0) for it in found)
        return [min(size, MOST_BYTES + 1) for size in sizes]

    def around(self, path: str, name: str) -> Folder:
        """The folder of a file, by its path from the root and by what messages call it."""
        return CommitFolder(self, dirname(path), name.removesuffix(basename(path)))


@dataclass(frozen=True)
class CommitFolder:
    """A folder of a commit; `lead` stands before a file's path where messages name it."""

    tree: CommitTree
    path: str
    lead: str

    def read(self, path: str) -> tuple[str, bytes]:
        """The name of a file of the folder, and its bytes; NotThere where it has none."""
        return f"{self.lead}{path}", self.tree.read(join(self.path, path))

    def sizes(self, paths: Sequence[str]) -> list[int]:
        """How large files of the folder are [bytes]; what is not a plain file has none."""
        return self.tree.sizes([join(self.path, path) for path in paths])

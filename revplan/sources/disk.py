"""Files on disk: their bytes, and the folder that a plan may name others of."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join

from revplan.sources.scan import MOST_BYTES
from revplan.sources.segment_files import NotThere


def bytes_of(path: str) -> bytes | None:
    """The bytes of a regular file, one more than a plan may have at most; None of anything else.

    Raises OSError where it cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    with open(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        return file.read(MOST_BYTES + 1) if stat.S_ISREG(mode) else None


@dataclass(frozen=True)
class DiskFolder:
    """A folder on disk, and how messages call it. Links that lead out of it are not followed."""

    path: str
    name: str

    @cached_property
    def _root(self) -> str:
        return os.path.realpath(self.path or ".")

    @classmethod
    def around(cls, path: str, name: str) -> DiskFolder:
        """The folder of a file, by the file's path and by what messages call it."""
        return cls(str(Path(path).parent), dirname(name))

    def read(self, path: str) -> tuple[str, bytes]:
        """The name of a file of the folder, and its bytes; NotThere where it has none."""
        within = self._root.rstrip(os.sep) + os.sep
        real = os.path.realpath(within + path)
        if not real.startswith(within):
            raise NotThere("is a link that leads out of the plan's folder")
        if os.sep + "." in real[len(within) - 1 :]:
            raise NotThere("is a link to a hidden file")
        try:
            data = bytes_of(real)
        except FileNotFoundError:
            raise NotThere("is not there") from None
        except OSError as error:
            raise NotThere(f"cannot be read: {error.strerror}") from None
        if data is None:
            raise NotThere("is not a regular file")
        return join(self.name, path), data

    def sizes(self, paths: Sequence[str]) -> list[int]:
        """How large files of the folder are [bytes]; what is not plainly one has none."""
        return [_size(os.path.join(self._root, path)) for path in paths]  # noqa: PTH118


def _size(path: str) -> int:
    """The bytes that are read of a file at most."""
    try:
        found = os.lstat(path)
    except OSError:
        return 0
    return min(found.st_size, MOST_BYTES + 1) if stat.S_ISREG(found.st_mode) else 0

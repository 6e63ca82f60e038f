"""Files below a folder, opened step by step from the folder's handle: nothing that is put in the
place of what is on the way leads out of the folder, as no link is followed there.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from revplan.base.limits import MOST_BYTES


def _flags(*names: str) -> int:
    """The flags of those names that this system has."""
    found = 0
    for name in names:
        found |= getattr(os, name, 0)
    return found


_FILE = os.O_RDONLY | _flags("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
_FOLDER = os.O_RDONLY | _flags("O_PATH", "O_DIRECTORY", "O_CLOEXEC")
_NO_LINK = _flags("O_NOFOLLOW")

BY_HANDLE = os.open in os.supports_dir_fd and bool(_NO_LINK)
"""Whether this system opens files from a folder's handle; Windows does not."""

LINKED = (errno.ELOOP, errno.EMLINK)
"""What a system says of a link that it is not to follow, and of links without end."""


class LeadsOut(Exception):
    """A link that leads out of a folder, or to a hidden file of it."""

    def __init__(self, hidden: bool = False) -> None:
        super().__init__()
        self.hidden = hidden


@dataclass(frozen=True)
class Beneath:
    """A folder of which files are read; `identity` says which folder its path led to at first, so
    that no other is read in its place.
    """

    path: str
    identity: tuple[int, int]

    @classmethod
    def now(cls, path: str) -> Beneath:
        """The folder that a path leads to now; "" is the current one."""
        path = path or "."
        try:
            found = Path(path).stat()
        except (OSError, ValueError):
            return cls(path, (0, 0))
        return cls(path, (found.st_dev, found.st_ino))

    def read(self, path: str, within: str = "", follow: bool = True) -> bytes | None:
        """What a file holds, by its path with forward slashes; see `content`.

        A link is followed where it leads to a file below `within` that is not hidden, and LeadsOut
        where it does not. Raises OSError where a file cannot be opened, and of any link where none
        is followed.
        """
        if not BY_HANDLE:
            return content(self._by_path(path, within, follow), path)
        with self._handle() as root:
            try:
                handle = _opened(root, path.split("/"))
            except OSError as error:
                if not follow or error.errno not in (*LINKED, errno.ENOTDIR):
                    raise
                handle = _opened(root, self._led_to(path, within))
            return content(handle, path)

    @contextmanager
    def _handle(self) -> Iterator[int]:
        root = os.open(self.path, _FOLDER)
        try:
            self._hold(os.fstat(root))
            yield root
        finally:
            os.close(root)

    def _hold(self, found: os.stat_result) -> None:
        """Refuse another folder than the one that was meant."""
        if self.identity != (found.st_dev, found.st_ino):
            raise OSError(errno.ESTALE, "its folder was replaced in the meantime")

    def _led_to(self, path: str, within: str) -> tuple[str, ...]:
        """The steps from the folder to where the links on a path lead."""
        root = Path(os.path.realpath(self.path))
        real = Path(os.path.realpath(root / path))
        if not real.is_relative_to(root / within) or real == root / within:
            raise LeadsOut
        inside = real.relative_to(root / within).parts
        if real != root / path and any(step.startswith(".") for step in inside):
            raise LeadsOut(hidden=True)
        return real.relative_to(root).parts

    def _by_path(self, path: str, within: str, follow: bool) -> int:
        """A file opened where there are no handles of folders: looked at before and after."""
        root = Path(os.path.realpath(self.path))
        self._hold(root.stat())
        real = root.joinpath(*self._led_to(path, within))
        handle = os.open(real, _FILE)
        same = os.path.samestat(os.fstat(handle), real.lstat())
        same = same and real == Path(os.path.realpath(real))
        if not same or (real != root / path and not follow):
            os.close(handle)
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return handle


def _opened(root: int, steps: Sequence[str]) -> int:
    """A file opened from a folder's handle; a link on the way, or at the end, is an OSError."""
    if ".." in steps:
        raise LeadsOut
    at = root
    try:
        for step in steps[:-1]:
            inner = os.open(step, _FOLDER | _NO_LINK, dir_fd=at)
            if at != root:
                os.close(at)
            at = inner
        return os.open(steps[-1], _FILE | _NO_LINK, dir_fd=at)
    finally:
        if at != root:
            os.close(at)


def open_handle(path: str) -> int:
    """A file that a user names, opened: links are followed, pipes are not waited for."""
    return os.open(path, _FILE)


def content(handle: int, path: str) -> bytes | None:
    """The bytes of a file that was opened, one more than a plan may have at most; None of what is
    no regular file. Raises OSError of a folder, and where it cannot be read.
    """
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            return None
        with open(handle, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(handle)

"""Files on disk: their bytes, and the folder that a plan may name others of."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join

from revplan.base.limits import MOST_BYTES
from revplan.sources.beneath import Beneath, LeadsOut, content, open_handle
from revplan.sources.segment_files import NotThere


def bytes_of(path: str) -> bytes | None:
    """The bytes of a file that a user names, one more than a plan may have at most; None of what is
    no regular file.

    Raises OSError where it cannot be opened.
    """
    return content(open_handle(path), path)


@dataclass(frozen=True)
class DiskFolder:
    """The folder of a plan on disk, and how messages call it. Links that lead out of it are not
    followed.

    It is `below` a folder that was looked through for plans, or that folder itself.
    """

    root: Beneath
    name: str
    below: str = ""

    @classmethod
    def around(cls, path: str, name: str) -> DiskFolder:
        """The folder of a file, by the file's path and by what messages call it."""
        return cls(Beneath.now(os.path.dirname(path)), dirname(name))  # noqa: PTH120

    def read(self, path: str) -> tuple[str, bytes]:
        """The name of a file of the folder, and its bytes; NotThere where it has none."""
        try:
            data = self.root.read(join(self.below, path), within=self.below)
        except LeadsOut as link:
            out = "is a link that leads out of the plan's folder"
            raise NotThere("is a link to a hidden file" if link.hidden else out) from None
        except FileNotFoundError:
            raise NotThere("is not there") from None
        except OSError as error:
            raise NotThere(f"cannot be read: {error.strerror}") from None
        except ValueError:  # half a character
            raise NotThere("is not a file name that works everywhere") from None
        if data is None:
            raise NotThere("is not a regular file")
        return join(self.name, path), data

    def sizes(self, paths: Sequence[str]) -> list[int]:
        """How large files of the folder are [bytes]; what is not plainly one has none."""
        folder = Path(self.root.path, self.below)
        return [_size(folder / path) for path in paths]


def _size(path: Path) -> int:
    """The bytes that are read of a file at most."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return 0
    return min(found.st_size, MOST_BYTES + 1) if stat.S_ISREG(found.st_mode) else 0

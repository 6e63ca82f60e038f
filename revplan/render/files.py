"""Files that the program writes: whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class NotWritten(Exception):
    """An answer that could not be written, and why, in words."""


def write_whole(path: str, text: str, force: bool) -> None:
    """The text as a file in UTF-8. A file that is there stays unless `force`.

    Written beside its place and moved there in one step: whoever looks sees the old file or the
    new one. A link is followed; the mode of a file that is replaced is kept.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".revplan-{os.getpid()}.part")
    try:
        there = os.path.lexists(path)
        if there and not force:
            raise NotWritten(f"{path} is already there; --force replaces it")
        if path.endswith(("/", os.sep)) or (there and not target.is_file()):
            raise NotWritten(f"{path} is not a regular file")
        mode = target.stat().st_mode & 0o777 if there else None
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with open(handle, "wb") as file:
                file.write(text.encode("utf-8", "backslashreplace"))
                if mode is not None:
                    beside.chmod(mode)
                file.flush()
                os.fsync(file.fileno())
            _move(beside, target, force)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except FileExistsError as error:
        raise NotWritten(f"{path} is already there; --force replaces it") from error
    except PermissionError as error:
        raise NotWritten(
            f"cannot write {path}: no permission, or open in another program"
        ) from error
    except OSError as error:
        raise NotWritten(f"cannot write {path}: {error.strerror}") from error


def _move(beside: Path, target: Path, force: bool) -> None:
    """Into place: over what is there, or only where nothing is."""
    if not force:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: the check above has to do
            beside.replace(target)
        else:
            beside.unlink()
        return
    beside.replace(target)

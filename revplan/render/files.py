"""Files that the program writes: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from revplan.base.shell import path_to_type


class NotWritten(Exception):
    """An answer that could not be written, and why, in words."""


Document = str | bytes
"""What a file holds: a text, which is written in UTF-8, or bytes as they are."""


def bytes_of(document: Document) -> bytes:
    """A document as its file holds it."""
    if isinstance(document, bytes):
        return document
    return document.encode("utf-8", "backslashreplace")


def folder_message(path: str, line: str = "") -> str:
    """What to say of a folder that a file's name was expected for; `line` is what to type instead,
    where the file has a name of its own.

    >>> folder_message("out/")
    'out/ is a folder; name a file in it, such as out/answer'
    >>> folder_message("plans", "revplan init plans/plan.yaml")
    'plans is a folder; name the file in it: revplan init plans/plan.yaml'
    """
    if line:
        return f"{path} is a folder; name the file in it: {line}"
    inside = path_to_type(f"{path.rstrip('/') or path}/answer")
    return f"{path} is a folder; name a file in it, such as {inside}"


def no_folder_message(path: str) -> str:
    """That a file has no folder to stand in, and what makes it.

    >>> no_folder_message("new place/2027/plan.yaml")
    "there is no folder new place/2027; make it first: mkdir -p 'new place/2027'"
    """
    folder = os.path.dirname(path) or "."  # noqa: PTH120 - as it was entered
    return f"there is no folder {folder}; make it first: mkdir -p {path_to_type(folder)}"


def write_whole(path: str, document: Document, force: bool) -> None:
    """The document as a file. A file that is there stays unless `force`.

    Written beside its place and moved there in one step: whoever looks sees the old file or the
    new one. A link is followed. A file that is replaced hands on its mode, and its owner and group
    where the system lets it.
    """
    target = Path(os.path.realpath(path))
    try:
        there = os.path.lexists(path)
        if target.is_dir():
            raise NotWritten(folder_message(path))
        if there and not force:
            raise NotWritten(f"{path} is already there; --force replaces it")
        if path.endswith(("/", os.sep)):
            raise NotWritten(folder_message(path))
        if there and not target.is_file():
            raise NotWritten(f"{path} is not a regular file")
        before = target.stat() if there else None
        with _beside(target) as beside:
            _write(beside, bytes_of(document), before)
            _move(beside, target, force)
    except FileExistsError as error:
        raise NotWritten(f"{path} is already there; --force replaces it") from error
    except PermissionError as error:
        raise NotWritten(
            f"cannot write {path}: no permission, or open in another program"
        ) from error
    except FileNotFoundError as error:
        raise NotWritten(f"cannot write {path}: {no_folder_message(path)}") from error
    except OSError as error:
        raise NotWritten(f"cannot write {path}: {error.strerror}") from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name beside a file that no other run has, one left behind by a kill included. What stands
    there is taken away when this ends early, however it ends.
    """
    beside = target.with_name(f".revplan-{os.urandom(8).hex()}.part")
    with _when_killed(beside):
        try:
            yield beside
        except BaseException:
            _take_away(beside)
            raise


@contextlib.contextmanager
def _when_killed(beside: Path) -> Iterator[None]:
    """While this lasts, a signal that ends the process takes a file away first. Ctrl-C raises; a
    signal that somebody handles or ignores is theirs, as all are outside of the main thread.
    """
    import signal  # here: a run that writes no file starts without it

    def end(number: int, _: object) -> None:
        _take_away(beside)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    known = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP", "SIGINT"))
    ours = [it for it in known if it is not None and signal.getsignal(it) is signal.SIG_DFL]
    try:
        with contextlib.suppress(ValueError):  # not the main thread
            for number in ours:
                signal.signal(number, end)
        yield
    finally:
        for number in ours:
            if signal.getsignal(number) is end:
                signal.signal(number, signal.SIG_DFL)


def _take_away(beside: Path) -> None:
    with contextlib.suppress(OSError):
        beside.unlink()


def _write(beside: Path, data: bytes, before: os.stat_result | None) -> None:
    """A new file with these bytes, on the disk. It has its mode before it has any of them: that of
    the file `before`, or what the user's mask gives.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(beside, flags, 0o666 if before is None else 0o600)
    with open(handle, "wb") as file:
        if before is not None:
            _hand_on(before, handle, beside)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _hand_on(before: os.stat_result, handle: int, beside: Path) -> None:
    """Owner, group and mode of a file to the one that replaces it; a group that cannot be handed on
    may not do what it could, lest another does.
    """
    mode = before.st_mode & 0o777
    if hasattr(os, "fchown"):
        for owner in (before.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, before.st_gid)
                break
        if os.fstat(handle).st_gid != before.st_gid:
            mode &= ~stat.S_IRWXG
    os.chmod(handle if os.chmod in os.supports_fd else beside, mode)  # noqa: PTH101


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

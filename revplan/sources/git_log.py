"""What `git log` says about one file, read as it comes."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import NamedTuple

from revplan.sources.git import Git
from revplan.sources.process import Running

MOST_SUBJECT = 1_000
"""Characters of a subject that are kept."""

_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SAME = [
    *["log", "--no-show-signature", "--no-textconv", "--no-ext-diff", "--no-mailmap", "--no-notes"],
    *["--no-color", "--no-decorate", "--encoding=UTF-8", "--root", "--raw", "-z", "--no-abbrev"],
]
_ALL = [*_SAME, "--no-renames", "-c", "--format=tformat:%H%x00%P%x00%cs%x00%s"]
_RENAMES = [
    *[*_SAME, "-M", "-l1000", "--diff-filter=R", "-m", "--first-parent", "--no-walk", "--format="],
]


class Version(NamedTuple):
    """One commit that changed a file.

    `date` is the day of the committer's clock, `path` and `mode` are the file's in this commit,
    `before` and `after` its blobs; "" where it did not exist. `old_mode` is the mode before. A
    merge is compared with the first of its parents that has the file.
    """

    commit: str
    date: str
    subject: str
    path: str
    before: str
    after: str
    mode: str
    old_mode: str = ""
    merge: bool = False
    beside: bool = False
    """Whether the commit left the file alone, and changed a segment's."""


class _FileChange(NamedTuple):
    """What a commit did to one path, against each of its parents."""

    modes: list[str]
    ids: list[str]
    path: bytes


def commits(
    git: Git, starts: tuple[str, ...], path: str, others: tuple[str, ...] = ()
) -> Generator[tuple[Version, tuple[str, ...]], None, None]:
    """The commits at and before some that changed a path, newest first, each with its parents.

    A merge is one where it differs from all its parents; its file before is that of the first
    parent that has it. Of a commit that changed `others` alone, files of segments, no blobs are
    told.
    """
    with (
        git.start(*_ALL, *starts, "--", path, *others) as running,
        closing(_words(git, running)) as words,
    ):
        word = next(words, None)
        while word is not None:
            if not _ID.fullmatch(word):
                raise git.broken()
            commit = word.decode()
            parents = tuple(next(words, b"").decode("ascii", "replace").split())
            date, subject = (next(words, b"").decode("utf-8", "replace") for _ in "ds")
            word = next(words, None)
            merge, told, changed = len(parents) > 1, False, False
            while word is not None and not _ID.fullmatch(word):
                change = _change(word, words)
                changed = changed or change is not None
                if change is not None and _text(change.path) == path:
                    there = (pair for pair in zip(change.ids[:-1], change.modes, strict=False)
                             if pair[0])  # fmt: skip
                    before, old_mode = next(there, ("", ""))
                    after, mode = change.ids[-1], change.modes[-1]
                    told = True
                    yield (
                        Version(
                            commit=commit,
                            date=date,
                            subject=subject[:MOST_SUBJECT],
                            path=path,
                            before=before,
                            after=after,
                            mode=mode,
                            old_mode=old_mode,
                            merge=merge,
                        ),
                        parents,
                    )
                word = next(words, None)
            if changed and not told:
                text = subject[:MOST_SUBJECT]
                version = Version(commit, date, text, path, "", "", "", merge=merge, beside=True)
                yield version, parents


def renamed_from(git: Git, version: Version) -> tuple[str, str] | None:
    """The path and the blob of the file that a commit gave this name, if that is what it did."""
    with git.start(*_RENAMES, version.commit) as running, closing(_words(git, running)) as words:
        for word in words:
            change = _change(word, words)
            if change is not None and _text(next(words, b"")) == version.path:
                return _text(change.path), change.ids[0]
    return None


def _change(word: bytes, words: Iterator[bytes]) -> _FileChange | None:
    """A change from its word `:modes ids status`, of a merge with a colon for each parent."""
    word = word.lstrip(b"\n")
    if not word.startswith(b":"):
        return None
    fields = word.lstrip(b":").decode("ascii", "replace").split(" ")
    parents = len(word) - len(word.lstrip(b":"))
    modes, ids = fields[: parents + 1], fields[parents + 1 : -1]
    ids = ["" if set(id_) == {"0"} else id_ for id_ in ids]
    return _FileChange(modes, ids, next(words, b""))


def _words(git: Git, running: Running) -> Generator[bytes, None, None]:
    """What stands between the zero bytes."""
    pieces: list[bytes] = []
    while some := running.some():
        first, *more = some.split(b"\0")
        pieces.append(first)
        if more:
            yield b"".join(pieces)
            yield from more[:-1]
            pieces = more[-1:]
    code, complaint = running.finish()
    if code or any(pieces):
        raise git.broken(complaint)


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")

"""Plans in a git repository: which commits there are, which files they hold, and what is in them.

Nothing is checked out, written or fetched. After a name is resolved, everything goes by object id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple

from revplan.base.words import cut, escape, quote
from revplan.sources.git import Git, common_folder, git_folder, is_bare, not_in_partial, real_path
from revplan.sources.git_log import Version, commits, renamed_from
from revplan.sources.process import NoRevision, Running
from revplan.sources.ref_meant import ref_advice

__all__ = ["Commit", "NoRevision", "Repository", "TreeEntry", "Version"]

MOST_NAME = 1_000
"""Characters of a commit's name."""

_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HEAD = re.compile(r"(?:HEAD|@)(?![\w./-])")
_AT_ONCE = 1 << 20
_UNSHALLOW = (
    "in GitHub Actions set fetch-depth: 0 on actions/checkout; elsewhere git fetch --unshallow"
)


class Commit(NamedTuple):
    """A commit: its full id, and its name as the user wrote it."""

    id: str
    name: str

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.id[:7]


class TreeEntry(NamedTuple):
    """A file of a tree; its mode says whether it is a plain file, a link or a submodule."""

    mode: str
    id: str


@dataclass(frozen=True)
class Repository:
    """A repository with a work tree.

    `shallow` and `partial` clones lack commits and files that others have.
    """

    root: str
    shallow: bool
    partial: bool = False
    _git: Git = field(kw_only=True, repr=False, compare=False)

    @classmethod
    def around(cls, folder: str) -> Repository:
        """The nearest repository at or above a folder; NoRevision where there is none."""
        here = real_path(folder)
        for at in (here, *here.parents):
            if (found := git_folder(at)) is not None:
                common = common_folder(found)
                partial = any((common / "objects" / "pack").glob("*.promisor"))
                shallow = os.path.lexists(common / "shallow")
                return cls(str(at), shallow, partial, _git=Git(str(at)))
        if any(is_bare(at) for at in (here, *here.parents)):
            hint = "run this in a clone or a worktree of it"
            raise NoRevision("this is a bare repository: it has no files of its own", hint)
        hint = "run this in the folder of a repository, or name files that are in one"
        name = "this folder" if folder in ("", ".") else quote(folder)
        raise NoRevision(f"{name} is not in a git repository", hint)

    def commit(self, ref: str) -> Commit:
        """The commit that a name means."""
        if not ref:
            hint = "write a branch, a tag or a commit, such as main or HEAD~1"
            raise NoRevision("an empty name is not a commit", hint)
        if len(ref) > MOST_NAME or "\0" in ref or not _writable(ref):
            raise NoRevision(f"there is no branch, tag or commit {quote(ref)}")
        code, out, complaint = self._resolved(ref)
        id_ = out.decode("utf-8", "replace").strip()
        if code or not _ID.fullmatch(id_):
            raise self._unknown(ref, complaint)
        several = re.search("refname '(.*)' is ambiguous", complaint)
        if several and several[1] != "HEAD" and not _ID.fullmatch(several[1]):
            hint = "write refs/heads/NAME for a branch, refs/tags/NAME for a tag, or a commit's id"
            raise NoRevision(f"{quote(several[1])} names several things in this repository", hint)
        return Commit(id_, ref)

    def _resolved(self, ref: str) -> tuple[int, bytes, str]:
        return self._git.answer("rev-parse", "--verify", "--end-of-options", ref + "^{commit}")

    def _unknown(self, ref: str, complaint: str) -> NoRevision:
        """Why a name means no commit."""
        name = quote(ref)
        if "expected commit type" in complaint:
            return NoRevision(f"{name} is not a commit", "name a branch, a tag or a commit")
        if re.search("short object ID .* is ambiguous", complaint):
            return NoRevision(f"several commits' ids begin as {name} does", "write more of the id")
        if _HEAD.match(ref) and self._resolved("HEAD")[0]:
            return NoRevision("there are no commits here yet", "commit the plans first")
        if not self._resolved("origin/" + ref)[0]:
            hint = f"the remote has it: write origin/{escape(cut(ref))}"
            return NoRevision(f"there is no branch, tag or commit {name}", hint)
        if self.shallow:
            message = f"{escape(cut(ref))} is not in this clone, which is shallow"
            return NoRevision(message, _UNSHALLOW)
        usual = ref in ("main", "master")
        hint = "in CI the base is often origin/main" if usual else ref_advice(self.root, ref)
        return NoRevision(f"there is no branch, tag or commit {name}", hint)

    def merge_base(self, one: Commit, other: Commit) -> str:
        """The id of the commit at which two lines of work parted."""
        code, out, complaint = self._git.answer("merge-base", one.id, other.id)
        found = out.decode("utf-8", "replace").split()
        if not code and found and _ID.fullmatch(found[0]):
            return found[0]
        if code > 1:
            raise self._git.broken(complaint)
        names = f"{escape(cut(one.name))} and {escape(cut(other.name))}"
        if self.shallow:
            message = f"the commit where {names} part is not in this clone, which is shallow"
            raise NoRevision(message, _UNSHALLOW)
        raise NoRevision(f"{names} have no commit in common", "compare the two commits themselves")

    def inside(self, path: str) -> str:
        """A path on disk as the repository's trees name it; "" is the root.

        Links on the way are followed, a link at the end is the thing itself.
        """
        outside = f"{quote(path)} is not in the repository at {quote(self.root)}"
        if "\0" in path or not _writable(path):
            raise NoRevision(outside)
        folder, name = os.path.split(path)
        whole = real_path(path)
        itself = whole if name in ("", ".", "..") else real_path(folder) / name
        is_folder = os.path.isdir(whole)  # noqa: PTH112 - answers where Path would raise
        for real in (itself, whole if is_folder else itself):
            if real.is_relative_to(self.root):
                inner = real.relative_to(self.root).as_posix()
                return "" if inner == "." else inner
        raise NoRevision(outside)

    def entries(self, commit: str, under: str = "") -> dict[str, TreeEntry]:
        """The files of a commit by their paths from the root; `under` one folder, or one file."""
        asked = ["--", under] if under else []
        command = ("ls-tree", "-r", "-z", "--full-tree", commit)
        code, out, complaint = self._git.answer(*command, *asked)
        if code:
            raise self._git.broken(complaint)
        found: dict[str, TreeEntry] = {}
        for line in out.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, id_ = about.decode("ascii").split(" ")
            found[path.decode("utf-8", "surrogateescape")] = TreeEntry(mode, id_)
        return found

    def contents(self, ids: Iterable[str], most: int) -> Iterator[bytes | None]:
        """What is in files, in the order asked, from one process.

        None for a file of more than `most` bytes, and for what is not a file.
        """
        with self._git.start("cat-file", "--batch") as running:
            for id_ in ids:
                if not _ID.fullmatch(id_):
                    raise ValueError(f"{quote(id_)} is not an object id")
                running.say(id_)
                yield self._content(running, most)

    def sizes(self, ids: Sequence[str]) -> list[int]:
        """How large files are [bytes], from one process; 0 of what is not there."""
        with self._git.start("cat-file", "--batch-check=%(objectsize)") as running:
            return [int(said) if said.isdigit() else 0 for said in running.ask(ids)]

    def _content(self, running: Running, most: int) -> bytes | None:
        header = running.line().split()
        if header[1:] == [b"missing"]:
            if self.partial:
                raise not_in_partial()
            raise self._git.broken()
        if len(header) != 3 or not header[2].isdigit():
            raise self._git.broken(running.finish()[1])
        size = int(header[2])
        if header[1] == b"blob" and size <= most:
            data = running.read(size)
            if len(data) == size and running.read(1) == b"\n":
                return data
            raise self._git.broken(running.finish()[1])
        left = size + 1
        while left:
            passed = len(running.read(min(left, _AT_ONCE)))
            if not passed:
                raise self._git.broken(running.finish()[1])
            left -= passed
        return None

    def history(
        self, path: str, most: int | None = None, others: tuple[str, ...] = ()
    ) -> Iterator[Version]:
        """The commits that changed a file, or `others` beside it, newest first, from HEAD.

        A merge counts where it differs from all its parents. Where a commit gave the file its
        name, its history goes on under the older name; a copy is a beginning.
        """
        starts: tuple[str, ...] = (self.commit("HEAD").id,)
        given = 0
        while starts:
            asked, at = starts, path
            starts = ()
            with closing(commits(self._git, asked, at, others)) as found:
                for version, parents in found:
                    if given == most:
                        return
                    if version.beside:
                        entry = self.entries(version.commit, path).get(path)
                        if entry is None:
                            continue
                        version = version._replace(
                            before=entry.id, after=entry.id, mode=entry.mode, old_mode=entry.mode
                        )
                    if version.after and not version.before and parents:
                        before = renamed_from(self._git, version)
                        if before is not None:
                            starts, (path, blob) = parents, before
                            version = version._replace(before=blob, old_mode=version.mode)
                    yield version
                    given += 1
                    if starts:
                        break


def _writable(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True

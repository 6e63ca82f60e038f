"""The git program: found safely, asked without a shell, and always ended.

Only commands that read objects are asked. No setting of a repository makes git start a program,
reach a network or write: what could is switched off here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from revplan.base.shell import path_to_type
from revplan.base.words import escape, quote
from revplan.sources.process import NoRevision, Running

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.warnAmbiguousRefs=true",
    "core.bigFileThreshold=1m",
    f"diff.orderFile={os.devnull}",
    "diff.relative=false",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitAnswer(NamedTuple):
    """What git said when it ended: its exit code, its output and its complaint."""

    code: int
    out: bytes
    complaint: str


class Git:
    """The git that is asked about one repository."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._program, path = _found(root)
        kept = {name: it for name, it in os.environ.items() if not name.upper().startswith("GIT_")}
        above = {"GIT_CEILING_DIRECTORIES": os.path.dirname(root)}  # noqa: PTH120
        self._environment = kept | _ENVIRONMENT | above | {"PATH": path}

    @contextmanager
    def start(self, *arguments: str) -> Iterator[Running]:
        """A git at work, ended when it is left."""
        command = [self._program, "--no-pager", "--literal-pathspecs"]
        for setting in _SETTINGS:
            command += ["-c", setting]
        try:
            running = Running([*command, *arguments], self.root, self._environment)
        except (OSError, ValueError):  # gone since; or half a character in an argument
            raise NoRevision("git cannot be asked about this") from None
        try:
            yield running
        finally:
            running.end()

    def answer(self, *arguments: str) -> GitAnswer:
        """What git says to a single question; what no question can do about is raised."""
        with self.start(*arguments) as running:
            out = running.read()
            code, complaint = running.finish()
        if code:
            self.refuse(complaint)
        return GitAnswer(code, out, complaint)

    def refuse(self, complaint: str) -> None:
        """Nothing, where the question may have been at fault; NoRevision where it was not."""
        if "dubious ownership" in complaint:
            raise NoRevision(
                "git does not trust this repository: it belongs to another user",
                "if you do: git config --global --add safe.directory "
                + escape(path_to_type(self.root)),
            )
        if "not a git repository" in complaint or "invalid gitfile" in complaint:
            hint = "see what git status says"
            raise NoRevision("git sees no repository here, though there is a .git", hint)
        if "from promisor" in complaint or "lazy fetching" in complaint:
            raise not_in_partial()

    def broken(self, complaint: str = "") -> NoRevision:
        """The refusal of an answer that ended halfway."""
        self.refuse(complaint)
        return NoRevision("git cannot read this repository", "see what git fsck says")


def not_in_partial() -> NoRevision:
    """The refusal of what a partial clone left out."""
    hint = "bring it with git fetch --refetch --no-filter"
    return NoRevision("a file that this needs is not in this partial clone", hint)


def _found(root: str) -> tuple[str, str]:
    """The git on PATH, and the PATH that it may use itself.

    Nothing counts that lies in the repository or the current folder: who wrote the plans may have
    put it there.
    """
    ours = [root]
    with suppress(OSError):
        ours.append(os.path.realpath(os.getcwd()))  # noqa: PTH109
    ours = [folder for folder in ours if os.path.dirname(folder) != folder]  # noqa: PTH120
    folders, passed, program = [], False, ""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if not os.path.isabs(folder):  # noqa: PTH117
            continue
        at = os.path.join(folder, "git.exe" if os.name == "nt" else "git")  # noqa: PTH118
        is_there = os.path.isfile(at) and os.access(at, os.X_OK)  # noqa: PTH113
        if _within(folder, ours) or (is_there and _within(at, ours)):
            passed = passed or is_there
            continue
        folders.append(folder)
        program = program or (at if is_there else "")
    if not program:
        hint = "install it; without git, files can be compared by their names"
        if passed:
            hint = "the git in this repository or folder is not used; install one elsewhere"
        raise NoRevision("git is not installed, and this needs it", hint)
    return program, os.pathsep.join(folders)


def _within(path: str, folders: list[str]) -> bool:
    real = os.path.realpath(path)
    return any(real == folder or real.startswith(folder + os.sep) for folder in folders)


def real_path(path: str) -> Path:
    """Where a path leads, links followed; NoRevision of what changes while it is looked at."""
    try:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise NoRevision(f"{quote(path)} cannot be looked at: {error.strerror}") from None


def git_folder(at: Path) -> Path | None:
    """The folder where a work tree's repository is kept; None where this is not a work tree."""
    git = at / ".git"
    try:
        if git.is_dir():
            return git if os.path.lexists(git / "HEAD") else None
        if not git.is_file():
            return None
        with git.open("rb") as file:
            word, _, target = file.read(8_192).partition(b":")
        return at / os.fsdecode(target.strip()) if word == b"gitdir" else None
    except (OSError, ValueError):
        return None


def common_folder(git: Path) -> Path:
    """Where a worktree's repository keeps what all its worktrees share."""
    try:
        with (git / "commondir").open("rb") as file:
            return git / os.fsdecode(file.read(8_192).strip())
    except (OSError, ValueError):
        return git


def is_bare(at: Path) -> bool:
    """Whether a folder is a repository without a work tree."""
    return all(os.path.lexists(at / name) for name in ("HEAD", "objects", "refs"))

"""The names of commits that a repository has, read from its files: no git is started.

This is for completion, which a shell asks for at every Tab, and for what a misspelt name may have
meant; what a comparison reads of a commit goes through git (`sources.git`).
"""

from __future__ import annotations

import os

MOST = 5_000  # names
MOST_BYTES = 1_048_576  # of a file that lists names
DEEPEST = 40  # folders up to the repository, and down into names with slashes
KINDS = ("heads", "tags", "remotes")


def root_of(folder: str) -> str | None:
    """The nearest folder above that holds a repository or a work tree of one; None without."""
    at = os.path.abspath(folder)
    for _ in range(DEEPEST):
        if os.path.lexists(os.path.join(at, ".git")):
            return at
        at, here = os.path.dirname(at), at
        if at == here:
            return None
    return None


def ref_names(root: str) -> list[str]:
    """Branches, then tags, then what is known of other repositories, HEAD first."""
    own = _git_folder(root)
    if own is None:
        return []
    shared = os.path.normpath(os.path.join(own, _line(os.path.join(own, "commondir"))))
    found = {kind: set[str]() for kind in KINDS}
    for name in _packed(shared):
        kind, _, rest = name.removeprefix("refs/").partition("/")
        if kind in found and rest:
            found[kind].add(rest)
    for kind in KINDS:
        _collect(os.path.join(shared, "refs", kind), "", found[kind], 0)
    head = ["HEAD"] if os.path.lexists(os.path.join(own, "HEAD")) else []
    return head + [name for kind in KINDS for name in sorted(found[kind])][:MOST]


def _git_folder(root: str) -> str | None:
    """The folder of a repository: `.git`, or the one that a file of this name leads to."""
    place = os.path.join(root, ".git")
    if os.path.isdir(place):
        return place
    stated = _line(place)
    if not stated.startswith("gitdir: "):
        return None
    return os.path.join(root, stated.removeprefix("gitdir: "))


def _packed(shared: str) -> list[str]:
    """The names in the file that holds many."""
    lines = _text(os.path.join(shared, "packed-refs")).split("\n")
    return [line[41:] for line in lines if line[40:41] == " " and line[:1] not in "#^"]


def _collect(folder: str, before: str, found: set[str], depth: int) -> None:
    """The names that have a file each, in folders by their slashes."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) >= MOST:
                    return
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEEPEST:
                        _collect(entry.path, f"{before}{entry.name}/", found, depth + 1)
                elif not entry.name.endswith(".lock"):
                    found.add(before + entry.name)
    except OSError:
        pass


def _line(path: str) -> str:
    return _text(path).split("\n")[0].strip()


def _text(path: str) -> str:
    """What a regular file holds, up to a limit; nothing where it is none."""
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return file.read(MOST_BYTES).decode(errors="replace")
    except OSError:
        return ""

"""Plans on disk whose paths begin as typed: folders, and files that are called as plans are."""

from __future__ import annotations

import os

from revplan.base.plan_files import PLAN_SUFFIXES

MOST = 20_000  # entries of a folder that are looked at
DEEPEST = 8  # folders that are gone into because there is nothing else


def plan_paths(start: str) -> list[str]:
    """The paths; a folder that is all there is, is gone into."""
    found = _beginning(start)
    for _ in range(DEEPEST):
        if len(found) != 1 or not found[0].endswith("/"):
            break
        found = _beginning(found[0]) or found
        if found == [start]:
            break
    return found


def _beginning(start: str) -> list[str]:
    folder, slash, stem = start.rpartition("/")
    try:
        with os.scandir(folder + slash or ".") as entries:
            some = [entry for _, entry in zip(range(MOST), entries, strict=False)]
    except (OSError, ValueError):
        return []
    named = [it for it in some if it.name.startswith(stem) and _can_be_meant(it.name, stem, slash)]
    return sorted(f"{folder}{slash}{name}" for name in map(_of_plan, named) if name)


def _can_be_meant(name: str, stem: str, slash: str) -> bool:
    """Hidden files are named by their point; a name that would be an option needs a folder."""
    return not (name.startswith(".") and not stem) and not (name.startswith("-") and not slash)


def _of_plan(entry: os.DirEntry[str]) -> str:
    """A folder's name with a slash, a plan's as it is; none of others."""
    try:
        if entry.is_dir():
            return f"{entry.name}/"
    except OSError:
        return ""
    return entry.name if entry.name.endswith(PLAN_SUFFIXES) else ""

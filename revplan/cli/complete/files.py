"""Plans on disk whose paths begin as typed: folders, and files that are called as plans are."""

from __future__ import annotations

import os

from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.cli.complete.onward import onward

MOST = 20_000  # entries of a folder that are looked at


def plan_paths(start: str) -> list[str]:
    """The paths; a folder that is all there is, is gone into."""
    return onward(_beginning, start, "/")


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

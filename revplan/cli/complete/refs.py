"""Commits by name where a word may be one: REF, REF..REF, and REF:path from the root."""

from __future__ import annotations

import os

from revplan.cli.complete.files import plan_paths
from revplan.sources.refs import ref_names, root_of


def refs(start: str) -> list[str]:
    """The names that begin so, also behind two or three points."""
    before, points, stem = start.rpartition("..")
    if points and stem.startswith("."):
        points, stem = "...", stem[1:]
    root = root_of(".")
    names = ref_names(root) if root else []
    return [f"{before}{points}{name}" for name in names if name.startswith(stem)]


def versions(start: str) -> list[str]:
    """Plans on disk and names of commits; behind a name and a colon, the repository's plans."""
    ref, colon, path = start.partition(":")
    root = root_of(".")
    if not colon or not ref or root is None:
        return [*plan_paths(start), *refs(start)]
    if path.startswith("."):
        return [f"{ref}:{it}" for it in plan_paths(path)]
    before = os.path.join(root, "")
    return [f"{ref}:{it.removeprefix(before)}" for it in plan_paths(before + path)]

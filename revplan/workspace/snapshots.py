"""What a question about plans names, and the files of that: of a commit, or on disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname
from typing import NamedTuple

from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.sources.beneath import LINKED, Beneath, LeadsOut
from revplan.sources.commit_file import LINK, FoundFile, found_files
from revplan.sources.commit_files import CommitTree
from revplan.sources.disk import DiskFolder
from revplan.sources.revision import Repository
from revplan.workspace.assess import is_folder, plan_files, shown_name, unread

WORKING_TREE = "the working tree"


class Snapshot(NamedTuple):
    """A state of all plans: what it is called, and the commit's id; the working tree has none."""

    label: str
    commit: str = ""


@dataclass(frozen=True)
class Scope:
    """What a question names: files and folders, or the whole repository, which is looked through as
    well where the question is to look `around`.
    """

    repository: Repository
    plans: Sequence[str]
    around: bool = False

    def ways(self, path: str) -> list[str]:
        """What was named, by its paths from the root: a folder's link is itself, and the folder."""
        itself = self.repository.inside(_bare(path))
        return list(dict.fromkeys([itself, self._led(path, itself)]))

    def _led(self, path: str, itself: str) -> str:
        """Where a folder's link leads within the repository; what is none leads to itself."""
        if not is_folder(path):
            return itself
        real = Path(os.path.realpath(path))
        within = real.is_relative_to(self.repository.root)
        return self.repository.inside(str(real)) if within else itself

    @cached_property
    def inside(self) -> list[tuple[str, str]]:
        """What was named, and its paths from the repository's root."""
        asked = self.plans or [self.repository.root]
        return [(_bare(path), inside) for path in asked for inside in self.ways(path)]

    @cached_property
    def _searched(self) -> list[tuple[str, str]]:
        """The same, and the root itself where the others are looked at."""
        return [*([(self.repository.root, "")] if self.around else []), *self.inside]

    @cached_property
    def _files(self) -> dict[str, str]:
        """Files that were named, by their paths from the root."""
        return {inside: path for path, inside in self.inside if not is_folder(path)}

    @cached_property
    def _exactly(self) -> frozenset[str]:
        return frozenset(inside for _, inside in self.inside)

    @cached_property
    def _below(self) -> tuple[str, ...]:
        return tuple(f"{inside}/" if inside else "" for _, inside in self.inside)

    def names_one(self, path: str, there: Sequence[str]) -> bool:
        """Whether one of the paths from the root is what a word names, or lies below it."""
        ways = self.ways(path)
        below = tuple(f"{way}/" for way in ways)
        return "" in ways or any(it in ways or it.startswith(below) for it in there)

    def about(self, path: str) -> bool:
        """Whether a path from the root is one that was asked about."""
        return path in self._exactly or path.startswith(self._below)

    def counts(self, path: str, old: FoundFile | None, new: FoundFile | None) -> bool:
        """Whether what two sides have at a path is to be told: a file that was named, what looks
        like a plan, and a folder that was named where it was a link and is not the same one now.
        """
        if path in self._files or any(it is not None and it.looks_like_a_plan for it in (old, new)):
            return True
        if old is None or old.leads is None or path not in self._exactly:
            return False
        return new is None or new.leads != old.leads

    def files(self, side: Snapshot) -> dict[str, FoundFile]:
        """The files of a side, by path from the root."""
        return dict(self._of_commit(side.commit) if side.commit else self._on_disk())

    def _of_commit(self, commit: str) -> Iterator[tuple[str, FoundFile]]:
        """One listing and one reading, however many plans are named."""
        asked = [inside for _, inside in self._searched]
        entries = self.repository.entries(commit, asked[0] if len(asked) == 1 else "")
        named = set(asked)
        folders = tuple(f"{inside}/" if inside else "" for inside in asked)
        found = {
            path: entry
            for path, entry in entries.items()
            if path in named or (is_yaml(path) and _in_sight(path, folders))
        }
        tree = CommitTree(self.repository, commit)
        names = {path: f"{commit[:7]}:{self.name_here(path)}" for path in found}
        wanted = [(names[it], entry, tree.around(it, names[it])) for it, entry in found.items()]
        yield from zip(found, found_files(self.repository, wanted), strict=True)

    def _on_disk(self) -> Iterator[tuple[str, FoundFile]]:
        """Each file once, though it is named beside its folder; then a link counts as named. A
        folder that was named is one of them where it is a link.
        """
        there = dict.fromkeys(it for it, path in self._files.items() if os.path.lexists(path))
        for path, itself in self._searched:
            inside = self._led(path, itself)
            for below in plan_files(path, others=False) if is_folder(path) else ():
                within = Path(os.path.relpath(below, path)).as_posix()
                there[f"{inside}/{within}" if inside else within] = None
        for path, itself in self.inside:
            if os.path.islink(path) and is_folder(path):  # noqa: PTH114
                leads = os.fsencode(os.readlink(path))  # noqa: PTH115
                yield itself, FoundFile(self.name_here(itself), None, LINK, leads=leads)
        root = Beneath.now(self.repository.root)
        for inside in there:
            yield inside, self._from_disk(root, inside, inside in self._files)

    def _from_disk(self, root: Beneath, inside: str, named: bool) -> FoundFile:
        """A file of the working tree; a link that nobody named is not followed."""
        name = self.name_here(inside)
        try:
            data = root.read(inside, follow=named)
        except LeadsOut:
            return FoundFile(name, None, "this is a link to a file outside the repository")
        except OSError as error:
            if error.errno in LINKED and not named:
                return FoundFile(name, None, LINK)
            return FoundFile(name, None, unread(error), unread=True)
        folder = DiskFolder(root, dirname(name), dirname(inside))
        return FoundFile(name, data, "this is not a regular file", folder)

    def name_here(self, inside: str) -> str:
        """A path from the root, as it is typed from here."""
        path = os.path.join(self.repository.root, inside)  # noqa: PTH118
        return shown_name(os.path.relpath(path, os.path.realpath(".")))


def is_yaml(path: str) -> bool:
    """Whether a path is called as plans are."""
    return path.endswith(PLAN_SUFFIXES)


def _bare(path: str) -> str:
    """A path without slashes at its end: with one, a link to a folder would be that folder."""
    return re.sub(r"(?:/+\.?)+$", "", path) or path


def _in_sight(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path is one below a folder (each ends with a slash) in which nothing is hidden; the
    folder itself may be.
    """
    return path.startswith(folders) and any(
        path.startswith(folder) and not _hidden(path[len(folder) :]) for folder in folders
    )


def _hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))

"""The plans of two sides, each paired with itself: commits, or a commit and the working tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from revplan.cli.assess import SUFFIXES, is_folder, leads_out, plan_files, shown_name
from revplan.cli.reply import Wrong
from revplan.sources.disk import DiskFolder, bytes_of
from revplan.sources.held import LINK, Held, entries_held
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import Repository
from revplan.sources.tree import CommitTree

WORKING_TREE = "the working tree"


def repository_of(path: str) -> Repository:
    """The repository that a file, or a folder, is in; NoRevision where it is in none."""
    return Repository.around(path if is_folder(path) else os.path.dirname(path) or ".")  # noqa: PTH120


class Snapshot(NamedTuple):
    """A state of all plans: what it is called, and the commit's id; the working tree has none."""

    label: str
    commit: str = ""


class Pair(NamedTuple):
    """A plan on both sides: None where a side has not got it, and where nobody needs to look.

    `name` is the plan's file as shown, `was` the name that it had, `old_name` what the old side's
    file is called where that is another. `same` says that the two texts are the same, ends of
    lines aside.
    """

    name: str
    old: PlanFile | None
    new: PlanFile | None
    same: bool = False
    was: str = ""
    old_name: str = ""


def paired(
    repository: Repository, plans: Sequence[str], old: Snapshot, new: Snapshot
) -> list[Pair]:
    """Every plan of either side that was asked about: files and folders, or the whole repository.

    Raises Wrong for a plan that is on neither side.
    """
    asked = _Asked(repository, plans)
    before, after = asked.held(old), asked.held(new)
    for path, inside in asked.inside:
        there = {**before, **after}
        if inside and not any(it == inside or it.startswith(f"{inside}/") for it in there):
            hint = "; options stand before --" if path.startswith("-") else ""
            raise Wrong(f"there is no plan {path} in {old.label}, nor in {new.label}{hint}")
    named = {inside for path, inside in asked.inside if not is_folder(path)}
    kept = [
        path
        for path in sorted({**before, **after})
        if path in named or any(path in it and it[path].looks_like_a_plan for it in (before, after))
    ]
    moved = _moved([(path, before.get(path), after.get(path)) for path in kept])
    return [_pair(asked, path, before, after, moved, alone=len(kept) == 1) for path in kept
            if path not in moved.values()]  # fmt: skip


def _pair(
    asked: _Asked,
    path: str,
    before: dict[str, Held],
    after: dict[str, Held],
    moved: dict[str, str],
    alone: bool,
) -> Pair:
    was = moved.get(path, "")
    old, new = before.get(was or path), after.get(path)
    same = old is not None and new is not None and old.says_the_same(new)
    name = asked.shown(path)
    if same and not alone and not was:
        return Pair(name, None, None, same=True)
    files = [None if it is None else it.file for it in (old, new)]
    was = asked.shown(was) if was else ""
    return Pair(name, files[0], files[1], same, was, was)


def _moved(sides: Sequence[tuple[str, Held | None, Held | None]]) -> dict[str, str]:
    """Plans that have another name now, by their name: equal texts, or the same company and year
    where no other plan has these.
    """
    gone = {path: old for path, old, new in sides if old is not None and new is None}
    came = {path: new for path, old, new in sides if new is not None and old is None}
    found: dict[str, str] = {}
    tellings: tuple[Callable[[Held], object], ...] = (lambda it: it.data, _identity)
    for told in tellings:
        left, right = _by(told, gone), _by(told, came)
        for key, paths in right.items():
            if key is not None and len(paths) == 1 and len(left.get(key, ())) == 1:
                found[paths[0]] = left[key][0]
                gone.pop(left[key][0])
                came.pop(paths[0])
    return found


def _by(told: Callable[[Held], object], files: dict[str, Held]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for path, held in files.items():
        found.setdefault(told(held), []).append(path)
    return found


def _identity(held: Held) -> object:
    plan = held.file.plan
    return None if plan is None else (plan.name, plan.fiscal_year)


@dataclass(frozen=True)
class _Asked:
    """What a question names: files and folders, or the whole repository."""

    repository: Repository
    plans: Sequence[str]

    @cached_property
    def inside(self) -> list[tuple[str, str]]:
        """What was named, and its path from the repository's root."""
        asked = self.plans or [self.repository.root]
        return [(path, self.repository.inside(path)) for path in asked]

    def held(self, side: Snapshot) -> dict[str, Held]:
        """The files of a side, by path from the root."""
        return dict(self._of_commit(side.commit) if side.commit else self._on_disk())

    def _of_commit(self, commit: str) -> Iterator[tuple[str, Held]]:
        """One listing and one reading, however many plans are named."""
        asked = [inside for _, inside in self.inside]
        entries = self.repository.entries(commit, asked[0] if len(asked) == 1 else "")
        named = set(asked)
        folders = tuple(f"{inside}/" for inside in asked if inside)
        found = {
            path: entry
            for path, entry in entries.items()
            if path in named
            or (is_yaml(path) and not _hidden(path) and ("" in named or path.startswith(folders)))
        }
        tree = CommitTree(self.repository, commit)
        names = {path: f"{commit[:7]}:{self.shown(path)}" for path in found}
        wanted = [(names[it], entry, tree.around(it, names[it])) for it, entry in found.items()]
        yield from zip(found, entries_held(self.repository, wanted), strict=True)

    def _on_disk(self) -> Iterator[tuple[str, Held]]:
        """Each file once, though it is named beside its folder; then a link counts as named."""
        named = {inside: path for path, inside in self.inside if not is_folder(path)}
        there = {inside: path for inside, path in named.items() if os.path.lexists(path)}
        for path, inside in self.inside:
            for below in plan_files(path, others=False) if is_folder(path) else ():
                within = Path(os.path.relpath(below, path)).as_posix()
                there.setdefault(f"{inside}/{within}" if inside else within, below)
        for inside, path in there.items():
            if inside not in named and os.path.islink(path):  # noqa: PTH114
                yield inside, Held(self.shown(inside), None, LINK)
            else:
                yield inside, self._from_disk(path, inside)

    def _from_disk(self, path: str, inside: str) -> Held:
        name = self.shown(inside)
        if leads_out(path, [self.repository.root]):
            return Held(name, None, "this is a link to a file outside the repository")
        try:
            folder = DiskFolder.around(path, name)
            return Held(name, bytes_of(path), "this is not a regular file", folder)
        except OSError as error:
            raise Wrong(f"cannot read {name}: {error.strerror}") from None

    def shown(self, inside: str) -> str:
        """A path from the root, as it is typed from here."""
        path = os.path.join(self.repository.root, inside)  # noqa: PTH118
        return shown_name(os.path.relpath(path, os.path.realpath(".")))


def is_yaml(path: str) -> bool:
    """Whether a path is called as plans are."""
    return path.endswith(SUFFIXES)


def _hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def same_text(old: str, new: str) -> bool:
    """Whether two texts are the same, ends of lines aside."""
    return old.replace("\r\n", "\n") == new.replace("\r\n", "\n")

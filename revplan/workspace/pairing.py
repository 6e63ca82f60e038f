"""The plans of two sides, each paired with itself: commits, or a commit and the working tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from revplan.base.problem import Wrong
from revplan.sources.commit_file import FoundFile
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import Repository
from revplan.workspace.assess import is_folder
from revplan.workspace.progress import PLANS, Progress, silence
from revplan.workspace.snapshots import Scope, Snapshot


def repository_of(path: str) -> Repository:
    """The repository that a file, or a folder, is in; NoRevision where it is in none."""
    return Repository.around(path if is_folder(path) else os.path.dirname(path) or ".")  # noqa: PTH120


class NoSuchPlan(Wrong):
    """A plan that was asked about, and that neither side has; `path` is what was asked."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


class Pair(NamedTuple):
    """A plan on both sides: None where a side does not have it, and where nobody needs to look.

    `name` is the plan's file as shown, `was` the name that it had, `old_name` what the old side's
    file is called where that is another. `same` says that the two texts are the same, ends of
    lines aside. `here` and `was_here` say whether it lies, and lay, where plans were asked about.
    """

    name: str
    old: PlanFile | None
    new: PlanFile | None
    same: bool = False
    was: str = ""
    old_name: str = ""
    here: bool = True
    was_here: bool = True


def pair_up(
    repository: Repository,
    plans: Sequence[str],
    old: Snapshot,
    new: Snapshot,
    around: bool = False,
    progress: Progress = silence,
    every: bool = False,
) -> list[Pair]:
    """Every plan of either side that was asked about: files and folders, or the whole repository.

    With all others of the repository where they are to be looked `around` in: what was moved in or
    out is found again. The files of two texts that are the same are left out, unless that is the
    only plan, or `every` one is to be had. Raises NoSuchPlan for a plan that is on neither side.
    """
    asked = Scope(repository, plans, around)
    before, after = asked.files(old), asked.files(new)
    there = sorted({**before, **after})
    for path in plans:
        if not asked.names_one(path, there):
            raise NoSuchPlan(f"there is no plan {path} in {old.label}, nor in {new.label}", path)
    kept = [path for path in there if asked.counts(path, before.get(path), after.get(path))]
    moved = _moved([(path, before.get(path), after.get(path)) for path in kept])
    alone = every or sum(map(asked.about, kept)) == 1
    gone = set(moved.values())
    pairs = []
    with progress("Reading plans", len(kept), PLANS) as tick:
        for path in kept:
            if path not in gone:
                pairs.append(_pair(asked, path, before, after, moved, alone))
            tick(1)
    return pairs


def _pair(
    asked: Scope,
    path: str,
    before: dict[str, FoundFile],
    after: dict[str, FoundFile],
    moved: dict[str, str],
    alone: bool,
) -> Pair:
    was = moved.get(path, "")
    old, new = before.get(was or path), after.get(path)
    same = old is not None and new is not None and old.says_the_same(new)
    name, here, was_here = asked.name_here(path), asked.about(path), asked.about(was or path)
    if same and not (alone and here) and not was:
        return Pair(name, None, None, same=True, here=here, was_here=here)
    files = [None if it is None else it.file for it in (old, new)]
    was = asked.name_here(was) if was else ""
    return Pair(name, files[0], files[1], same, was, was, here, was_here)


def _moved(sides: Sequence[tuple[str, FoundFile | None, FoundFile | None]]) -> dict[str, str]:
    """Plans that have another name now, by their name: equal texts, or the same company and year
    where no other plan has these.
    """
    gone = {path: old for path, old, new in sides if old is not None and new is None}
    came = {path: new for path, old, new in sides if new is not None and old is None}
    found: dict[str, str] = {}
    tellings: tuple[Callable[[FoundFile], object], ...] = (lambda it: it.data, _identity)
    for told in tellings:
        left, right = _by(told, gone), _by(told, came)
        for key, paths in right.items():
            if key is not None and len(paths) == 1 and len(left.get(key, ())) == 1:
                found[paths[0]] = left[key][0]
                gone.pop(left[key][0])
                came.pop(paths[0])
    return found


def _by(
    told: Callable[[FoundFile], object], files: dict[str, FoundFile]
) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for path, held in files.items():
        found.setdefault(told(held), []).append(path)
    return found


def _identity(held: FoundFile) -> object:
    plan = held.file.plan
    return None if plan is None else (plan.name, plan.fiscal_year)


def same_text(old: str, new: str) -> bool:
    """Whether two texts are the same, ends of lines aside."""
    return old.replace("\r\n", "\n") == new.replace("\r\n", "\n")

"""Versions of plans to compare: files, commits, and the working tree."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.sources.commit_file import found_files
from revplan.sources.commit_files import CommitTree
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import Commit, NoRevision, Repository
from revplan.workspace.assess import is_folder, is_there
from revplan.workspace.near_files import no_file
from revplan.workspace.pairing import Pair, pair_up, repository_of, same_text
from revplan.workspace.progress import Progress, silence
from revplan.workspace.snapshots import WORKING_TREE, Snapshot


class Versions(NamedTuple):
    """What is compared: how each side is called, its commit where it is one, and the plans.

    `single` says that the question was about one plan; `asked` is the question, however it is
    answered: by it the comment of an earlier answer is found again. `others` are the other plans of
    the repository, where they were looked at.
    """

    old: str
    new: str
    pairs: list[Pair]
    old_commit: str = ""
    new_commit: str = ""
    single: bool = False
    asked: str = ""
    others: Sequence[Pair] = ()


class PlanVersion(NamedTuple):
    """One version of a plan: its file, and its commit's id where it is of one."""

    file: PlanFile
    commit: str = ""


def two_versions(old: PlanVersion, new: PlanVersion) -> Versions:
    """Two versions that are each named in full."""
    labels = old.file.name, new.file.name
    same = same_text(old.file.text, new.file.text)
    pair = Pair(labels[1], old.file, new.file, same, old_name=labels[0])
    return Versions(*labels, [pair], old.commit, new.commit, single=True, asked=labels[1])


def version_in(ref: str, path: str, name: str) -> PlanVersion:
    """What a commit holds at a path, which starts at the repository's root, or here with a dot;
    `name` is what the file is called. Raises Wrong where there is none.
    """
    try:
        return _version_in(ref, path, name)
    except NoRevision as error:
        raise Wrong(error.line) from None


def _version_in(ref: str, path: str, name: str) -> PlanVersion:
    repository = Repository.around(".")
    commit = repository.commit(ref)
    relative = path.startswith(("./", "../", "/"))
    inside = repository.inside(path) if relative else posixpath.normpath(path)
    if inside.startswith("../"):
        raise Wrong(f"{quote(path)} is not in the repository; the path starts at its root")
    found = repository.entries(commit.id, inside)
    if inside not in found:
        what = "a folder" if found else "no file"
        raise Wrong(f"{ref} ({commit.short}) has {what} {path}; the path starts at the root")
    folder = CommitTree(repository, commit.id).around(inside, name)
    (held,) = found_files(repository, [(name, found[inside], folder)])
    return PlanVersion(held.file, commit.id)


def between(
    refs: Sequence[str],
    plans: Sequence[str],
    around: bool = False,
    progress: Progress = silence,
    every: bool = False,
) -> Versions:
    """The plans of a commit against those of another, or of the working tree: of one `ref`, or of
    REF..REF2 or two; of HEAD where there is none.

    A plan that was moved in or out is found again where the repository is looked `around` in.
    `every` gives the files of those pairs too whose texts are the same.
    Raises Wrong where a commit or a plan cannot be found.
    """
    try:
        return _between(refs, plans, around, progress, every)
    except NoRevision as error:
        raise Wrong(error.line) from None


def _between(
    refs: Sequence[str], plans: Sequence[str], around: bool, progress: Progress, every: bool
) -> Versions:
    repository = _repository(refs, plans)
    old, new = _sides(repository, refs)
    found = pair_up(repository, plans, old, new, around, progress, every)
    pairs = [pair for pair in found if pair.here or pair.was_here]
    others = [pair for pair in found if not (pair.here or pair.was_here)]
    single = len(plans) == 1 and not is_folder(plans[0])
    asked = "\0".join(repository.inside(plan) for plan in plans)
    single = single or len(pairs) == 1
    return Versions(old.label, new.label, pairs, old.commit, new.commit, single, asked, others)


def _repository(refs: Sequence[str], plans: Sequence[str]) -> Repository:
    """The repository that the plans are in; outside of any, a plan that is not there is told."""
    try:
        return repository_of(plans[0] if plans else ".")
    except NoRevision as error:
        missing = [plan for plan in plans if not refs and not is_there(plan)]
        raise Wrong(no_file(missing[0])) if missing else error from None


def _sides(repository: Repository, refs: Sequence[str]) -> tuple[Snapshot, Snapshot]:
    if len(refs) == 2:
        return _at(repository, refs[0]), _at(repository, refs[1])
    ref = refs[0] if refs else "HEAD"
    if "..." in ref:
        left, _, right = ref.partition("...")
        new = repository.commit(right or "HEAD")
        return _parted(repository, repository.commit(left or "HEAD"), new), _named(new)
    if ".." in ref:
        left, _, right = ref.partition("..")
        return _at(repository, left or "HEAD"), _at(repository, right or "HEAD")
    commit = repository.commit(ref)
    if not refs:
        return _named(commit), Snapshot(WORKING_TREE)
    return _parted(repository, commit, repository.commit("HEAD")), Snapshot(WORKING_TREE)


def _at(repository: Repository, ref: str) -> Snapshot:
    return _named(repository.commit(ref))


def _named(commit: Commit) -> Snapshot:
    plain = commit.id.startswith(commit.name)
    return Snapshot(commit.short if plain else f"{commit.name} ({commit.short})", commit.id)


def _parted(repository: Repository, commit: Commit, other: Commit) -> Snapshot:
    """The commit where two lines of work parted, called by the name of the first."""
    base = repository.merge_base(commit, other)
    if base == commit.id:
        return _named(commit)
    return Snapshot(f"{commit.name} (merge base {base[:7]})", base)

"""What the words of a comparison mean: files, commits, and the working tree."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.sources.commit_file import found_files
from revplan.sources.commit_files import CommitTree
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import Commit, NoRevision, Repository
from revplan.workspace.assess import STDIN, SUFFIXES, is_folder, read_within
from revplan.workspace.pairing import Pair, pair_up, repository_of, same_text
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


def versions_of(words: Sequence[str], around: bool = False) -> Versions:
    """The versions that the words of `diff` ask about. Raises Wrong where there are none.

    OLD NEW, each a file or REF:path; REF, REF..REF2 or nothing, then plans, after -- if need be.
    A plan that was moved in or out is found again where the repository is looked `around` in.
    """
    try:
        return _versions(words, around)
    except NoRevision as error:
        raise Wrong(error.line) from None


def _versions(words: Sequence[str], around: bool) -> Versions:
    if "--" in words:
        cut = list(words).index("--")
        refs, plans = list(words[:cut]), list(words[cut + 1 :])
        if len(refs) > 2:
            raise Wrong("write diff REF -- PLAN, or diff REF..REF2 -- PLAN")
        return _between(refs, plans, around)
    named = [word for word in words if _names_a_plan(word)]
    if len(words) == len(named) == 2:
        return _two(words[0], words[1])
    side = next((word for word in named if word.endswith(SUFFIXES) and not _is_path(word)), None)
    if side and len(words) <= 2:
        other = "".join(word for word in words if word != side)
        no_file = f", and {quote(other)} is no file" if other else ""
        raise Wrong(f"{quote(side)} is one side{no_file}; name a file or REF:path for the other")
    count = next((i for i, word in enumerate(words[:2]) if not _could_be_commit(word)), 2)
    return _between(words[:count], words[count:], around)


def _is_path(word: str) -> bool:
    return word == STDIN or os.path.lexists(word)


def _names_a_plan(word: str) -> bool:
    """Whether a word names one version of one plan: a file, or REF:path."""
    return (_is_path(word) and not is_folder(word)) or ":" in word


def _could_be_commit(word: str) -> bool:
    return not _is_path(word) and not word.endswith((*SUFFIXES, "/"))


def _two(old: str, new: str) -> Versions:
    """Two versions that are each named in full."""
    if old == new == STDIN:
        raise Wrong("standard input can be one side only; name a file for the other")
    before, after = _version(old), _version(new)
    same = same_text(before[0].text, after[0].text)
    labels = before[0].name, after[0].name
    pair = Pair(labels[1], before[0], after[0], same, old_name=labels[0])
    return Versions(*labels, [pair], before[1], after[1], single=True, asked=labels[1])


def _version(word: str) -> tuple[PlanFile, str]:
    """A file, or what a commit holds at a path; and the commit's id."""
    if _is_path(word) or ":" not in word:
        return read_within(word), ""
    ref, _, path = word.partition(":")
    if not ref:
        raise Wrong(f"{quote(word)} names no commit; write HEAD{word}")
    if not path:
        raise Wrong(f"{quote(word)} names no plan; write {word}plans/acme.yaml")
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
    folder = CommitTree(repository, commit.id).around(inside, word)
    (held,) = found_files(repository, [(word, found[inside], folder)])
    return held.file, commit.id


def _between(refs: Sequence[str], plans: Sequence[str], around: bool) -> Versions:
    """The plans of a commit against those of another, or of the working tree."""
    here = plans[0] if plans else "."
    try:
        repository = repository_of(here)
    except NoRevision as error:
        missing = [plan for plan in plans if not refs and not _is_path(plan)]
        raise Wrong(f"there is no file {missing[0]}") if missing else error from None
    old, new = _sides(repository, refs)
    found = pair_up(repository, plans, old, new, around)
    pairs = [pair for pair in found if pair.here or pair.was_here]
    others = [pair for pair in found if not (pair.here or pair.was_here)]
    single = len(plans) == 1 and not is_folder(plans[0])
    asked = "\0".join(repository.inside(plan) for plan in plans)
    single = single or len(pairs) == 1
    return Versions(old.label, new.label, pairs, old.commit, new.commit, single, asked, others)


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

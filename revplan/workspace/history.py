"""The commits that changed a plan, and what the plan came to in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.limits import MOST_BYTES
from revplan.base.problem import Problem, Wrong
from revplan.base.words import quote
from revplan.engine.outcome import Outcome
from revplan.model.tried import UNTRIED, Attempt
from revplan.sources.commit_file import found_file, found_files, is_plain
from revplan.sources.commit_files import CommitTree
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import NoRevision, Repository, Version
from revplan.studies.comparison import Comparison, compare
from revplan.workspace.assess import Assessed, assess
from revplan.workspace.pairing import repository_of
from revplan.workspace.progress import Progress, silence

if TYPE_CHECKING:
    from revplan.workspace.trial import Trial

BAR_FROM = 100


class CommitLine(NamedTuple):
    """A commit of the history; `path` is what the plan was called in it."""

    id: str
    date: str
    subject: str
    path: str


class HistoryEntry(NamedTuple):
    """A commit, what the plan came to in it, and the comparison with the version before.

    `refused` says why it came to nothing; neither outcome nor refusal is a plan that is gone.
    `first` says that there was no version before, `note` what the history alone knows: that the
    file was renamed, or came back. What a `merge` brings in was counted in the commits that it
    merges: its change is told, and stands in no column that one could add up. `attempt` is what
    came of what was tried.
    """

    commit: CommitLine
    outcome: Outcome | None
    comparison: Comparison | None
    refused: tuple[Problem, ...]
    first: bool
    note: str = ""
    merge: bool = False
    attempt: Attempt = UNTRIED


class PlanHistory(NamedTuple):
    """A plan's history, newest first; `shallow` where the clone has not all of it."""

    entries: tuple[HistoryEntry, ...]
    shallow: bool

    @property
    def attempts(self) -> dict[str, Attempt]:
        """What came of what was tried, by version."""
        return {f"{it.commit.id[:7]}:{it.commit.path}": it.attempt for it in self.entries}


def history_of(
    path: str,
    most: int | None,
    measure: str,
    progress: Progress = silence,
    trial: Trial | None = None,
) -> PlanHistory:
    """The history of a plan's file, of `most` commits at most, each version with what is tried, and
    what moved a measure in it; without entries where no commit has it.

    Raises Wrong for what is in no repository, CannotTry for what cannot be tried.
    """
    try:
        repository = repository_of(path)
        inside = repository.inside(path)
        if not inside:
            raise Wrong(f"{quote(path)} is not a file")
        versions = list(repository.history(inside, most, _segment_files(repository, inside)))
        files = _Files(repository, versions, trial)
        entries = tuple(_entries(files, versions, measure, progress))
        return PlanHistory(entries, repository.shallow)
    except NoRevision as error:
        raise Wrong(error.line) from None


def _segment_files(repository: Repository, inside: str) -> tuple[str, ...]:
    """The files of the plan's segments, by their paths from the root: those that HEAD names, and
    where it names any, those that the plan's older versions named.
    """
    head = repository.commit("HEAD").id
    found = _named_by(repository, [(head, inside)])
    if found:
        versions = repository.history(inside)
        found |= _named_by(repository, [(it.commit, it.path) for it in versions if it.after])
    return tuple(found)


def _named_by(repository: Repository, places: Sequence[tuple[str, str]]) -> dict[str, None]:
    """The files of segments that a plan's versions name, each a commit and a path."""
    found: dict[str, None] = {}
    for commit, path in places:
        entry = repository.entries(commit, path).get(path)
        if entry is None:
            continue
        folder = CommitTree(repository, commit).around(path, path)
        (held,) = found_files(repository, [(path, entry, folder)])
        if held.may_have_segments:
            found |= dict.fromkeys(held.file.beside)
    return found


def _entries(
    files: _Files, versions: Sequence[Version], measure: str, progress: Progress
) -> Iterator[HistoryEntry]:
    """Each version with what it comes to, and the comparison with the one before it."""
    with progress("Reading the history", len(versions), BAR_FROM) as tick:
        for place, version in enumerate(versions):
            at = version.commit
            new = files.take(version.after, version.mode, version.path, at)
            old = files.take(version.before, version.old_mode, version.path, f"{at}^")
            before, after = (None if it is None else it.answer for it in (old, new))
            comparison = compare(before, after, measure) if before and after else None
            refused = () if new is None else new.refused
            older = place + 1 < len(versions)
            cut_off = files.repository.shallow and old is None and not older
            commit = CommitLine(version.commit, version.date, version.subject, version.path)
            yield HistoryEntry(
                commit,
                after,
                comparison,
                refused,
                first=old is None and not cut_off,
                note="older commits are not in this clone" if cut_off else _note(version, older),
                merge=version.merge,
                attempt=UNTRIED if new is None else new.file.attempt,
            )
            files.forget(place)
            tick(1)


def _note(version: Version, older: bool) -> str:
    """What a commit did to the file as a file, where it left the text alone."""
    if not version.before:
        return "the plan is back" if older else ""
    if version.before != version.after or version.beside:
        return ""
    return "renamed" if version.mode == version.old_mode else "the file's mode changed"


class _Files:
    """The plans of a history: each content read, with what is tried, and worked out once, kept
    while it is needed.

    A plan whose segments have files of their own is read with those of each commit.
    """

    def __init__(
        self, repository: Repository, versions: Sequence[Version], trial: Trial | None
    ) -> None:
        self.repository = repository
        self.trial = trial
        self.last: dict[str, int] = {}
        wanted: dict[str, None] = {}
        for place, version in enumerate(versions):
            sides = ((version.after, version.mode), (version.before, version.old_mode))
            for blob, mode in sides:
                if blob and is_plain(mode):
                    wanted[blob] = None
                    self.last[blob] = place
        self.contents = zip(wanted, repository.contents(wanted, MOST_BYTES), strict=True)
        self.held: dict[str, bytes | None] = {}
        self.kept: dict[tuple[str, str], Assessed] = {}

    def take(self, blob: str, mode: str, path: str, commit: str) -> Assessed | None:
        """What a content comes to in a commit; None where there is none."""
        if not blob:
            return None
        if not is_plain(mode):
            return assess(found_file(path, mode, None).file)
        while blob not in self.held:
            found, data = next(self.contents)
            self.held[found] = data
        held = found_file(path, mode, self.held[blob])
        key = (blob, commit if held.may_have_segments else "")
        if key not in self.kept:
            folder = CommitTree(self.repository, commit).around(path, path)
            file = replace(held, folder=folder).file
            self.kept[key] = assess(self._tried(file, commit, path))
        return self.kept[key]

    def _tried(self, file: PlanFile, commit: str, path: str) -> PlanFile:
        """A version with what is tried on it."""
        if self.trial is None:
            return file
        before = "^" if commit.endswith("^") else ""
        return self.trial.on(file, f"{commit[:7]}{before}:{path}")

    def forget(self, place: int) -> None:
        """Let go of what no later version needs."""
        for blob in [blob for blob in self.held if self.last[blob] <= place]:
            del self.held[blob]
            for key in [key for key in self.kept if key[0] == blob]:
                del self.kept[key]

"""`revplan log`: the commits that changed a plan, and what each did to the number."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.cli.codes import ANSWERED
from revplan.cli.limits import count_of
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.render.progress import progress
from revplan.sources.commit_file import found_file, found_files, is_plain
from revplan.sources.commit_files import CommitTree
from revplan.sources.revision import NoRevision, Repository, Version
from revplan.sources.scan import MOST_BYTES
from revplan.studies.comparison import compare
from revplan.views.log.tables import CommitLine, Told, log_answer
from revplan.workspace.assess import STDIN, Assessed, assess, is_folder, shown_name
from revplan.workspace.pairing import repository_of

if TYPE_CHECKING:
    from revplan.cli import options

BAR_FROM = 100


def log(
    plan: options.Plan,
    number: options.MostCommits = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show the commits that changed a plan, and what each did.

    Newest first, with the change that moved new business most. Renames are followed; a version
    that does not read says why.

      revplan log plans/acme-2027.yaml

      revplan log plans/acme-2027.yaml -n 10 --format csv
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    most = count_of("-n", number)
    if plan == STDIN:
        raise Wrong("standard input has no history; name a plan's file")
    if is_folder(plan):
        raise Wrong(f"{plan} is a folder; name a plan's file in it")
    try:
        repository = repository_of(plan)
        inside = repository.inside(plan)
        if not inside:
            raise Wrong(f"{quote(plan)} is no file")
        versions = list(repository.history(inside, most, _segment_files(repository, inside)))
        if not versions:
            raise Wrong(_never_there(plan))
        told = list(_told(repository, versions))
    except NoRevision as error:
        raise Wrong(error.line) from None
    notices: tuple[str, ...] = ()
    if repository.shallow:
        unshallow = "git fetch --unshallow, or fetch-depth: 0 in GitHub Actions, brings the rest"
        notices = (f"this clone is shallow: {unshallow}",)
    return Reply("log", ANSWERED, log_answer(shown_name(plan), told), notices=notices), out


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


def _never_there(plan: str) -> str:
    """What to say of a file that HEAD has no commit of."""
    if os.path.lexists(plan):
        return f"no commit has {plan}; commit it first"
    if ":" in plan:
        return f"there is no file {plan}; log starts at HEAD: name the file alone"
    return f"there is no file {plan}, and no commit before HEAD has it"


def _told(repository: Repository, versions: Sequence[Version]) -> Iterator[Told]:
    """Each version with what it comes to, and the comparison with the one before it."""
    files = _Files(repository, versions)
    with progress("Reading the history", len(versions), least=BAR_FROM) as tick:
        for place, version in enumerate(versions):
            at = version.commit
            new = files.take(version.after, version.mode, version.path, at)
            old = files.take(version.before, version.old_mode, version.path, f"{at}^")
            before, after = (None if it is None else it.answer for it in (old, new))
            comparison = compare(before, after) if before and after else None
            refused = () if new is None else new.refused
            older = place + 1 < len(versions)
            cut_off = repository.shallow and old is None and not older
            commit = CommitLine(version.commit, version.date, version.subject, version.path)
            yield Told(
                commit,
                after,
                comparison,
                refused,
                first=old is None and not cut_off,
                note="older commits are not in this clone" if cut_off else _note(version, older),
                merge=version.merge,
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
    """The plans of a history: each content read and worked out once, kept while it is needed.

    A plan whose segments have files of their own is read with those of each commit.
    """

    def __init__(self, repository: Repository, versions: Sequence[Version]) -> None:
        self.repository = repository
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
            self.kept[key] = assess(replace(held, folder=folder).file)
        return self.kept[key]

    def forget(self, place: int) -> None:
        """Let go of what no later version needs."""
        for blob in [blob for blob in self.held if self.last[blob] <= place]:
            del self.held[blob]
            for key in [key for key in self.kept if key[0] == blob]:
                del self.kept[key]

"""`revplan diff`: what changed between two versions of plans, and what it did to the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Wrong
from revplan.base.table import Answer
from revplan.cli.codes import ANSWERED, NO_ANSWER, SAYS_NO
from revplan.cli.limits import limit_of
from revplan.cli.reply import Output, Reply, output
from revplan.cli.versions import versions_of
from revplan.model.catalogue import PINNED, could_be_figure
from revplan.render.answers import formats
from revplan.render.lines import StyledLine
from revplan.render.progress import progress_of
from revplan.views.diff.answer import diff_answer
from revplan.views.diff.notices import notices
from revplan.workspace.compare_plans import Comparisons, compare_all, no_such_measure

if TYPE_CHECKING:
    from revplan.cli import options
    from revplan.workspace.progress import Progress
    from revplan.workspace.versions import Versions

FORMATS = (*formats.ANSWER, "github")


def diff(
    versions: options.Versions = None,
    measure: options.Measure = "new_business",
    sets: options.Sets = None,
    all_: options.Unchanged = False,
    exit_code: options.ExitCode = False,
    max_change: options.MaxChange = None,
    format_: options.DiffFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show what changed in plans, and what that did to the number.

    OLD NEW are files, or REF:path. REF compares the working tree with where it left REF; REF..REF2
    two commits; nothing compares with HEAD. Plans may follow, after -- if need be. What --set tries
    is tried on the new side.

      revplan diff main

      revplan diff --measure bookings HEAD~3..HEAD~1 -- plans/acme-2027.yaml
    """
    out = output(format_, output_path, force, color, FORMATS, quiet, wide=wide)
    limit = limit_of("--max-change", max_change)
    if not could_be_figure(measure):
        raise Wrong(no_such_measure(measure, PINNED))
    progress = progress_of(quiet)
    found, told = _found(versions or [], limit is not None, sets, progress)
    if not found.pairs:
        raise Wrong(f"no plans found in {found.old}, nor in {found.new}")
    gathered = compare_all(found, measure, progress)
    if gathered.without and not gathered.compared:
        raise Wrong(gathered.without[0])
    beyond = gathered.beyond(limit)
    code = SAYS_NO if beyond or (exit_code and gathered.differ) else ANSWERED
    reply = Reply(
        "diff",
        NO_ANSWER if gathered.problems else code,
        None if gathered.is_empty and out.format != "markdown" else _answer(gathered, all_),
        (*gathered.problems, *beyond),
        (*told, *gathered.notices),
        lines=_annotations(gathered, beyond) if out.format == "github" else None,
        closing="\n".join("; ".join(filter(None, (it.message, it.hint))) for it in beyond),
    )
    return reply, out


def _found(
    words: Sequence[str], around: bool, sets: Sequence[str] | None, progress: Progress
) -> tuple[Versions, tuple[str, ...]]:
    """The versions that are asked about, with what is tried in the new ones; and what else there is
    to say of that.
    """
    if not sets:
        return versions_of(words, around, progress), ()
    from revplan.cli.sets import read_edits, try_edits
    from revplan.workspace.trial import Trial

    edits = read_edits(sets, beside=words)
    found = versions_of(words, around, progress, every=True)
    trial = Trial(edits, several=len(found.pairs) > 1)
    with try_edits():
        tried, attempts = trial.on_new(found)
        return tried, trial.close(attempts)


def _answer(gathered: Comparisons, everything: bool) -> Answer:
    """All that there is to show."""
    it = gathered
    return diff_answer(it.compared, it.unpaired, it.same, it.found, everything, it.refused)


def _annotations(gathered: Comparisons, beyond: Sequence[Problem]) -> tuple[StyledLine, ...]:
    """Problems and effects as annotations of a pull request."""
    from revplan.render.findings.github import annotation_lines

    commit = gathered.found.new_commit[:7]
    problems = [_in_place(problem, commit) for problem in gathered.problems]
    told = [note for it in gathered.compared for note in notices(it.comparison, it.sides)]
    return tuple(annotation_lines([*problems, *beyond, *told]))


def _in_place(problem: Problem, commit: str) -> Problem:
    """The problem at the file itself, where it is one of the new commit's."""
    place = problem.place
    if place is None or not commit:
        return problem
    name = place.location.file.removeprefix(f"{commit}:")
    return problem.at(place._replace(location=place.location._replace(file=name)))

"""`revplan log`: the commits that changed a plan, and what each did to the number."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.limits import count_of
from revplan.cli.reply import Output, Reply, output, refusal
from revplan.model.catalogue import PINNED, could_be_figure
from revplan.render.answers import formats
from revplan.render.progress import progress_of
from revplan.studies.comparison import measures
from revplan.views.log.tables import log_answer
from revplan.workspace.assess import STDIN, is_folder, shown_name
from revplan.workspace.compare_plans import no_such_measure
from revplan.workspace.history import PlanHistory, history_of
from revplan.workspace.near_files import no_file

if TYPE_CHECKING:
    from revplan.cli import options
    from revplan.workspace.progress import Progress


def log(
    plan: options.PlanInGit,
    number: options.MostCommits = None,
    measure: options.Measure = "new_business",
    sets: options.Sets = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show the commits that changed a plan, and what each did.

    Newest first, with the change that moved new business most, or the figure that --measure names.
    Where nothing moved it, the figure that moved most. Renames are followed; a version that does
    not read says why. What --set tries is tried on every version.

      revplan log plans/acme-2027.yaml

      revplan log plans/acme-2027.yaml -n 10 --format csv
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet, wide=wide)
    most = count_of("-n", number)
    if plan == STDIN:
        raise Wrong("standard input has no history; name a plan's file")
    if is_folder(plan):
        raise Wrong(f"{plan} is a folder; name a plan's file in it")
    if not could_be_figure(measure):
        raise Wrong(no_such_measure(measure, PINNED))
    found, notices = _history(plan, most, measure, sets, progress_of(quiet))
    if not found.entries:
        raise Wrong(_never_there(plan))
    known = [it.outcome for it in found.entries if it.outcome is not None]
    if sets and not known:
        refused = next((it.refused for it in found.entries if _of_tried(it.refused)), ())
        if refused:
            return refusal("log", _of_tried(refused), plan), out
    if known and all(it.figure(measure) is None for it in known):
        raise Wrong(no_such_measure(measure, measures(known[0])))
    if found.shallow:
        unshallow = "git fetch --unshallow, or fetch-depth: 0 in GitHub Actions, brings the rest"
        notices = (f"this clone is shallow: {unshallow}", *notices)
    tried = [it.tried for it in found.attempts.values()]
    answer = log_answer(shown_name(plan), found.entries, measure, tried)
    return Reply("log", ANSWERED, answer, notices=notices), out


def _history(
    plan: str, most: int | None, measure: str, sets: Sequence[str] | None, progress: Progress
) -> tuple[PlanHistory, tuple[str, ...]]:
    """The plan's history, with what is tried in every version; and what else there is to say of
    that.
    """
    if not sets:
        return history_of(plan, most, measure, progress), ()
    from revplan.cli.sets import read_edits, try_edits
    from revplan.workspace.trial import Trial

    trial = Trial(read_edits(sets), several=True, of_one=True)
    with try_edits():
        found = history_of(plan, most, measure, progress, trial)
        return found, trial.close(found.attempts)


def _of_tried(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that are wrong with what was tried."""
    return tuple(it for it in problems if it.place is not None and it.place.tried)


def _never_there(plan: str) -> str:
    """What to say of a file that HEAD has no commit of."""
    if os.path.lexists(plan):
        return f"no commit has {plan}; commit it first"
    if ":" in plan:
        return f"there is no file {plan}; log starts at HEAD: name the file alone"
    return no_file(plan, besides=", and no commit before HEAD has it")

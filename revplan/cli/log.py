"""`revplan log`: the commits that changed a plan, and what each did to the number."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.limits import count_of
from revplan.cli.reply import Output, Reply, output
from revplan.model.catalogue import PINNED, could_be_figure
from revplan.render.answers import formats
from revplan.render.progress import progress
from revplan.studies.comparison import measures
from revplan.views.log.tables import log_answer
from revplan.workspace.assess import STDIN, is_folder, shown_name
from revplan.workspace.compare_plans import no_such_measure
from revplan.workspace.history import history_of

if TYPE_CHECKING:
    from revplan.cli import options


def log(
    plan: options.PlanInGit,
    number: options.MostCommits = None,
    measure: options.Measure = "new_business",
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
    not read says why.

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
    found = history_of(plan, most, measure, progress)
    if not found.entries:
        raise Wrong(_never_there(plan))
    known = [it.outcome for it in found.entries if it.outcome is not None]
    if known and all(it.figure(measure) is None for it in known):
        raise Wrong(no_such_measure(measure, measures(known[0])))
    notices: tuple[str, ...] = ()
    if found.shallow:
        unshallow = "git fetch --unshallow, or fetch-depth: 0 in GitHub Actions, brings the rest"
        notices = (f"this clone is shallow: {unshallow}",)
    return Reply(
        "log", ANSWERED, log_answer(shown_name(plan), found.entries, measure), notices=notices
    ), out


def _never_there(plan: str) -> str:
    """What to say of a file that HEAD has no commit of."""
    if os.path.lexists(plan):
        return f"no commit has {plan}; commit it first"
    if ":" in plan:
        return f"there is no file {plan}; log starts at HEAD: name the file alone"
    return f"there is no file {plan}, and no commit before HEAD has it"

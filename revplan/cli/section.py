"""The commands about one section of the plan each, by the records of those that have a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.one_plan import notices, try_plan
from revplan.cli.reply import Output, Reply, output
from revplan.model.records import Record
from revplan.render.answers import formats
from revplan.sources.plan_file import PlanFile
from revplan.views.heading import say_trial
from revplan.views.sections import answer_of, states
from revplan.workspace.assess import read

if TYPE_CHECKING:
    from revplan.cli import options


def command_of(record: Record) -> Callable[..., tuple[Reply, Output]]:
    """The command about a section."""

    def about(
        plan: options.Plan,
        sets: options.Sets = None,
        stdin_filename: options.StdinFilename = None,
        format_: options.Format = None,
        output_path: options.OutputPath = None,
        force: options.Force = False,
        color: options.Color = "auto",
        wide: options.Wide = False,
        quiet: options.Quiet = False,
    ) -> tuple[Reply, Output]:
        out = output(format_, output_path, force, color, formats.ANSWER, quiet, wide=wide)
        file = read(plan, stdin_filename)
        return about_section(record, file, plan, sets or ()), out

    about.__doc__ = record.help
    return about


def about_section(record: Record, file: PlanFile, path: str, sets: Sequence[str]) -> Reply:
    """The reply of the command about a section."""
    command = record.key
    assessed = try_plan(command, file, sets)
    if isinstance(assessed, Reply):
        return assessed
    outcome = assessed.outcome
    if not states(record, outcome):
        where = ", in the plan or in its segments" if outcome.segments else ""
        raise Wrong(f"{file.name} has no {command}; {record.write}{where}")
    tried = assessed.file.attempt.tried
    told = say_trial(answer_of(record, outcome, file.name, tried), tried)
    return Reply(command, ANSWERED, told, notices=notices(assessed, path, sets))

"""The commands about one section of the plan each, by the records of those that have a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from revplan.cli.one_plan import about_section
from revplan.cli.reply import Output, Reply, output
from revplan.model.records import Record
from revplan.render.answers import formats
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
        quiet: options.Quiet = False,
    ) -> tuple[Reply, Output]:
        out = output(format_, output_path, force, color, formats.ANSWER, quiet)
        file = read(plan, stdin_filename)
        return about_section(record, file, plan, sets or ()), out

    about.__doc__ = record.help
    return about

"""`revplan show`: the whole plan as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.one_plan import try_plan
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.show.document import show_answer
from revplan.workspace.assess import read

if TYPE_CHECKING:
    from revplan.cli import options


def show(
    plan: options.Plan,
    sets: options.Sets = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.DocumentFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show the whole plan as one document.

    The mission, the number and what fills it, goals, people and money, the months, assumptions and
    sources, and what the rules say. What the plan has nothing of is left out.

      revplan show plans/saas-arr-2027.yaml

      revplan show plans/saas-arr-2027.yaml --output plan.md
    """
    if format_ == "csv" or (format_ is None and str(output_path or "").lower().endswith(".csv")):
        raise Wrong(
            "show writes a document, and csv holds one table; write markdown, text or json, or "
            "take the months from revplan gap --format csv"
        )
    out = output(format_, output_path, force, color, formats.CHAPTERS, quiet, wide=wide)
    assessed = try_plan("show", read(plan, stdin_filename), sets or ())
    if isinstance(assessed, Reply):
        return assessed, out
    outcome, file = assessed.outcome, assessed.file
    answer = show_answer(outcome, file.name, assessed.findings, file.attempt.tried)
    return Reply("show", ANSWERED, answer, notices=file.attempt.notices), out

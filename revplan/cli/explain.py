"""`revplan explain`: where a figure comes from, down to the lines of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.codes import ANSWERED
from revplan.cli.figure_asked import explanation_of
from revplan.cli.one_plan import try_plan
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.explain.figures import figures_answer
from revplan.views.explain.tables import explain_answer
from revplan.views.heading import say_trial
from revplan.workspace.assess import read

if TYPE_CHECKING:
    from revplan.cli import options


def explain(
    plan: options.Plan,
    quantity: options.Quantity = None,
    sets: options.Sets = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Explain where a figure comes from.

    Shows its formula with names and with numbers, and the line and source of each input. Without a
    figure, lists all that the plan has, by the paths that explain, expect and --measure take.

      revplan explain plans/acme-2027.yaml

      revplan explain plans/acme-2027.yaml new_business

      revplan explain plans/acme-2027.yaml months.2027-03.target
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet, wide=wide)
    assessed = try_plan("explain", read(plan, stdin_filename), sets or ())
    if isinstance(assessed, Reply):
        return assessed, out
    outcome, file = assessed.outcome, assessed.file
    tried = file.attempt.tried
    if quantity is None:
        answer = say_trial(figures_answer(outcome, tried), tried)
        return Reply("explain", ANSWERED, answer, notices=file.attempt.notices), out
    told = explanation_of(quantity, outcome)
    answer = say_trial(explain_answer(outcome, told, file.locate_value, tried), tried)
    return Reply("explain", ANSWERED, answer, notices=file.attempt.notices), out

"""`revplan budget`: what the year costs by owner and month, and what a customer costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.assess import assess, read
from revplan.cli.codes import ANSWERED, NO_ANSWER
from revplan.cli.reply import Output, Reply, Wrong, output, refused
from revplan.render import formats
from revplan.render.tally import tally
from revplan.views.budget import budget_answer

if TYPE_CHECKING:
    from revplan.cli import options


def budget(
    plan: options.Plan,
    sets: options.Sets = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show what the year costs, and what a customer costs.

    The budget by owner and month, one-off and recurring apart; then what it costs to win a
    customer, when that is earned back, and what the money brings.

      revplan budget plans/acme-2027.yaml

      revplan budget plans/acme-2027.yaml --set budget.programs.amount=80k
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    file = read(plan, stdin_filename)
    if sets:
        from revplan.sources.overrides import WrongOption, overridden

        try:
            file = overridden(file, sets)
        except WrongOption as error:
            return Reply("budget", NO_ANSWER, problems=(error.problem,)), out
    assessed = assess(file)
    outcome = assessed.answer
    if outcome is None:
        return refused("budget", assessed.refused, file.name), out
    if outcome.work.budget is None:
        raise Wrong(
            f"{file.name} has no budget; write its items under `budget:`, such as "
            "programs: {owner: marketing, amount: 60k, every: month}"
        )
    notices = list(file.notices)
    if not sets and assessed.findings:
        notices.append(f"{tally(assessed.findings)}: revplan check {plan}")
    answer = budget_answer(outcome, file.name, sets or ())
    return Reply("budget", ANSWERED, answer, notices=tuple(notices)), out

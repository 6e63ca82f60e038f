"""`revplan budget`: what the year costs by owner and month, and what a customer costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.one_plan import about_section
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.budget.tables import budget_answer
from revplan.workspace.assess import read

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

      revplan budget plans/saas-arr-2027.yaml

      revplan budget plans/saas-arr-2027.yaml --set budget.programs.amount=100k
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    file = read(plan, stdin_filename)
    return about_section("budget", file, plan, sets or (), _WRITE, budget_answer), out


_WRITE = (
    "write its items under `budget:`, such as "
    "programs: {owner: marketing, amount: 60k, every: month}"
)

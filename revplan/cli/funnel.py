"""`revplan funnel`: the leads that the bookings need, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.one_plan import about_section
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.funnel.tables import funnel_answer
from revplan.workspace.assess import read

if TYPE_CHECKING:
    from revplan.cli import options


def funnel(
    plan: options.Plan,
    sets: options.Sets = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show how many leads the bookings need, and by when.

    Walks back from the bookings through the stages of the plan's funnel, then holds what the
    leads are worth against what is asked for.

      revplan funnel plans/saas-arr-2027.yaml

      revplan funnel plans/saas-arr-2027.yaml --set funnel.average_deal=50k
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    file = read(plan, stdin_filename)
    return about_section("funnel", file, plan, sets or (), _WRITE, funnel_answer), out


_WRITE = (
    "write funnel: with average_deal: and stages:, such as "
    "funnel: {average_deal: 40k, stages: {lead: {conversion: 25%, days: 20}, "
    "proposal: {conversion: 30%, days: 40}}}"
)

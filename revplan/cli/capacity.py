"""`revplan capacity`: what the reps on board can close, whom to hire, and the quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.one_plan import about_section
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.capacity.tables import capacity_answer
from revplan.workspace.assess import read

if TYPE_CHECKING:
    from revplan.cli import options


def capacity(
    plan: options.Plan,
    sets: options.Sets = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show what the reps can close, and their quotas.

    Holds ramped reps against the bookings of every month, and says how many hires would close the
    year, and by when. Quotas are laid out by group and territory.

      revplan capacity plans/saas-arr-2027.yaml

      revplan capacity plans/saas-arr-2027.yaml --set capacity.attrition=20%
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    file = read(plan, stdin_filename)
    return about_section("capacity", file, plan, sets or (), _WRITE, capacity_answer), out


_WRITE = (
    "write what a rep brings in a year and who is on board: "
    "capacity: {productivity: 800k, reps: {west: {count: 4, starts: 2025-09}}}"
)

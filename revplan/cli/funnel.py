"""`revplan funnel`: the leads that the bookings need, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.assess import assess, read
from revplan.cli.codes import ANSWERED, NO_ANSWER
from revplan.cli.reply import Output, Reply, Wrong, output, refused
from revplan.render import formats
from revplan.render.tally import tally

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

      revplan funnel plans/acme-2027.yaml

      revplan funnel plans/acme-2027.yaml --set funnel.average_deal=50k
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet)
    file = read(plan, stdin_filename)
    if sets:
        from revplan.sources.overrides import WrongOption, overridden

        try:
            file = overridden(file, sets)
        except WrongOption as error:
            return Reply("funnel", NO_ANSWER, problems=(error.problem,)), out
    assessed = assess(file)
    outcome = assessed.answer
    if outcome is None:
        return refused("funnel", assessed.refused, file.name), out
    if outcome.plan.funnel is None:
        raise Wrong(f"{file.name} has no funnel; {_WRITE}")
    from revplan.views.funnel import funnel_answer

    notices = list(file.notices)
    if not sets and assessed.findings:
        notices.append(f"{tally(assessed.findings)}: revplan check {plan}")
    answer = funnel_answer(outcome, file.name, sets or ())
    return Reply("funnel", ANSWERED, answer, notices=tuple(notices)), out


_WRITE = (
    "write funnel: with average_deal: and stages:, such as "
    "funnel: {average_deal: 40k, stages: {lead: {conversion: 25%, days: 20}, "
    "proposal: {conversion: 30%, days: 40}}}"
)

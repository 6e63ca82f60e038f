"""`revplan largest`: the line of a plan that moves most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.table import Answer
from revplan.cli.codes import ANSWERED
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.workspace.assess import assess, read

if TYPE_CHECKING:
    from revplan.cli import options


def largest(plan: options.Plan, format_: options.Format = None) -> tuple[Reply, Output]:
    """Name the line that moves most."""
    outcome = assess(read(plan)).answer
    lines = outcome.lines if outcome is not None else ()
    most = max(lines, key=lambda line: line.amount)
    told = Answer(text=most.label, data={"path": most.path})
    return Reply("largest", ANSWERED, told), output(format_, None, False, "auto", formats.ANSWER)

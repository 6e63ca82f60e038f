"""`revplan check`: everything that is wrong with plans, and everything that is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from revplan.cli.codes import ANSWERED, SAYS_NO
from revplan.cli.many import Checked, check_all
from revplan.cli.reply import Output, Reply, output
from revplan.ground.problem import Problem
from revplan.ground.table import Answer
from revplan.render.layout import Line
from revplan.render.problems import all_problem_lines, concise_lines, github_lines

if TYPE_CHECKING:
    from revplan.cli import options

LINES: dict[str, Callable[[Sequence[Problem]], list[Line]]] = {
    "text": all_problem_lines,
    "concise": concise_lines,
    "github": github_lines,
}
FORMATS = (*LINES, "json")


def check(
    paths: options.Paths,
    strict: options.Strict = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.FindingsFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Check plans: that they read, balance, and make sense.

    Reports all problems of all plans. Exits 1 on an error; `revplan rule CODE` explains each.

      revplan check plans

      revplan check plans --strict --format github
    """
    out = output(format_, output_path, force, color, FORMATS, quiet)
    checked = check_all(paths, select or [], ignore or [], stdin_filename)
    says_no = checked.errors or (strict and checked.warnings)
    summary = "" if quiet else checked.summary
    lines = LINES[out.format](checked.problems) if out.format in LINES else []
    if out.format == "text" and summary:
        lines.extend(_closing(checked, summary))
    reply = Reply(
        "check",
        SAYS_NO if says_no else ANSWERED,
        Answer(data=checked.counts),
        tuple(checked.problems),
        lines=tuple(lines),
        closing=summary if out.format != "text" else "",
    )
    return reply, out


def _closing(checked: Checked, summary: str) -> list[Line]:
    if not checked.problems:
        return [((summary, ""),)]
    worst = max(checked.problems, key=lambda problem: problem.severity)
    more = f"More on a code: revplan rule {worst.code}"
    return [(), ((summary, ""),), ((more, "dim"),)]

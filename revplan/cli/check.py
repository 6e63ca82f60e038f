"""`revplan check`: everything that is wrong with plans, and everything that is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from revplan.cli.many import Checked, check_all
from revplan.cli.options import Color, Force, OutputPath, Quiet
from revplan.cli.reply import ANSWERED, SAYS_NO, Output, Reply, output
from revplan.ground.problem import Problem
from revplan.ground.table import Answer
from revplan.render.layout import Line
from revplan.render.problems import all_problem_lines, concise_lines, github_lines

LINES: dict[str, Callable[[Sequence[Problem]], list[Line]]] = {
    "text": all_problem_lines,
    "concise": concise_lines,
    "github": github_lines,
}
FORMATS = (*LINES, "json")


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Plan files, folders that hold them, or - for standard input.",
            show_default=False,
        ),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help="Only these rules: codes, names, or the beginning of codes. Repeatable.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODE",
            help="Not these rules; what cannot be waived cannot be ignored. Repeatable.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, concise, json or github (annotations). Default: by the suffix of --output.",
            show_default=False,
        ),
    ] = None,
    output_path: OutputPath = None,
    force: Force = False,
    color: Color = "auto",
    quiet: Quiet = False,
) -> tuple[Reply, Output]:
    """Check plans: that they read, balance, and make sense.

    Reports all problems of all plans. Exits 1 on an error; `revplan rule CODE` explains each.

      revplan check plans

      revplan check plans --strict --format github
    """
    out = output(format_, output_path, force, color, FORMATS, quiet)
    checked = check_all(paths, select or [], ignore or [])
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

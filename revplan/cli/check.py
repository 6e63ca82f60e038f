"""`revplan check`: everything that is wrong with plans, and everything that is odd."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.cli.options import Color, Force, OutputPath, Quiet
from revplan.cli.reply import ANSWERED, SAYS_NO, Output, Reply, output

FORMATS = ("text", "concise", "json", "github")


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
    from revplan.cli.many import check_all

    checked = check_all(paths, select or [], ignore or [])
    problems = checked.problems
    says_no = checked.errors or (strict and checked.warnings)
    from revplan.ground.table import Answer

    data = {
        "plans": checked.plans,
        "passed": checked.passed,
        "errors": checked.errors,
        "warnings": checked.warnings,
    }
    reply = Reply(
        "check",
        SAYS_NO if says_no else ANSWERED,
        Answer(data=data),
        tuple(problems),
        lines=tuple(_lines(out.format, problems, "" if quiet else checked.summary)),
        closing="" if out.format == "text" or quiet else checked.summary,
    )
    return reply, out


def _lines(format_: str, problems: list, summary: str) -> list:  # type: ignore[type-arg]
    from revplan.render.problems import all_problem_lines, concise_lines, github_lines

    if format_ == "concise":
        return concise_lines(problems)
    if format_ == "github":
        return github_lines(problems)
    lines = all_problem_lines(problems)
    if summary:
        lines.extend([()] if lines else [])
        lines.append(((summary, ""),))
        if problems:
            lines.append(((f"More on a code: revplan rule {problems[0].code}", "dim"),))
    return lines

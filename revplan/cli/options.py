"""Every argument and option with its help: the types that commands are annotated by.

Commands name them as `options.Format` and do not import this module: a command followed by plain
words needs no parser, and then none is loaded (see `app`).
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from revplan.base.words import listing
from revplan.render.answers.formats import ANSWER, CHAPTERS


def _given(*names: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002
    """An option that has no default to show."""
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)


_COMMENT = ("markdown", "markdown (a comment on a pull request)")
_IN_DIFF = f"{', '.join(ANSWER).replace(*_COMMENT)} or github (annotations)"
_BY_SUFFIX = "Default: by the suffix of --output, else text."

Plan = Annotated[
    str,
    typer.Argument(metavar="PLAN", help="A plan's file, or - for standard input."),
]

AnyFile = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A plan's file, or - for standard input."),
]

Plans = Annotated[
    list[str],
    typer.Argument(
        metavar="PLAN",
        help="Plan files or folders, or - for standard input; several give a row a plan.",
        show_default=False,
    ),
]

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Plan files, folders that hold them, or - for standard input.",
        show_default=False,
    ),
]

Versions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="OLD NEW | REF [-- PLAN]",
        help="Two files or REF:path; or a commit, and the plans or folders in question.",
        show_default=False,
    ),
]

Measure = Annotated[
    str,
    typer.Option(
        "--measure",
        metavar="FIGURE",
        help="What is split, by its path: new_business, bookings, grr, upsell.premium_tier, "
        "months.2027-03.new_business. revplan explain PLAN lists them.",
    ),
]

Unchanged = Annotated[bool, typer.Option("--all", help="Show what did not change, too.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit 1 when a figure differs.")]

MaxChange = Annotated[
    str | None,
    _given(
        "--max-change",
        metavar="LIMIT",
        help="Exit 1 when the figure moves by more, either way, or a plan is gone: an amount, or "
        "a share (5%).",
    ),
]

MostCommits = Annotated[
    str | None,
    _given("-n", metavar="COUNT", help="Show only this many of the newest commits."),
]

DiffFormat = Annotated[
    str | None,
    _given(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{_IN_DIFF}. {_BY_SUFFIX}",
    ),
]

Quantity = Annotated[
    str | None,
    typer.Argument(
        metavar="FIGURE",
        help="A figure by its path: new_business, upsell.premium_tier, months.2027-03.target, "
        "quarters.Q1.target, readings.A2, churn.rate. Without one, all are listed.",
    ),
]

RuleCode = Annotated[
    str | None,
    typer.Argument(metavar="CODE", help="A code or a name: RP305, new-business-leap."),
]

NewFile = Annotated[
    str | None,
    typer.Argument(metavar="FILE", help="Where to write the plan. Default: plan.yaml."),
]

Git = Annotated[
    bool,
    typer.Option(
        "--git",
        help="Let git show plans by what they come to: adds a line to .gitattributes and prints "
        "the command that is left. Writes a plan only where FILE is given.",
    ),
]

Sets = Annotated[
    list[str] | None,
    _given(
        "--set",
        metavar="PATH=VALUE",
        help="Try another value without editing, such as churn.rate=25%. Repeatable.",
    ),
]

Definitions = Annotated[
    bool, typer.Option("--definitions", help="The requirement under every definition in use.")
]
Readings = Annotated[bool, typer.Option("--readings", hidden=True)]  # what it was called first

MaxNewBusiness = Annotated[
    str | None,
    _given(
        "--max-new-business",
        metavar="LIMIT",
        help="Exit 1 when new business is above an amount, or a share of the target (50%).",
    ),
]

Against = Annotated[
    str | None,
    _given(
        "--against",
        metavar="REF",
        help="Compare with where the plans left REF: report waivers that are new, pins that moved.",
    ),
]

Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]
Select = Annotated[
    list[str] | None,
    _given(
        "--select",
        metavar="CODE",
        help="Only these rules: codes, names, or the beginning of codes. Repeatable.",
    ),
]

Ignore = Annotated[
    list[str] | None,
    _given(
        "--ignore",
        metavar="CODE",
        help="Not these rules; an error that cannot be waived stays. Repeatable.",
    ),
]

StdinFilename = Annotated[
    str | None,
    _given(
        "--stdin-filename",
        metavar="NAME",
        help="The name in messages for the plan read from -, such as that of an editor's file.",
    ),
]

AllRules = Annotated[bool, typer.Option("--all", help="The pages of all rules.")]

Format = Annotated[
    str | None,
    _given(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{listing(ANSWER)}. {_BY_SUFFIX}",
    ),
]

DocumentFormat = Annotated[
    str | None,
    _given(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{listing(CHAPTERS)}. {_BY_SUFFIX}",
    ),
]

FindingsFormat = Annotated[
    list[str] | None,
    _given(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, concise, json, github (annotations), gitlab (code quality), sarif or junit; "
        "FORMAT=FILE writes a file besides. Repeatable. Default: by the suffix of --output.",
    ),
]

OutputPath = Annotated[
    str | None,
    _given("--output", "-o", metavar="FILE", help="Write to a file."),
]

Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]

Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notices, only the answer.")]

Basis = Annotated[str, typer.Option("--basis", metavar="BASIS", help="revenue, or arr.")]

CompanyName = Annotated[str, typer.Option("--name", metavar="NAME", help="The company's name.")]

Revenue = Annotated[
    str, typer.Option("--revenue", metavar="AMOUNT", help="Last year's revenue, or opening ARR.")
]

Growth = Annotated[str, typer.Option("--growth", metavar="RATE", help="The growth that is wanted.")]

Churn = Annotated[str, typer.Option("--churn", metavar="RATE", help="The share that will be lost.")]

Currency = Annotated[str, typer.Option("--currency", metavar="CODE", help="ISO 4217, such as EUR.")]

FiscalYear = Annotated[
    str | None,
    _given("--fiscal-year", metavar="YEAR", help="Default: next year."),
]

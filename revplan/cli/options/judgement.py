"""What is held against an answer: other versions, limits, and which rules judge."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.cli.options.optional import optional

Unchanged = Annotated[bool, typer.Option("--all", help="Show what did not change, too.")]

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit 1 when a figure differs.")]

MaxChange = Annotated[
    str | None,
    optional(
        "--max-change",
        metavar="LIMIT",
        help="Exit 1 when the figure moves by more, either way, or a plan is gone: an amount, or "
        "a share (5%).",
    ),
]

MaxNewBusiness = Annotated[
    str | None,
    optional(
        "--max-new-business",
        metavar="LIMIT",
        help="Exit 1 when new business is above an amount, or a share of the target (50%).",
    ),
]

MostCommits = Annotated[
    str | None,
    optional("-n", metavar="COUNT", help="Show only this many of the newest commits."),
]

Against = Annotated[
    str | None,
    optional(
        "--against",
        metavar="REF",
        help="Compare with where the plans left REF: report waivers that are new, pins that moved.",
    ),
]

Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]

Select = Annotated[
    list[str] | None,
    optional(
        "--select",
        metavar="CODE",
        help="Only these rules: codes, names, or the beginning of codes, with commas between. "
        "Repeatable.",
    ),
]

Ignore = Annotated[
    list[str] | None,
    optional(
        "--ignore",
        metavar="CODE",
        help="Not these rules, named likewise; an error that cannot be waived stays. Repeatable.",
    ),
]

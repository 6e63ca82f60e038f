"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

PlanPath = Annotated[
    str,
    typer.Argument(
        metavar="PLAN", help="A plan's file, or - for standard input.", show_default=False
    ),
]

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, json, csv or markdown. Default: by the suffix of --output, else text.",
        show_default=False,
    ),
]

OutputPath = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False),
]

Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]

Color = Annotated[
    str,
    typer.Option("--color", metavar="WHEN", help="auto, always or never.", show_default=True),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notices, only the answer.")]

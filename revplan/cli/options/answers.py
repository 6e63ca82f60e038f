"""How an answer is written, and where to."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.base.words import listing
from revplan.cli.options.optional import optional
from revplan.cli.reply import COLOURS
from revplan.render.answers.formats import ANSWER, CHAPTERS
from revplan.render.findings.formats import FORMATS

_COMMENT = ("markdown", "markdown (a comment on a pull request)")

_IN_DIFF = f"{', '.join(ANSWER).replace(*_COMMENT)} or github (annotations)"

_FINDINGS = listing(f"{it} ({of.kind})" if of.kind else it for it, of in FORMATS.items())

_BY_SUFFIX = "Default: by the suffix of --output, else text."

Format = Annotated[
    str | None,
    optional(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{listing(ANSWER)}. {_BY_SUFFIX}",
    ),
]

DiffFormat = Annotated[
    str | None,
    optional(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{_IN_DIFF}. {_BY_SUFFIX}",
    ),
]

DocumentFormat = Annotated[
    str | None,
    optional(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{listing(CHAPTERS)}. {_BY_SUFFIX}",
    ),
]

FindingsFormat = Annotated[
    list[str] | None,
    optional(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{_FINDINGS}; FORMAT=FILE writes a file besides. Repeatable. "
        "Default: by the suffix of --output.",
    ),
]

OutputPath = Annotated[
    str | None,
    optional("--output", "-o", metavar="FILE", help="Write to a file."),
]

Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]

Color = Annotated[str, typer.Option("--color", metavar="WHEN", help=f"{listing(COLOURS)}.")]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notices, only the answer.")]

Wide = Annotated[
    bool,
    typer.Option("--wide", help="Every column on one line, however narrow the terminal."),
]

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Name what was read, too.")]

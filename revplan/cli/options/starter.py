"""What `init` writes into the plan."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.base.basis import BASES
from revplan.cli.options.optional import argument, optional
from revplan.writing.usual import FILE, USUAL

NewFile = Annotated[
    str | None,
    argument("FILE", f"Where to write the plan, - to print it. Default: {FILE}."),
]

EveryKey = Annotated[
    bool, typer.Option("--full", help="Every key that a plan may have, as lines to un-comment.")
]

Git = Annotated[
    bool,
    typer.Option(
        "--git",
        help="Let git show plans by what they come to: adds a line to .gitattributes and prints "
        "the command to run next. Writes a plan only where FILE is given.",
    ),
]

Basis = Annotated[str, typer.Option("--basis", metavar="BASIS", help=f"{', or '.join(BASES)}.")]

CompanyName = Annotated[str | None, optional("--name", metavar="NAME", help="The company's name.")]

Revenue = Annotated[
    str | None,
    optional("--revenue", metavar="AMOUNT", help="Last year's revenue, or the opening ARR."),
]

Growth = Annotated[
    str | None, optional("--growth", metavar="RATE", help="The growth that is wanted.")
]

TargetAmount = Annotated[
    str | None,
    optional("--target", metavar="AMOUNT", help="What the year is to bring, instead of --growth."),
]

Churn = Annotated[
    str | None, optional("--churn", metavar="RATE", help="The share that will be lost.")
]

Currency = Annotated[
    str | None,
    optional(
        "--currency", metavar="CODE", help=f"ISO 4217, such as EUR. Default: {USUAL['currency']}."
    ),
]

FiscalYear = Annotated[
    str | None,
    optional("--fiscal-year", metavar="YEAR", help="Default: next year."),
]

"""`revplan init`: a commented starter plan."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.cli.options import Color
from revplan.cli.reply import ANSWERED, NO_ANSWER, Output, Reply, Wrong, output
from revplan.cli.starter import next_year, starter
from revplan.ground.table import Answer
from revplan.render.files import NotWritten, write_whole


def init(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to write the plan.")
    ] = "plan.yaml",
    basis: Annotated[
        str, typer.Option("--basis", metavar="BASIS", help="revenue, or arr.")
    ] = "revenue",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="The company's name.")
    ] = "Acme",
    revenue: Annotated[
        str,
        typer.Option("--revenue", metavar="AMOUNT", help="Last year's revenue, or opening ARR."),
    ] = "10M",
    growth: Annotated[
        str, typer.Option("--growth", metavar="RATE", help="The growth that is wanted.")
    ] = "20%",
    churn: Annotated[
        str, typer.Option("--churn", metavar="RATE", help="The share that will be lost.")
    ] = "10%",
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="ISO 4217, such as EUR.")
    ] = "USD",
    fiscal_year: Annotated[
        str | None,
        typer.Option(
            "--fiscal-year", metavar="YEAR", help="Default: next year.", show_default=False
        ),
    ] = None,
    color: Color = "auto",
) -> tuple[Reply, Output]:
    """Write a commented starter plan that computes and checks clean.

    Never overwrites a file.

      revplan init plan.yaml

      revplan init plan.yaml --revenue 10M --growth 50% --churn 30%
    """
    year = fiscal_year or next_year()
    text, problems = starter(
        basis=basis,
        name=name,
        revenue=revenue,
        growth=growth,
        churn=churn,
        currency=currency,
        year=year,
    )
    out = output("text", None, False, color, ("text",))
    if problems:
        return Reply("init", NO_ANSWER, problems=tuple(problems)), out
    if file == "-":
        return Reply("init", ANSWERED, Answer(text=text.rstrip("\n"))), out
    try:
        write_whole(file, text, force=False)
    except NotWritten as error:
        raise Wrong(
            str(error).replace("; --force replaces it", "; init never overwrites")
        ) from None
    notice = f"wrote {file}; next: revplan gap {file}"
    return Reply("init", ANSWERED, notices=(notice,)), out

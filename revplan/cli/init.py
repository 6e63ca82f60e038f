"""`revplan init`: a commented starter plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.codes import ANSWERED, NO_ANSWER
from revplan.cli.reply import Output, Reply, Wrong, output
from revplan.cli.starter import next_year, starter
from revplan.ground.table import Answer
from revplan.ground.words import listed
from revplan.plan import BASES
from revplan.render.files import NotWritten, write_whole

if TYPE_CHECKING:
    from revplan.cli import options


def init(
    file: options.NewFile = "plan.yaml",
    basis: options.Basis = "revenue",
    name: options.CompanyName = "Acme",
    revenue: options.Revenue = "10M",
    growth: options.Growth = "20%",
    churn: options.Churn = "10%",
    currency: options.Currency = "USD",
    fiscal_year: options.FiscalYear = None,
    color: options.Color = "auto",
) -> tuple[Reply, Output]:
    """Write a commented starter plan that computes and checks clean.

    Never overwrites a file.

      revplan init plan.yaml

      revplan init plan.yaml --revenue 10M --growth 50% --churn 30%
    """
    if basis not in BASES:
        raise Wrong(f"there is no basis {basis}; write {listed(BASES)}")
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

"""`revplan init`: a commented starter plan; with --git, what lets git show plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.problem import Wrong
from revplan.base.table import Answer
from revplan.base.words import listing
from revplan.cli.attributes import CONFIGURE, add_line, attributes_here
from revplan.cli.codes import ANSWERED, NO_ANSWER
from revplan.cli.reply import Output, Reply, output
from revplan.cli.starter import next_year, starter
from revplan.model.plan import BASES
from revplan.render.files import NotWritten, write_whole

if TYPE_CHECKING:
    from revplan.cli import options

FILE = "plan.yaml"
USUAL = {"basis": "revenue", "name": "Acme", "revenue": "10M", "growth": "20%", "churn": "10%",
         "currency": "USD"}  # fmt: skip
"""What the starter plan says unless it is told otherwise."""


def init(
    file: options.NewFile = None,
    basis: options.Basis = USUAL["basis"],
    name: options.CompanyName = USUAL["name"],
    revenue: options.Revenue = USUAL["revenue"],
    growth: options.Growth = USUAL["growth"],
    churn: options.Churn = USUAL["churn"],
    currency: options.Currency = USUAL["currency"],
    fiscal_year: options.FiscalYear = None,
    git: options.Git = False,
    color: options.Color = "auto",
) -> tuple[Reply, Output]:
    """Write a commented starter plan that computes and checks clean.

    Never overwrites a file.

      revplan init plan.yaml

      revplan init plan.yaml --revenue 10M --growth 50% --churn 30%

      revplan init --git
    """
    out = output("text", None, False, color, ("text",))
    if basis not in BASES:
        raise Wrong(f"there is no basis {basis}; write {listing(BASES)}")
    asked = {"basis": basis, "name": name, "revenue": revenue, "growth": growth, "churn": churn,
             "currency": currency}  # fmt: skip
    attributes = attributes_here() if git else None
    notices: list[str] = []
    if file is not None or attributes is None:
        if attributes is not None and file == "-":
            raise Wrong("--git and - both answer on standard output; name the plan's file")
        text, problems = starter(**asked, year=fiscal_year or next_year())
        if problems:
            return Reply("init", NO_ANSWER, problems=tuple(problems)), out
        if file == "-":
            return Reply("init", ANSWERED, Answer(text=text.rstrip("\n"), set_as="verbatim")), out
        notices.append(_written(FILE if file is None else file, text))
    elif asked != USUAL or fiscal_year:
        raise Wrong("--git alone writes no plan; name the plan's file too")
    if attributes is None:
        return Reply("init", ANSWERED, notices=tuple(notices)), out
    notices.append(add_line(attributes))
    return Reply(
        "init", ANSWERED, Answer(text=CONFIGURE, set_as="verbatim"), notices=tuple(notices)
    ), out


def _written(file: str, text: str) -> str:
    """The plan written to its file; what was done, in words."""
    try:
        write_whole(file, text, force=False)
    except NotWritten as error:
        raise Wrong(
            str(error).replace("; --force replaces it", "; init never overwrites")
        ) from None
    return f"wrote {file}; next: revplan gap {file}"

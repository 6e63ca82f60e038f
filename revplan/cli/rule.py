"""`revplan rule`: the page of a rule, or the list of all."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.cli.options import Color, Force, Format, OutputPath
from revplan.cli.reply import ANSWERED, Output, Reply, Wrong, output
from revplan.rules import find
from revplan.views.rules import rule_page, rules_list

FORMATS = ("text", "json", "csv", "markdown")


def rule(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="A code or a name: RP305, new-business-leap.", show_default=False
        ),
    ] = None,
    format_: Format = None,
    output_path: OutputPath = None,
    force: Force = False,
    color: Color = "auto",
) -> tuple[Reply, Output]:
    """Explain a rule: what it checks, why, and plans that fail and pass.

    Without a code, lists all rules.

      revplan rule RP301

      revplan rule new-business-leap
    """
    out = output(format_, output_path, force, color, FORMATS)
    if code is None:
        return Reply("rule", ANSWERED, rules_list()), out
    found = find(code)
    if found is None:
        raise Wrong(f"there is no rule {code}; `revplan rule` lists them")
    return Reply("rule", ANSWERED, rule_page(found)), out

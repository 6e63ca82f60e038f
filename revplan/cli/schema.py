"""`revplan schema`: the JSON Schema of the plan file, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.table import Answer
from revplan.cli.codes import ANSWERED
from revplan.cli.reply import Output, Reply, output
from revplan.views.schema import schema_text

if TYPE_CHECKING:
    from revplan.cli import options


def schema(
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
) -> tuple[Reply, Output]:
    """Print the JSON Schema of the plan file (draft 2020-12).

    Editors complete and check plans with it; every key carries its description.

      revplan schema --output revplan.schema.json
    """
    out = output("text", output_path, force, color, ("text",))
    return Reply("schema", ANSWERED, Answer(text=schema_text(), set_as="verbatim")), out

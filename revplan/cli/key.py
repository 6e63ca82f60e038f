"""`revplan key`: the page of a key of the plan, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.codes import ANSWERED
from revplan.cli.pages import page_or_list
from revplan.cli.reply import Output, Reply, output
from revplan.model.key_places import keys_for, no_such_key
from revplan.render.answers import formats
from revplan.views.keys.page import keys_list, keys_page

if TYPE_CHECKING:
    from revplan.cli import options

_TITLE = "Keys of a plan; revplan key PATH explains one. * is a name of your own."


def key(
    path: options.KeyPath = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
) -> tuple[Reply, Output]:
    """Explain a key of the plan file, or list them all.

    The page says what the key means, its unit and default, what it goes with, when to choose it,
    how it is written, and which rules ask about it. In a path * stands for a name of your own.

      revplan key churn.rate

      revplan key 'upsell.*.amount'
    """
    out = output(format_, output_path, force, color, formats.ANSWER, wide=wide)
    answer = page_or_list(
        path,
        every=lambda: keys_list(title=_TITLE),
        find=keys_for,
        page=lambda found: keys_page(path or "", found),
        unknown=no_such_key,
    )
    return Reply("key", ANSWERED, answer), out

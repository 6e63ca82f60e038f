"""`revplan guide`: a topic of the guide, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.cli.codes import ANSWERED
from revplan.cli.pages import page_or_list
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.views.guide import find_topic, no_such_topic, topic_page, topics_list

if TYPE_CHECKING:
    from revplan.cli import options


def guide(
    topic_: options.GuideTopic = None,
    format_: options.DocumentFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
) -> tuple[Reply, Output]:
    """Show a topic of the guide, or list them all.

    What the words mean, companies of segments, rules and waivers, git and CI: with examples that
    run. --format markdown is the text as it was written.

      revplan guide definitions

      revplan guide git-and-ci --output guide.md
    """
    out = output(format_, output_path, force, color, formats.CHAPTERS, wide=wide)
    answer = page_or_list(
        topic_, every=topics_list, find=find_topic, page=topic_page, unknown=no_such_topic
    )
    document = answer.data.get("text") if out.format == "markdown" else None
    return Reply("guide", ANSWERED, answer, document=document), out

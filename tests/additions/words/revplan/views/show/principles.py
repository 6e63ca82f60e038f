"""What `show` says of principles."""

from revplan.base.table import Answer, Paragraph
from revplan.views.show.chapter import Shown, prose


def principles(shown: Shown) -> Answer | None:
    """What is never done."""
    stated = shown.outcome.plan.principles
    if stated is None:
        return None
    told = prose([Paragraph(stated.never)])
    return Answer(tables=told, data={"principles": {"never": stated.never}})

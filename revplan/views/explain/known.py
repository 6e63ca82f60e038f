"""The page of a figure that plans have, without a plan: what it is, and how to ask for it."""

from __future__ import annotations

from revplan.base.paths import ANY
from revplan.base.table import Answer, Note, Paragraph, Prose
from revplan.numbers.figure import Unit
from revplan.views.known_figures import KnownFigure

UNITS = {
    Unit.money: "an amount in the plan's currency",
    Unit.count: "a count",
    Unit.rate: "a share",
    Unit.multiple: "how often one amount is in another",
}


def figure_page(figure: KnownFigure) -> Answer:
    """What a figure is, and how to ask where it comes from."""
    told = {"Unit": UNITS[figure.unit], "Section": figure.section}
    facts = [Paragraph(text, name, 1) for name, text in told.items() if text]
    prose = Prose((*((Paragraph(figure.says),) if figure.says else ()), *facts))
    note = Note(f"{how_to_ask(figure)} shows where it comes from.")
    return Answer(f"{figure.path}: {figure.label}", (prose, note))


def how_to_ask(figure: KnownFigure) -> str:
    """What is typed to see where a figure comes from: one whose path holds a name of the user's own
    is found in the plan first.
    """
    return f"revplan explain PLAN {'FIGURE' if ANY in figure.path else figure.path}"

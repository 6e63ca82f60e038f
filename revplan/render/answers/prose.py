"""Prose as lines of text: wrapped where the page ends, no word ever cut."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Paragraph, Prose
from revplan.render.lines import StyledLine, harmless, wrap
from revplan.render.screen import Screen

PAGE = 80
"""How wide prose is where no terminal says [cells]."""

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal [cells]."""


UNBROKEN = 1_000_000
"""Wider than any paragraph: for those who listen it is one line [cells]."""


def prose_width(screen: Screen) -> int:
    """How wide words are set on a screen [cells]."""
    return UNBROKEN if screen.plain else min(screen.width or PAGE, WIDEST)


def prose_lines(prose: Prose, screen: Screen) -> list[StyledLine]:
    """Paragraphs apart, entries of a list below each other, two cells in."""
    lines: list[StyledLine] = []
    for place, entry in enumerate(prose.entries):
        if place and _apart(prose.entries[place - 1], entry):
            lines.append(())
        lines.extend(_entry_lines(entry, prose_width(screen)))
    return lines


def _apart(before: Paragraph, entry: Paragraph) -> bool:
    """Whether a line stays free: around paragraphs, and after all that belongs to an entry."""
    return not entry.depth or not before.depth or entry.depth == 1 < before.depth


def _entry_lines(entry: Paragraph, width: int) -> Iterator[StyledLine]:
    """An entry; what follows its first line stands below its text, the lead in bold."""
    indent = "  " * max(1, entry.depth)
    lead = harmless(entry.lead)
    first = f"{lead}: " if lead and entry.text else lead or "- " * bool(entry.depth)
    hanging = f"{indent}  " if entry.depth else indent
    for place, line in enumerate(entry.text.strip("\n").split("\n")):
        text = first + line if not place else line
        for number, wrapped in enumerate(wrap(text, width - len(hanging))):
            if place or number:
                yield (((hanging + harmless(wrapped)).rstrip(), ""),)
            elif lead and wrapped.startswith(lead):
                yield (indent + lead, "strong"), (harmless(wrapped[len(lead) :]), "")
            else:
                yield ((indent + harmless(wrapped), ""),)

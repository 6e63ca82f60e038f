"""Answers as lines of text: one layout for terminals, pipes and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from revplan.base.table import Answer, Block, Note, Prose, Statement, Table
from revplan.render.answers.prose import WIDEST, prose_lines
from revplan.render.answers.table_lines import table_lines
from revplan.render.lines import StyledLine, fold, harmless, width_of
from revplan.render.screen import Screen

_CODE = " " * 4
"""What code begins with on a page."""

_MOST_FOR_A_NAME = 3
"""Of so many parts of the width a name takes one, where what it equals goes on beside it."""


def answer_lines(answer: Answer, screen: Screen) -> list[StyledLine]:
    """The whole answer, for a screen."""
    style = "strong" if answer.level else ""
    lines: list[StyledLine] = []
    if answer.title:
        lines.extend(fold(((harmless(answer.title), style),), screen.width))
    if lines and (answer.text or answer.tables or answer.below):
        lines.append(())
    if answer.text:
        lines.extend(_text_lines(answer, screen))
    unfolded = [it for it in answer.tables if not (isinstance(it, Table) and it.folded)]
    for place, part in enumerate(unfolded):
        if place:
            lines.append(())
        lines.extend(_part_lines(part, screen))
    for inner in answer.below:
        if lines and lines[-1]:
            lines.append(())
        lines.extend(answer_lines(inner, screen))
    return lines


def _text_lines(answer: Answer, screen: Screen) -> Iterator[StyledLine]:
    """The lines of a text; those that are too long go on below what follows their sign."""
    width = None if answer.set_as == "verbatim" else screen.width
    lines = answer.text.split("\n")
    if answer.set_as == "page" and (width is not None or screen.plain):
        lines = list(_with_paragraphs(lines))
    if answer.set_as == "lines" and width is not None:
        lines = list(_with_equations(lines, width))
    for line in lines:
        code = answer.set_as == "page" and line.startswith(_CODE)
        sign = line.find("= ")
        hang = _hang(sign) if answer.set_as == "lines" else None
        yield from fold(((harmless(line), ""),), None if code else width, hang)


def _with_equations(lines: Sequence[str], width: int) -> Iterator[str]:
    """The lines of equations; where a line of one is too long and its name leaves little room, all
    of its signs stand below the name.
    """
    for sign, group in groupby(lines, key=lambda it: it.find("= ")):
        block = list(group)
        name = block[0][: max(sign, 0)]
        words = (word for line in block for word in line[sign:].split())
        room = width - sign - 2
        cramped = sign * _MOST_FOR_A_NAME > width or any(width_of(it) > room for it in words)
        if sign > 0 and name.strip() and cramped and max(map(width_of, block)) > width:
            yield name.rstrip()
            yield from (f"{_CODE}{line[sign:]}" for line in block)
        else:
            yield from block


def _hang(sign: int) -> int | None:
    """Where what follows an equals sign goes on: below itself."""
    return None if sign < 0 else sign + 2


def _with_paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a page, those of a paragraph joined."""
    for indent, group in groupby(lines, key=_indent_of_words):
        if indent is None:
            yield from group
        else:
            yield " " * indent + " ".join(it.strip() for it in group)


def _indent_of_words(line: str) -> int | None:
    """How far in a line of words stands; None for what is not one of a paragraph."""
    if not line.strip() or line.startswith(_CODE) or line.lstrip()[:2] in ("- ", "# "):
        return None
    return len(line) - len(line.lstrip())


def _part_lines(part: Block, screen: Screen) -> list[StyledLine]:
    if isinstance(part, Prose):
        return prose_lines(part, screen)
    if isinstance(part, Statement):
        return _statement_lines(part, screen)
    if isinstance(part, Note):
        return _note_lines(part, screen)
    if screen.plain:
        from revplan.render.answers.facts import fact_lines

        return list(fact_lines(part))
    return table_lines(part, screen.width)


def _note_lines(note: Note, screen: Screen) -> list[StyledLine]:
    lines = (((f"  {harmless(line)}", ""),) for line in note.text.split("\n"))
    return [folded for line in lines for folded in fold(line, screen.width)]


def _statement_lines(said: Statement, screen: Screen) -> list[StyledLine]:
    """The sentences in a paragraph; for those who listen a line each."""
    told = [tuple((harmless(it.text), it.tone) for it in phrases) for phrases in said.sentences]
    if screen.plain:
        return told
    parts = [part for sentence in told for part in ((" ", ""), *sentence)]
    width = None if screen.width is None else min(screen.width, WIDEST)
    return fold(((" ", ""), *parts), width)

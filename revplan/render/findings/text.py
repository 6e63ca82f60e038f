"""Problems for display: headline, excerpt with caret, what to type instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from revplan.base.problem import Place, Problem
from revplan.render.lines import StyledLine, clip, fold, harmless, width_of
from revplan.render.screen import WIDE, Screen
from revplan.workspace.checked import Checked

MOST = 50
_WIDEST = 120
_MARGIN = 9
"""What stands before the lines that are quoted [cells]."""

_LEFT_OUT = "... "
"""What stands for the words of a line that are left out."""

_HELP = "       = help: "


def write(checked: Checked, screen: Screen = WIDE) -> list[StyledLine]:
    """The findings of a check, and its summary, on a screen."""
    lines = all_problem_lines(checked.problems, screen)
    if not checked.summary:
        return lines
    if not checked.problems:
        return fold(((harmless(checked.summary), ""),), screen.width)
    worst = max(checked.problems, key=lambda problem: problem.severity)
    more = f"More on a code: revplan rule {worst.code}"
    return [*lines, (), *fold(((harmless(checked.summary), ""),), screen.width), ((more, "dim"),)]


def spot(place: Place | None) -> str:
    """file:line:column, as editors read it."""
    if place is None:
        return "revplan"
    location = place.location
    return f"{harmless(location.file)}:{location.line}:{location.column}"


def headline(problem: Problem) -> StyledLine:
    """What is wrong, in one line."""
    tag = f"{problem.severity.name}[{problem.code}]" if problem.code else problem.severity.name
    return (
        (f"{spot(problem.place)}: ", ""),
        (tag, problem.severity.name),
        (f": {harmless(problem.message)}", ""),
    )


def problem_lines(problem: Problem, screen: Screen = WIDE) -> list[StyledLine]:
    """One problem: headline, excerpt with caret, what to type instead; for those who listen no
    excerpt, as a caret cannot be heard.
    """
    width = screen.width
    if screen.plain:
        said = ((f"help: {harmless(problem.hint)}", ""),)
        return [headline(problem), said] if problem.hint else [headline(problem)]
    lines = fold(headline(problem), width, 4)
    most = _WIDEST if width is None else min(_WIDEST, max(20, width - _MARGIN))
    if problem.related is not None:
        word, first = problem.related
        lines.extend(_excerpt(first, "-", f" {word}", first.excerpt[-1:], most))
    if problem.place is not None:
        before = problem.place.excerpt
        if problem.related is not None:
            before = before[-1:]
        lines.extend(_excerpt(problem.place, "^", "", before, most))
    if problem.hint:
        told = ((f"{_HELP}{harmless(problem.hint)}", ""),)
        lines.extend(fold(told, width, len(_HELP)))
    return lines


def _excerpt(
    place: Place, sign: str, after: str, excerpt: Sequence[tuple[int, str]], most: int
) -> list[StyledLine]:
    if not excerpt:
        return []
    lines: list[StyledLine] = []
    location = place.location
    for number, text in excerpt:
        marks = (location.column - 1, location.end_column - 1)
        if location.end_line != location.line:
            marks = (location.column - 1, len(text))
        start, head, window = _window(text, marks, most)
        lines.append(((f"{number:>6} | {window}", "dim" if number != location.line else ""),))
        if number != location.line:
            continue
        lead, marked = head + text[start : marks[0]], text[slice(*marks)]
        space = " " * width_of(_body(lead))
        length = max(1, min(width_of(_body(marked)), most - len(space)))
        lines.append(((f"       | {space}{sign * length}{after}", ""),))
    return lines


def _window(text: str, marks: tuple[int, int], most: int) -> tuple[int, str, str]:
    """Where a window of that many cells on a line begins, so that what is marked is seen in it,
    whole where that fits; what stands for what is left out before it; and what it shows. It begins
    and ends with a word.
    """
    if width_of(_body(text)) <= most:
        return 0, "", _body(text)
    at = min(marks[0], len(text))
    end = min(marks[1], at + most)
    start, cells = at, 0
    while start and cells < most // 2:
        start -= 1
        cells += width_of(_body(text[start]))
    room = most - 2 * len(_LEFT_OUT)
    whole = width_of(_body(text[at:end])) <= room
    while whole and start < at and width_of(_body(text[start:end])) > room:
        start += 1
    word = re.compile(r"(?<=\s)\S").search(text, start, at + 1) if start else None
    start = word.start() if word else start
    head = _LEFT_OUT[: None if word else -1] if start else ""
    least = len(_body(text[start:end])) if whole else 0
    return start, head, head + clip(_body(text[start:]), most - len(head), least)


def _body(text: str) -> str:
    return harmless(text.replace("\t", " "))


def all_problem_lines(problems: Sequence[Problem], screen: Screen = WIDE) -> list[StyledLine]:
    """The first fifty problems, a line apart, then how many more there are."""
    lines: list[StyledLine] = []
    for problem in problems[:MOST]:
        if lines:
            lines.append(())
        lines.extend(problem_lines(problem, screen))
    if len(problems) > MOST:
        lines.extend([(), ((f"and {len(problems) - MOST:,} more", ""),)])
    return lines

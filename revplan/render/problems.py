"""Problems as text: the full layout, one line each, and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.ground.problem import Place, Problem, Severity
from revplan.ground.words import counted, cut
from revplan.render.layout import Line, shown, width_of

MOST = 50
GITHUB_MOST = 10
_WIDEST = 120


def spot(place: Place | None) -> str:
    """file:line:column, as editors read it."""
    if place is None:
        return "revplan"
    location = place.location
    return f"{shown(location.file)}:{location.line}:{location.column}"


def headline(problem: Problem) -> Line:
    """What is wrong, in one line."""
    tag = f"{problem.severity.name}[{problem.code}]" if problem.code else problem.severity.name
    return (
        (f"{spot(problem.place)}: ", ""),
        (tag, problem.severity.name),
        (f": {shown(problem.message)}", ""),
    )


def problem_lines(problem: Problem) -> list[Line]:
    """One problem: headline, excerpt with caret, what to type instead."""
    lines = [headline(problem)]
    if problem.related is not None:
        word, first = problem.related
        lines.extend(_excerpt(first, "-", f" {word}", first.excerpt[-1:]))
    if problem.place is not None:
        before = problem.place.excerpt
        if problem.related is not None:
            before = before[-1:]
        lines.extend(_excerpt(problem.place, "^", "", before))
    if problem.hint:
        lines.append(((f"       = help: {shown(problem.hint)}", ""),))
    return lines


def _excerpt(place: Place, sign: str, after: str, excerpt: Sequence[tuple[int, str]]) -> list[Line]:
    if not excerpt:
        return []
    lines: list[Line] = []
    location = place.location
    for number, text in excerpt:
        start = max(0, location.column - 1 - _WIDEST // 2) if len(text) > _WIDEST else 0
        window = ("..." if start else "") + cut(text[start:], _WIDEST)
        lines.append(
            ((f"{number:>6} | {_body(window)}", "dim" if number != location.line else ""),)
        )
        if number != location.line:
            continue
        lead = ("..." if start else "") + text[start : location.column - 1]
        marked = text[location.column - 1 : location.end_column - 1]
        if location.end_line != location.line:
            marked = text[location.column - 1 :]
        length = max(1, min(width_of(_body(marked)), _WIDEST))
        space = " " * width_of(_body(lead))
        lines.append(((f"       | {space}{sign * length}{after}", ""),))
    return lines


def _body(text: str) -> str:
    return shown(text.replace("\t", " "))


def all_problem_lines(problems: Sequence[Problem]) -> list[Line]:
    """The first fifty problems, a line apart, then how many more there are."""
    lines: list[Line] = []
    for problem in problems[:MOST]:
        if lines:
            lines.append(())
        lines.extend(problem_lines(problem))
    if len(problems) > MOST:
        lines.extend([(), ((f"and {len(problems) - MOST:,} more", ""),)])
    return lines


def concise_lines(problems: Sequence[Problem]) -> list[Line]:
    """One line a problem, all of them: for grep and editors."""
    return [headline(problem) for problem in problems]


def github_lines(problems: Sequence[Problem]) -> list[Line]:
    """GitHub's workflow commands; a step keeps ten of a kind: the tenth says what is left out."""
    levels = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
    lines: list[Line] = []
    for severity, level in levels.items():
        of_kind = [problem for problem in problems if problem.severity is severity]
        kept = of_kind if len(of_kind) <= GITHUB_MOST else of_kind[: GITHUB_MOST - 1]
        lines.extend(((_annotation(level, problem), ""),) for problem in kept)
        if len(kept) < len(of_kind):
            left = len(of_kind) - len(kept)
            lines.append(((f"::{level} title=revplan::and {left:,} more, see the log", ""),))
    return lines


def _annotation(level: str, problem: Problem) -> str:
    properties = [f"title={_property(f'revplan {problem.code}'.strip())}"]
    if problem.place is not None:
        location = problem.place.location
        properties.append(f"file={_property(location.file)}")
        properties.append(f"line={location.line},col={location.column}")
        if location.end_line == location.line:
            properties.append(f"endColumn={location.end_column}")
    hint = f"\nhelp: {problem.hint}" if problem.hint else ""
    return f"::{level} {','.join(properties)}::{_data(problem.message + hint)[:4000]}"


def _data(text: str) -> str:
    safe = "\n".join(shown(line) for line in text.split("\n"))
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def tally(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and infos, in words; empty when there are none."""
    counts = (
        (sum(problem.severity is severity for problem in problems), severity.name)
        for severity in sorted(Severity, reverse=True)
    )
    return ", ".join(counted(count, name) for count, name in counts if count)

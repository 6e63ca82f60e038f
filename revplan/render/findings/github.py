"""Findings as GitHub's workflow commands, which become annotations of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.problem import Problem, Severity
from revplan.render.findings.identity import in_file, in_workspace
from revplan.render.lines import StyledLine, harmless
from revplan.workspace.checked import Checked

MOST = 10
"""How many of a kind a step keeps."""

_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
_MOST_TEXT = 1300  # three times as long at most when escaped; a runner cuts at 4,096


def write(checked: Checked) -> list[StyledLine]:
    """The findings, the worst first."""
    return annotation_lines(checked.problems)


def annotation_lines(problems: Sequence[Problem]) -> list[StyledLine]:
    """The worst first; where there are more of a kind than a step keeps, the last says how many."""
    lines: list[StyledLine] = []
    for severity, level in _LEVELS.items():
        of_kind = [problem for problem in problems if problem.severity is severity]
        kept = of_kind if len(of_kind) <= MOST else of_kind[: MOST - 1]
        lines.extend(((_annotation(level, problem), ""),) for problem in kept)
        if len(kept) < len(of_kind):
            left = len(of_kind) - len(kept)
            lines.append(((f"::{level} title=revplan::and {left:,} more, see the log", ""),))
    return lines


def _annotation(level: str, problem: Problem) -> str:
    problem = in_file(problem)
    properties = [f"title={_property(f'revplan {problem.code}'.strip())}"]
    if problem.place is not None:
        location = problem.place.location
        properties.append(f"file={_property(in_workspace(location.file))}")
        properties.append(f"line={location.line},col={location.column}")
        if location.end_line == location.line:
            properties.append(f"endColumn={location.end_column}")
    hint = f"\nhelp: {problem.hint}" if problem.hint else ""
    return f"::{level} {','.join(properties)}::{_data((problem.message + hint)[:_MOST_TEXT])}"


def _data(text: str) -> str:
    safe = "\n".join(harmless(line) for line in text.split("\n"))
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

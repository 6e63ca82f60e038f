"""Findings a line each: for grep, editors and hooks."""

from __future__ import annotations

from revplan.render.findings.text import headline
from revplan.render.lines import StyledLine
from revplan.workspace.checked import Checked


def write(checked: Checked) -> list[StyledLine]:
    """All findings, one line each."""
    return [headline(problem) for problem in checked.problems]

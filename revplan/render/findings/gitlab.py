"""Findings as a Code Quality report of GitLab: a list of what a merge request shows."""

from __future__ import annotations

import json
from typing import Any

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.render.answers.json_text import safe
from revplan.render.findings.identity import file_of, fingerprints, in_files
from revplan.workspace.checked import Checked

_SEVERITIES = {Severity.error: "critical", Severity.warning: "minor", Severity.info: "info"}


def write(checked: Checked) -> str:
    """The report; an empty list where nothing was found."""
    checked = in_files(checked)
    found = [
        _issue(plan, problem, mark)
        for (plan, problem), mark in zip(checked.findings, fingerprints(checked), strict=True)
    ]
    return safe(json.dumps(found, indent=2, allow_nan=False)) + "\n"


def _issue(plan: str, problem: Problem, mark: str) -> dict[str, Any]:
    hint = f" (help: {problem.hint})" if problem.hint else ""
    line = problem.place.location.line if problem.place is not None else 1
    path = file_of(plan, problem).encode("utf-8", "backslashreplace").decode()
    return {
        "description": escape(problem.message + hint),
        "check_name": problem.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": path, "lines": {"begin": line}},
    }

"""Answers and problems as JSON: one document, always, whatever the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from revplan import __version__
from revplan.base.paths import path_text
from revplan.base.problem import Problem
from revplan.workspace.checked import Checked

FORMAT_VERSION = "1.0"
STATUS = {0: "ok", 1: "findings"}


def write(checked: Checked) -> str:
    """The findings of a check."""
    return document("check", int(checked.failed), checked.counts, checked.problems)


def document(command: str, code: int, data: Any, problems: Sequence[Problem]) -> str:
    """The envelope around a result; `data` None where there is none.

    Only ASCII is written, and no two number signs follow each other, so that no log takes a text
    of the plan for a command.
    """
    envelope = {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "revplan", "version": __version__},
        "command": command,
        "status": STATUS.get(code, "error"),
        "result": data if data is not None else {},
        "diagnostics": [diagnostic(problem) for problem in problems],
    }
    return safe(json.dumps(envelope, indent=2, allow_nan=False)) + "\n"


def safe(text: str) -> str:
    """JSON text in which `##[...]` cannot be read as a log's command."""
    return text.replace("##", "#\\u0023")


def diagnostic(problem: Problem) -> dict[str, Any]:
    """One problem for JSON; what is not known is absent."""
    told: dict[str, Any] = {
        "code": problem.code,
        "severity": problem.severity.name,
        "message": problem.message,
        "hint": problem.hint,
    }
    if problem.place is not None:
        location = problem.place.location
        told |= {
            "file": location.file,
            "line": location.line,
            "column": location.column,
            "end_line": location.end_line,
            "end_column": location.end_column,
        }
    told["path"] = path_text(problem.path)
    return {key: value for key, value in told.items() if value != ""}

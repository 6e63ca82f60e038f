"""Findings as SARIF 2.1.0, which code scanning of GitHub and many viewers read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
import os
import re
from types import ModuleType
from typing import Any
from urllib.parse import quote

from revplan import __version__
from revplan.base.docstrings import page
from revplan.base.problem import Place, Problem, Severity
from revplan.base.words import escape
from revplan.render.answers.json_text import safe
from revplan.render.answers.markdown import fence
from revplan.render.findings.identity import file_of, fingerprints, in_files, portable
from revplan.rules import find
from revplan.workspace.checked import Checked

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}


def write(checked: Checked) -> str:
    """The log: one run, the rules that found something, and what they found."""
    checked = in_files(checked)
    codes = sorted({problem.code for problem in checked.problems})
    results = [
        _result(plan, problem, codes.index(problem.code), mark)
        for (plan, problem), mark in zip(checked.findings, fingerprints(checked), strict=True)
    ]
    driver = {
        "name": "revplan",
        "version": __version__,
        "rules": [_rule(code, find(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return safe(json.dumps(log, indent=2, allow_nan=False)) + "\n"


def _rule(code: str, rule: ModuleType | None) -> dict[str, Any]:
    """A rule with its page, as `revplan rule` shows it."""
    if rule is None:
        return {"id": code}
    told = page(rule) or rule.NAME
    return {
        "id": code,
        "name": rule.NAME,
        "shortDescription": {"text": told.partition("\n")[0]},
        "fullDescription": {"text": _what_it_checks(told)},
        "help": {"text": told, "markdown": fence(told)},
        "defaultConfiguration": {"level": _LEVELS[rule.SEVERITIES[0]]},
    }


def _what_it_checks(told: str) -> str:
    paragraph = told.partition("What it checks\n")[2].partition("\n\n")[0]
    return " ".join(paragraph.split()) or told.partition("\n")[0]


def _result(plan: str, problem: Problem, index: int, mark: str) -> dict[str, Any]:
    text = problem.message + (f"\nhelp: {problem.hint}" if problem.hint else "")
    told: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": plain_message(text)},
        "locations": [_location(file_of(plan, problem), problem.place)],
        "partialFingerprints": {"finding/v1": mark},
    }
    if problem.related is not None:
        word, place = problem.related
        related = _location(portable(place.location.file), place)
        told["relatedLocations"] = [{"id": 0, **related, "message": {"text": plain_message(word)}}]
    return told


def plain_message(text: str) -> str:
    """The text as a plain message: no placeholder (3.11.5) and no link (3.11.6) is read into it.

    Other braces stay single: viewers show them as they are, and people type what hints say.

    >>> plain_message("{0} [here](http://evil.example) {rate: 10%}")
    '{{0}} [here] (http://evil.example) {rate: 10%}'
    """
    lines = (escape(line) for line in text.split("\n"))
    unlinked = "\n".join(lines).replace("](", "] (")
    return re.sub(r"\{(\d+)\}", r"{{\1}}", unlinked)


def _location(file: str, place: Place | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(file)}}
    if place is not None:
        location = place.location
        physical["region"] = {
            "startLine": location.line,
            "startColumn": location.column,
            "endLine": location.end_line,
            "endColumn": location.end_column,
        }
    return {"physicalLocation": physical}


def uri_of(file: str) -> str:
    """A file's name as a reference: percent-encoded byte by byte.

    >>> uri_of("plans/a b#1.yaml"), uri_of("/elsewhere/a.yaml")
    ('plans/a%20b%231.yaml', 'file:///elsewhere/a.yaml')
    """
    encoded = quote(os.fsencode(file), safe="/")
    return f"file://{encoded}" if encoded.startswith("/") else encoded

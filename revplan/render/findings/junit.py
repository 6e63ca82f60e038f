"""Findings as JUnit XML: a suite a plan, a case a rule that found something in it.

Source: the schema of Jenkins' xUnit plugin, junit-10.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from revplan.base.problem import Problem
from revplan.render.findings.identity import portable
from revplan.render.findings.text import headline
from revplan.render.lines import harmless
from revplan.rules import find
from revplan.workspace.checked import Checked, CheckedPlan

FINE = "balances"
"""The case of a plan in which nothing was found."""

_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What XML 1.0 (2.2, characters) leaves out and the house's escapes let through."""


def write(checked: Checked) -> str:
    """The report, in ASCII: no stream's encoding can belie its heading."""
    suites = [_cases(checked, plan) for plan in checked.plans]
    failures = [sum(failed for _, failed in cases) for cases in suites]
    tests = sum(map(len, suites))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="revplan" tests="{tests}" failures="{sum(failures)}" errors="0">',
    ]
    for plan, cases, failed in zip(checked.plans, suites, failures, strict=True):
        counts = f'tests="{len(cases)}" failures="{failed}" errors="0"'
        lines.append(f"  <testsuite name={_attribute(portable(plan.name))} {counts}>")
        lines.extend(case for case, _ in cases)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    text = "".join(f"{line}\n" for line in lines)
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _cases(checked: Checked, plan: CheckedPlan) -> list[tuple[str, bool]]:
    """The cases of a plan, and whether each failed."""
    by_code: dict[str, list[Problem]] = {}
    for problem in sorted(plan.problems, key=Problem.order):
        by_code.setdefault(problem.code, []).append(problem)
    if not by_code:
        return [(f"    <testcase {_names(plan, FINE)}/>", False)]
    return [_case(checked, plan, code, by_code[code]) for code in sorted(by_code)]


def _case(
    checked: Checked, plan: CheckedPlan, code: str, found: Sequence[Problem]
) -> tuple[str, bool]:
    rule = find(code)
    names = _names(plan, f"{code} {rule.NAME}" if rule is not None else code)
    said = "\n".join(line for problem in found for line in _lines(problem))
    failing = [problem for problem in found if checked.says_no(problem)]
    if not failing:
        body = f"<system-out>{_text(said)}</system-out>"
    else:
        more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
        about = f'type="{failing[0].severity.name}" message={_attribute(failing[0].message + more)}'
        body = f"<failure {about}>{_text(said)}</failure>"
    return f"    <testcase {names}>\n      {body}\n    </testcase>", bool(failing)


def _names(plan: CheckedPlan, name: str) -> str:
    return f"classname={_attribute(portable(plan.name))} name={_attribute(name)}"


def _lines(problem: Problem) -> list[str]:
    """A finding as its line and what to type instead, for display."""
    head = "".join(text for text, _ in headline(problem))
    return [head, *([f"help: {harmless(problem.hint)}"] if problem.hint else [])]


def _attribute(text: str) -> str:
    return quoteattr(_legal(harmless(text)))


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    return _NO_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

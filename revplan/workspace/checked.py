"""What came out of checking plans: all that a format of findings is written from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from revplan.base.problem import Problem, Severity, tally
from revplan.base.words import number_of
from revplan.model.tried import UNTRIED, Attempt


class CheckedPlan(NamedTuple):
    """A plan with what was found in it; `passed` where no error was, shown or not. `segments` are
    the files that its segments stand in, `attempt` is what came of what was tried on it.
    """

    name: str
    problems: tuple[Problem, ...] = ()
    passed: bool = True
    segments: tuple[str, ...] = ()
    attempt: Attempt = UNTRIED


@dataclass(frozen=True)
class Checked:
    """Every plan that was checked: where `strict`, warnings say no; where `quiet`, no summary.
    `tried` is what was tried on them, in words.
    """

    plans: tuple[CheckedPlan, ...] = ()
    strict: bool = False
    quiet: bool = False
    tried: str = ""

    @cached_property
    def findings(self) -> tuple[tuple[str, Problem], ...]:
        """Every problem behind the name of its plan; by file, line and column."""
        found = [(plan.name, problem) for plan in self.plans for problem in plan.problems]
        return tuple(sorted(found, key=lambda one: one[1].order()))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the same order."""
        return tuple(problem for _, problem in self.findings)

    def says_no(self, problem: Problem) -> bool:
        """Whether a problem alone makes the check fail."""
        return problem.severity is Severity.error or (
            self.strict and problem.severity is Severity.warning
        )

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return any(self.says_no(problem) for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """The result for JSON."""
        of = {severity: self._count(severity) for severity in Severity}
        return {
            "plans": len(self.plans),
            "passed": sum(plan.passed for plan in self.plans),
            "errors": of[Severity.error],
            "warnings": of[Severity.warning],
        }

    def _count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def summary(self) -> str:
        """The last line: how many plans, what was found, how many passed; empty where quiet."""
        if self.quiet:
            return ""
        passed = self.counts["passed"]
        tried = f" {self.tried}" if self.tried else ""
        head = f"Checked {number_of(len(self.plans), 'plan')}{tried}"
        found = tally(self.problems) or "no findings"
        tail = f" {number_of(passed, 'plan')} passed." if passed < len(self.plans) else ""
        return f"{head}: {found}.{tail}"

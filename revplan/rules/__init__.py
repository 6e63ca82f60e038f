"""The rules: one module a rule, whose docstring is its page.

A rule of RP0xx or RP1xx is found while a plan is read and has a page alone. Every other has
`check(outcome)`, which yields what it finds; those about waivers are handed the findings as well,
those about changes the plan as it was (`Base`), and how far new business may move. A rule with
`changed(outcome, base)` has more to ask where the plan is known as it was.

A module says about itself: `CODE`, `NAME`; `SEVERITIES` that its findings may have, the gravest
first; `ABOUT`, the section of the plan that it is about (or `changes`): without it, the plan as a
whole; `OF_SEGMENTS = True` where what it looks at stands in a company's segments, which are judged
by themselves; `OF_COMPANY = True` where a company is judged once, with its segments, and these are
not; `WAIVABLE = True` where even its error can be waived; and what it decides by, each a
`Threshold`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.rules.reasons import segments_to_judge
from revplan.rules.register import (
    ABOUT_CHANGES,
    ABOUT_WAIVERS,
    ALSO_OF_CHANGES,
    JUDGING,
    find,
    module,
    names,
    no_such_rule,
)
from revplan.rules.waiving import always_binding, is_binding
from revplan.sections.waivers import is_expired

if TYPE_CHECKING:
    from revplan.numbers.limit import Limit

__all__ = [
    "Base",
    "choose",
    "find",
    "judge",
    "judge_change",
    "means_a_rule",
    "module",
    "names",
    "never_ignored",
    "no_such_rule",
    "overdrawn",
]


def overdrawn(outcome: Outcome) -> list[Problem]:
    """What forbids an answer: a plan, or a segment, that loses more than it has."""
    return _with_segments(outcome, overdrawn, _found(module("rp204_losses_exceed_base"), outcome))


def _with_segments(
    outcome: Outcome, judged: Callable[[Outcome], list[Problem]], found: list[Problem]
) -> list[Problem]:
    """The problems of a plan, and those of its segments by their paths in it."""
    for name, segment in segments_to_judge(outcome):
        found += [replace(it, path=("segments", name, *it.path)) for it in judged(segment)]
    return found


def judge(outcome: Outcome, of_segment: bool = False) -> list[Problem]:
    """Everything that the rules find in a plan, less what its waivers accept.

    Of a segment what is found of a company once is left out; its own waivers may be about it, as
    the segment may be judged alone as well.
    """
    found = [problem for rule in _asked(outcome) for problem in _found(rule, outcome)]
    findings = _with_segments(outcome, partial(judge, of_segment=True), found)
    waived = set(_waived(outcome.plan))
    if of_segment:
        waived |= {problem.code for problem in found if _of_company(problem)}
    kept = [problem for problem in findings if problem.code not in waived or is_binding(problem)]
    for name in ABOUT_WAIVERS if outcome.plan.waivers else ():
        kept.extend(module(name).check(outcome, findings))
    return kept


def _of_company(problem: Problem) -> bool:
    rule = find(problem.code)
    return rule is not None and getattr(rule, "OF_COMPANY", False)


def _asked(outcome: Outcome) -> Iterator[ModuleType]:
    """The rules that have something to say of a plan as a whole."""
    for name, about in JUDGING:
        if not about or getattr(outcome.plan, about):
            rule = module(name)
            if not (outcome.segments and getattr(rule, "OF_SEGMENTS", False)):
                yield rule


class Base(NamedTuple):
    """A plan as it was before a change, None where there was none; and what it came to, None where
    it has no answer.
    """

    plan: Plan | None
    outcome: Outcome | None


def judge_change(outcome: Outcome, base: Base, limit: Limit | None) -> list[Problem]:
    """What the rules find in the way from a plan as it was to a plan as it is.

    `limit` is how far new business may move, either way; None where it may move at will.
    """
    found = [
        problem for name in ABOUT_CHANGES for problem in module(name).check(outcome, base, limit)
    ]
    kept = [it for it in found if is_binding(it) or not _is_waived(it, it.path, outcome.plan)]
    return kept if base.plan is None else [*kept, *_asked_again(outcome, base.plan)]


def _is_waived(problem: Problem, path: Path, plan: Plan) -> bool:
    """Whether a plan accepts what is found at a path of it, or the segment that it leads into."""
    if problem.code in _waived(plan):
        return True
    match path:
        case ("segments", name, *rest) if name in plan.segments:
            return _is_waived(problem, tuple(rest), plan.segments[str(name)])
    return False


def _asked_again(outcome: Outcome, base: Plan) -> list[Problem]:
    """What rules about a plan, and about its segments, ask once they know what it was; less what
    its waivers accept.
    """
    found = [it for name in ALSO_OF_CHANGES for it in module(name).changed(outcome, base)]
    for name, segment in segments_to_judge(outcome):
        before = base.segments.get(name)
        if before is not None:
            again = _asked_again(segment, before)
            found += [replace(it, path=("segments", name, *it.path)) for it in again]
    waived = _waived(outcome.plan)
    return [problem for problem in found if problem.code not in waived]


def _waived(plan: Plan) -> set[str]:
    """The codes of the rules whose findings a plan accepts."""
    return {it.rule for it in plan.waivers if not is_expired(it, plan.year.first)}


def _found(rule: ModuleType, outcome: Outcome) -> list[Problem]:
    found: Iterator[Problem] = rule.check(outcome)
    return list(found)


def choose(
    problems: Sequence[Problem], select: Sequence[str], ignore: Sequence[str]
) -> list[Problem]:
    """The problems that the user asked for; what cannot be waived cannot be ignored.

    A word is a code, a rule's name, or the beginning of codes: RP3.
    """
    return [
        problem
        for problem in problems
        if ((not select or _meant(problem, select)) and not _meant(problem, ignore))
        or is_binding(problem)
    ]


def never_ignored(problems: Iterable[Problem], ignore: Sequence[str]) -> list[str]:
    """The codes of the rules that the user wanted to ignore and that cannot be: those of problems
    that were found all the same, and those that find nothing but errors that none waives.
    """
    named = [rule for word in ignore if (rule := find(word)) is not None]
    codes = {rule.CODE for rule in named if always_binding(rule)}
    return sorted(codes | {it.code for it in problems if is_binding(it) and _meant(it, ignore)})


def _meant(problem: Problem, words: Sequence[str]) -> bool:
    for word in words:
        rule = find(word)
        if problem.code == (rule.CODE if rule is not None else "") or (
            rule is None and problem.code.startswith(word.upper())
        ):
            return True
    return False


def means_a_rule(word: str) -> bool:
    """Whether a word is a code or a name of a rule, or the beginning of codes."""
    begins = re.fullmatch("rp[0-9]{1,3}", word.lower())
    return find(word) is not None or (
        begins is not None and any(name.startswith(begins[0]) for name in names())
    )

"""What can be waived: a rule says so itself, and everybody else asks here."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from revplan.base.near_words import slips
from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.rules.register import find, module, names

_NEVER = ("RP0", "RP1", "RP9")
"""Families of which nothing can be waived: what is read, and what judges waivers and changes."""

_MOST_NAMED = 3


def waivable(rule: ModuleType) -> bool:
    """Whether a plan's owners may accept something that a rule finds, be it not all."""
    return not rule.CODE.startswith(_NEVER) and any(
        severity < Severity.error or _waives_errors(rule) for severity in rule.SEVERITIES
    )


def is_binding(problem: Problem) -> bool:
    """Whether a problem is an error that no waiver and no option takes away."""
    if problem.severity < Severity.error:
        return False
    rule = find(problem.code)
    return rule is None or not _waives_errors(rule)


def always_binding(rule: ModuleType) -> bool:
    """Whether all that a rule finds are errors that no waiver and no option takes away."""
    return set(rule.SEVERITIES) == {Severity.error} and not _waives_errors(rule)


def _waives_errors(rule: ModuleType) -> bool:
    return getattr(rule, "WAIVABLE", False)


@cache
def waivable_codes() -> tuple[str, ...]:
    """The codes of all rules that can be waived, in their order."""
    rules = (module(name) for name in names())
    return tuple(rule.CODE for rule in rules if waivable(rule))


def code_of(word: str) -> str:
    """The code of the rule that a word names in another way; empty where none can be waived.

    >>> code_of("rp302"), code_of("no-upsell"), code_of("RP201")
    ('RP302', 'RP302', '')
    """
    rule = find(word)
    return str(rule.CODE) if rule is not None and waivable(rule) else ""


@cache
def why_not_waivable(code: str) -> tuple[str, str] | None:
    """What to say of a waiver of a code such as RP305, and what to do; None where it may stand."""
    rule = find(code)
    if rule is None:
        return f"there is no rule {code}", _meant_by(code)
    if waivable(rule):
        return None
    why = "a number that is wrong is not a matter of taste; warnings and infos can be waived"
    if code.startswith("RP9"):
        why = "what judges the waivers of a plan, and its changes, is waived by none"
    return f"{code} cannot be waived", why


def _meant_by(code: str) -> str:
    """The codes that may have been meant: those a slip away, or else the next by their number."""
    number = int(code[2:])
    by_number = sorted(waivable_codes(), key=lambda other: abs(int(other[2:]) - number))
    near = [other for other in by_number if slips(code, other) == 1]
    if near:
        return f"did you mean {listing(near[:_MOST_NAMED])}?"
    next_ = listing(by_number[:_MOST_NAMED], "and")
    return f"the nearest that can be waived are {next_}; `revplan rule` lists all"

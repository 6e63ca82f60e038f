"""The rules: one module a rule, whose docstring is its page.

A rule of RP0xx or RP1xx is found while a plan is read and has a page alone. Every other has
`check(outcome)`, which yields what it finds; those about waivers are handed the findings as well,
those about changes the plan as it was (`Base`), and how far new business may move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.limit import Limit
from revplan.sections.waivers import is_expired

READING = (
    "rp001_not_readable",
    "rp002_not_utf8",
    "rp003_control_character",
    "rp004_tab_or_odd_space",
    "rp005_conflict_marker",
    "rp006_empty_file",
    "rp007_not_a_mapping",
    "rp008_too_complex",
    "rp009_not_yaml",
    "rp010_repeated_key",
    "rp020_anchor_or_alias",
    "rp021_several_documents",
    "rp022_merge_key",
    "rp023_directive",
    "rp024_tag",
    "rp101_missing_key",
    "rp102_wrong_version",
    "rp103_empty_value",
    "rp104_unknown_key",
    "rp105_one_of",
    "rp106_wrong_shape",
    "rp107_not_here",
    "rp111_not_a_name",
    "rp112_not_an_amount",
    "rp113_not_twelve",
    "rp114_out_of_range",
    "rp115_not_a_rate",
    "rp116_not_a_switch",
    "rp117_not_a_month",
    "rp118_not_a_choice",
    "rp119_unknown_currency",
    "rp120_weights_empty",
    "rp121_rounding_odd",
    "rp122_unknown_figure",
    "rp123_not_workable",
    "rp124_pin_off_quantum",
    "rp125_not_waivable",
    "rp126_segment_unfit",
    "rp127_no_exchange_rate",
)
"""Rules that reading a plan enforces."""

JUDGING = (
    "rp201_commitments_short",
    "rp202_pin_moved",
    "rp203_segments_short",
    "rp204_base_overdrawn",
    "rp205_lead_value_short",
    "rp206_capacity_short",
    "rp207_quotas_short",
    "rp301_no_churn",
    "rp302_no_upsell",
    "rp303_no_new_stream",
    "rp304_churn_improves_unexplained",
    "rp305_new_business_leap",
    "rp306_target_met_already",
    "rp311_leads_outrun_budget",
    "rp312_conversion_leap",
    "rp313_lead_value_odd",
    "rp314_follow_up_missing",
    "rp315_leads_already_due",
    "rp321_flat_months",
    "rp322_late_start",
    "rp323_january_step",
    "rp324_recognition_unstated",
    "rp325_no_source",
    "rp331_hired_too_late",
    "rp332_no_attrition",
    "rp333_over_assignment_odd",
    "rp341_spend_multiple_short",
    "rp351_goal_not_smart",
    "rp352_owner_missing",
)
"""Rules that judge a plan by what it comes to."""

OF_SEGMENTS = (
    "rp301_no_churn",
    "rp302_no_upsell",
    "rp303_no_new_stream",
    "rp304_churn_improves_unexplained",
    "rp321_flat_months",
    "rp322_late_start",
    "rp323_january_step",
    "rp324_recognition_unstated",
    "rp325_no_source",
)
"""Rules that judge a company by its segments alone: what they look at stands in these."""

OF_SECTIONS = {
    "rp203_segments_short": "segments",
    "rp205_lead_value_short": "funnel",
    "rp206_capacity_short": "capacity",
    "rp207_quotas_short": "capacity",
    "rp311_leads_outrun_budget": "budget",
    "rp312_conversion_leap": "funnel",
    "rp313_lead_value_odd": "funnel",
    "rp314_follow_up_missing": "funnel",
    "rp315_leads_already_due": "funnel",
    "rp331_hired_too_late": "capacity",
    "rp332_no_attrition": "capacity",
    "rp333_over_assignment_odd": "capacity",
    "rp341_spend_multiple_short": "unit_economics",
    "rp351_goal_not_smart": "strategy",
}
"""Rules about one section, by it: a plan without the section need not ask them."""

ABOUT_WAIVERS = ("rp901_waiver_unused", "rp902_waiver_expired")
"""Rules that judge the waivers by what the others found."""

ABOUT_CHANGES = ("rp903_waiver_added", "rp904_pin_changed", "rp905_change_beyond_limit")
"""Rules that judge what a change does to a plan (`check --against`)."""


@cache
def module(name: str) -> ModuleType:
    """A rule's module."""
    return import_module(f"revplan.rules.{name}")


def names() -> tuple[str, ...]:
    """The modules of all rules, in the order of their codes."""
    return READING + JUDGING + ABOUT_WAIVERS + ABOUT_CHANGES


def find(word: str) -> ModuleType | None:
    """The rule of a code (RP305, in either case) or of a name (new-business-leap)."""
    wanted = word.strip().lower()
    for name in names():
        code, _, rest = name.partition("_")
        if wanted in (code, rest.replace("_", "-")):
            return module(name)
    return None


def overdrawn(outcome: Outcome) -> list[Problem]:
    """What forbids an answer: a plan, or a segment, that loses more than it has."""
    return _with_segments(outcome, overdrawn, _found(module("rp204_base_overdrawn"), outcome))


def _with_segments(
    outcome: Outcome, judged: Callable[[Outcome], list[Problem]], found: list[Problem]
) -> list[Problem]:
    """The problems of a plan, and those of its segments by their paths in it."""
    for segment in outcome.segments:
        above = ("segments", segment.name)
        found += [replace(it, path=(*above, *it.path)) for it in judged(segment.own)]
    return found


def judge(outcome: Outcome) -> list[Problem]:
    """Everything that the rules find in a plan, less what its waivers accept."""
    found = [problem for name in _asked(outcome) for problem in _found(module(name), outcome)]
    findings = _with_segments(outcome, judge, found)
    waived = {
        waiver.rule
        for waiver in outcome.plan.waivers
        if not is_expired(waiver, outcome.plan.year.first)
    }
    kept = [problem for problem in findings if problem.code not in waived]
    for name in ABOUT_WAIVERS if outcome.plan.waivers else ():
        kept.extend(module(name).check(outcome, findings))
    return kept


def _asked(outcome: Outcome) -> Iterator[str]:
    """The rules that have something to say of a plan as a whole."""
    for name in JUDGING:
        if outcome.segments and name in OF_SEGMENTS:
            continue
        if name not in OF_SECTIONS or getattr(outcome.plan, OF_SECTIONS[name]):
            yield name


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
    return [
        problem for name in ABOUT_CHANGES for problem in module(name).check(outcome, base, limit)
    ]


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
        if (not select or _meant(problem, select) or _binding(problem))
        and (_binding(problem) or not _meant(problem, ignore))
    ]


def _binding(problem: Problem) -> bool:
    return problem.severity is Severity.error and not problem.code.startswith("RP3")


def _meant(problem: Problem, words: Sequence[str]) -> bool:
    for word in words:
        rule = find(word)
        if problem.code == (rule.CODE if rule is not None else "") or (
            rule is None and problem.code.startswith(word.upper())
        ):
            return True
    return False

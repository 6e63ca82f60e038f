"""The register of the rules: their modules, in the order of their codes.

What a rule is about stands in its module and, where it is not the plan as a whole, here as well: a
plan that states nothing of it is judged without the import of a module. The tests hold both equal.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from revplan.base.near_words import advice, name_nearest
from revplan.base.words import MOST_NAMED, cut


class RuleRow(NamedTuple):
    """A rule's module, and what it is about: a section of the plan, or `changes`."""

    name: str
    about: str = ""


RULES = (
    RuleRow("rp001_not_readable"),
    RuleRow("rp002_not_utf8"),
    RuleRow("rp003_control_character"),
    RuleRow("rp004_tab_or_odd_space"),
    RuleRow("rp005_conflict_marker"),
    RuleRow("rp006_empty_file"),
    RuleRow("rp007_not_a_mapping"),
    RuleRow("rp008_too_complex"),
    RuleRow("rp009_not_yaml"),
    RuleRow("rp010_repeated_key"),
    RuleRow("rp020_anchor_or_alias"),
    RuleRow("rp021_several_documents"),
    RuleRow("rp022_merge_key"),
    RuleRow("rp023_directive"),
    RuleRow("rp024_tag"),
    RuleRow("rp101_missing_key"),
    RuleRow("rp102_wrong_version"),
    RuleRow("rp103_empty_value"),
    RuleRow("rp104_unknown_key"),
    RuleRow("rp105_one_of"),
    RuleRow("rp106_wrong_shape"),
    RuleRow("rp107_not_here"),
    RuleRow("rp111_not_a_name"),
    RuleRow("rp112_not_an_amount"),
    RuleRow("rp113_not_twelve"),
    RuleRow("rp114_out_of_range"),
    RuleRow("rp115_not_a_rate"),
    RuleRow("rp116_not_a_switch"),
    RuleRow("rp117_not_a_month"),
    RuleRow("rp118_not_a_choice"),
    RuleRow("rp119_unknown_currency"),
    RuleRow("rp120_weights_empty"),
    RuleRow("rp121_rounding_odd"),
    RuleRow("rp122_unknown_figure"),
    RuleRow("rp123_not_workable"),
    RuleRow("rp124_pin_off_rounding"),
    RuleRow("rp125_not_waivable"),
    RuleRow("rp126_segment_unfit"),
    RuleRow("rp127_no_exchange_rate"),
    RuleRow("rp201_commitments_short", "commitments"),
    RuleRow("rp202_pin_moved", "expect"),
    RuleRow("rp203_segments_short", "segments"),
    RuleRow("rp204_losses_exceed_base"),
    RuleRow("rp205_lead_value_short", "funnel"),
    RuleRow("rp206_capacity_short", "capacity"),
    RuleRow("rp207_quotas_short", "capacity"),
    RuleRow("rp301_no_churn"),
    RuleRow("rp302_no_upsell"),
    RuleRow("rp303_no_new_stream"),
    RuleRow("rp304_churn_improves_unexplained"),
    RuleRow("rp305_new_business_leap"),
    RuleRow("rp306_target_met_already"),
    RuleRow("rp307_line_leap"),
    RuleRow("rp308_churn_rises"),
    RuleRow("rp309_leap_cannot_be_judged"),
    RuleRow("rp311_leads_outrun_budget", "budget"),
    RuleRow("rp312_conversion_leap", "funnel"),
    RuleRow("rp313_lead_value_odd", "funnel"),
    RuleRow("rp314_follow_up_missing", "funnel"),
    RuleRow("rp315_leads_already_due", "funnel"),
    RuleRow("rp316_last_years_leads_assumed", "funnel"),
    RuleRow("rp317_seeds_leap", "funnel"),
    RuleRow("rp318_stage_leaks", "funnel"),
    RuleRow("rp319_next_year_starts_late", "funnel"),
    RuleRow("rp321_flat_months"),
    RuleRow("rp322_late_start"),
    RuleRow("rp323_first_month_step"),
    RuleRow("rp324_recognition_unstated"),
    RuleRow("rp325_no_source"),
    RuleRow("rp326_months_not_earned"),
    RuleRow("rp327_month_in_surplus"),
    RuleRow("rp328_rate_upside_down", "fx"),
    RuleRow("rp329_moved_in_time_alone", "changes"),
    RuleRow("rp330_back_loaded"),
    RuleRow("rp331_hired_too_late", "capacity"),
    RuleRow("rp332_no_attrition", "capacity"),
    RuleRow("rp333_over_assignment_odd", "capacity"),
    RuleRow("rp334_territory_without_reps", "strategy"),
    RuleRow("rp336_season_holds_growth"),
    RuleRow("rp341_spend_multiple_short", "budget"),
    RuleRow("rp342_budget_outruns_bookings", "budget"),
    RuleRow("rp343_money_without_promise"),
    RuleRow("rp345_hope_leap"),
    RuleRow("rp351_goal_not_smart", "strategy"),
    RuleRow("rp352_owner_missing"),
    RuleRow("rp353_initiative_late", "strategy"),
    RuleRow("rp354_initiative_bare", "strategy"),
    RuleRow("rp355_department_without_plan"),
    RuleRow("rp901_waiver_unused", "waivers"),
    RuleRow("rp902_waiver_expired", "waivers"),
    RuleRow("rp903_waiver_added", "changes"),
    RuleRow("rp904_pin_changed", "changes"),
    RuleRow("rp905_change_beyond_limit", "changes"),
)

_OF_READING = ("rp0", "rp1")
"""How the rules begin that are enforced while a plan is read."""

READING = tuple(row.name for row in RULES if row.name.startswith(_OF_READING))
"""Rules that reading a plan enforces."""

ABOUT_WAIVERS = tuple(row.name for row in RULES if row.about == "waivers")
"""Rules that judge the waivers by what the others found."""

ABOUT_CHANGES = tuple(row.name for row in RULES if row.about == "changes")
"""Rules that judge what a change does to a plan (`check --against`)."""

ALSO_OF_CHANGES = ("rp312_conversion_leap", "rp345_hope_leap")
"""Rules that judge a plan, and have more to ask where they know what it was: `changed`."""

JUDGING = tuple(row for row in RULES if row.name not in {*READING, *ABOUT_WAIVERS, *ABOUT_CHANGES})
"""Rules that judge a plan by what it comes to."""


@cache
def module(name: str) -> ModuleType:
    """A rule's module."""
    return import_module(f"revplan.rules.{name}")


def names() -> tuple[str, ...]:
    """The modules of all rules, in the order of their codes."""
    return tuple(row.name for row in RULES)


def find(word: str) -> ModuleType | None:
    """The rule of a code (RP305, in either case) or of a name (new-business-leap)."""
    name = _by_word().get(word.strip().lower())
    return None if name is None else module(name)


def no_such_rule(word: str) -> str:
    """What to say of a word that is neither a code nor a name of a rule.

    >>> no_such_rule("no-upsel")
    'there is no rule no-upsel; did you mean "no-upsell"?'
    """
    known = [it.upper() if _CODE.fullmatch(it) else it for it in _by_word()]
    main = [it for it in known if it.startswith("RP2")]
    told = code_advice(word) or advice(word.strip(), known, main, _LISTS_ALL)
    return f"there is no rule {cut(word)}; {told}"


def code_advice(word: str) -> str:
    """What to say of a code that no rule has: the nearest by number; nothing of another word.

    >>> code_advice("RP310")
    'the nearest are RP307, RP308, RP309, RP311 and RP312; `revplan rule` lists them all'
    """
    asked = word.strip().lower()
    if not _CODE.fullmatch(asked):
        return ""
    codes = [row.name[:5] for row in RULES]
    near = sorted(codes, key=lambda it: abs(int(it[2:]) - int(asked[2:])))[:MOST_NAMED]
    return f"{name_nearest(sorted(map(str.upper, near)))}; {_LISTS_ALL}"


_LISTS_ALL = "`revplan rule` lists them all"
_CODE = re.compile("rp[0-9]{3}")


def rule_words() -> list[str]:
    """The codes and the names of all rules, those that they had as well."""
    return list(_by_word())


FORMER = {
    "pin-off-quantum": "rp124",
    "base-overdrawn": "rp204",
    "january-step": "rp323",
}
"""Names that rules had, which are still understood, and the codes of those rules."""


def former_names(code: str) -> list[str]:
    """The names that a rule had."""
    return [name for name, of in FORMER.items() if of == code.lower()]


@cache
def _by_word() -> dict[str, str]:
    """The modules by what users call a rule."""
    parts = [(row.name, *row.name.split("_", 1)) for row in RULES]
    found = {word: name for name, code, rest in parts for word in (code, rest.replace("_", "-"))}
    return found | {former: found[code] for former, code in FORMER.items()}

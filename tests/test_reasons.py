"""Reasons: what an initiative supports needs no other, wherever in a company it is written."""

from typing import Any

import pytest
from test_rules import worked_out

from revplan import rules
from revplan.base.paths import path_text
from revplan.engine.outcome import Outcome
from revplan.rules import Base, judge, judge_change

Raw = dict[str, Any]

PART: Raw = {
    "prior_year": {"revenue": "10M"},
    "target": {"growth": "50%"},
    "churn": {"rate": "34%", "last_year": "28%"},
    "upsell": {"tier": {"amount": "600k", "last_year": "300k"}},
    "funnel": {
        "average_deal": {"value": "54k", "last_year": "40k"},
        "stages": {"lead": {"conversion": "10%", "last_year": "5%"}},
        "sources": {"friends": {"kind": "seed", "leads": "2000", "last_year": "1000"}},
    },
}
ASKED = {
    "RP304": "churn.rate",
    "RP307": "upsell.tier.amount",
    "RP308": "churn.rate",
    "RP312": "funnel.stages.lead.conversion",
    "RP317": "funnel.sources.friends.leads",
    "RP345": "funnel.average_deal",
}
"""The rules that ask for a reason, and the number that each asks about."""


def part_of(code: str) -> Raw:
    churn = {"rate": "20%" if code == "RP304" else "34%", "last_year": "28%"}
    return PART | {"churn": churn}


def supporting(*paths: str) -> Raw:
    return {"initiatives": {"work": {"supports": list(paths)}}}


def company(segments: Raw, strategy: Raw) -> Outcome:
    plan = {"segments": segments, "strategy": strategy}
    return worked_out({"plan": plan, "without": ("prior_year", "target", "churn")})


def found(code: str, segments: Raw, strategy: Raw) -> list[str]:
    """Where a rule finds something in a company with such segments and such a strategy."""
    outcome = company(segments, strategy)
    return [path_text(it.path) for it in judge(outcome) if it.code == code]


@pytest.mark.parametrize("code", ASKED)
def test_a_company_s_initiative_is_a_reason_in_its_segment(code: str) -> None:
    path, segments = ASKED[code], {"a": part_of(code)}
    assert found(code, segments, supporting()) == [f"segments.a.{path}"]
    around = path.rpartition(".")[0]
    for named in (path, f"local.{path}", around, path.partition(".")[0]):
        assert found(code, segments, supporting(f"segments.a.{named}")) == []


@pytest.mark.parametrize("code", ASKED)
def test_an_initiative_reaches_into_segments_of_segments(code: str) -> None:
    segments = {"a": {"segments": {"b": part_of(code)}}}
    path = f"segments.a.segments.b.{ASKED[code]}"
    assert found(code, segments, supporting()) == [path]
    assert found(code, segments, supporting(path)) == []


@pytest.mark.parametrize("code", ASKED)
def test_what_names_another_segment_or_a_whole_one_is_no_reason(code: str) -> None:
    path, segments = ASKED[code], {"a": part_of(code), "b": part_of(code)}
    assert found(code, segments, supporting("segments.a", f"segments.b.{path}")) == [
        f"segments.a.{path}"
    ]


def test_a_company_s_goal_speaks_of_its_segment_s_churn_and_does_nothing_about_it() -> None:
    goals = {"goals": {"stay": {"metric": "segments.a.churned"}}}
    assert found("RP304", {"a": part_of("RP304")}, goals) == []
    assert found("RP308", {"a": PART}, goals) == ["segments.a.churn.rate"]


def sold(deal: str) -> Raw:
    value = {"value": deal, "last_year": "40k", "because": "sold in pairs since May"}
    funnel = {"average_deal": value, "stages": {"lead": {"conversion": "5%"}}}
    return {"a": PART | {"funnel": funnel}}


def test_what_is_supported_above_is_not_asked_again() -> None:
    """An old reason of a segment's number, with and without the company's initiative."""
    was = company(sold("60k"), {})
    asked = []
    for strategy in ({}, supporting("segments.a.funnel.average_deal")):
        problems = judge_change(company(sold("70k"), strategy), Base(was.plan, was), None)
        asked.append([it.code for it in problems])
    assert asked == [["RP345"], []]


def test_every_rule_that_asks_for_an_initiative_is_asked_here() -> None:
    modules = [rules.module(name) for name in rules.names()]
    assert {it.CODE for it in modules if "named_in" in vars(it)} == set(ASKED)

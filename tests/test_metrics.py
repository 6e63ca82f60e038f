"""What a path of the plan names, where the cases of rules cannot reach: figures of every unit."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT
from plan_texts import ACME

from revplan import read_plan, read_text, work_out
from revplan.base.paths import path_text
from revplan.base.problem import Severity
from revplan.engine.go_to_market import Work
from revplan.engine.outcome import Outcome
from revplan.numbers.figure import Figures
from revplan.numbers.read import Refused
from revplan.reading.validate import validate
from revplan.rules import module
from revplan.rules.rp122_unknown_figure import unknown_pin
from revplan.sections.strategy import DIRECTIONS, Goal
from revplan.studies import goals
from revplan.studies.goals import keeps_goal
from revplan.studies.metrics import Metric, Metrics, goal_value

PLANS = sorted((ROOT / "plans").glob("*.yaml"))
PLAN = (
    ACME
    + """\
strategy:
  goals:
    deals: {metric: funnel.deals, value: 181, by: 2027-12, owner: sales}
    wins: {metric: funnel.win, value: 4%, by: 2027-12, owner: sales}
  initiatives:
    desk: {supports: [churn.rate]}
"""
)


@pytest.fixture
def outcome() -> Outcome:
    """A plan that derives a count, a share and a multiple as well."""
    plan = read_text(PLAN).plan
    assert plan is not None
    figures = Figures()
    figures.count("funnel.deals", Decimal("181.26"), "Deals")
    figures.rate("funnel.win", Decimal("0.0375"), "Win rate")
    figures.multiple("budget.multiple", Decimal("1.8"), "Spend multiple")
    figures.rate("budget.return", Decimal("1.8"), "Return")
    figures.count("funnel.stages.lead.entering", Decimal(4833), "Leads")
    return replace(work_out(plan), work=Work(figures))


def at(outcome: Outcome, path: str) -> Metric:
    found = Metrics(outcome).at(path)
    assert found is not None
    return found


def test_every_unit_is_written_as_people_read_it(outcome: Outcome) -> None:
    paths = ("funnel.deals", "funnel.win", "budget.multiple", "budget.return", "gap", "churn.rate")
    texts = [at(outcome, path).text for path in paths]
    assert texts == ["181", "3.8%", "1.8", "180.0%", "8,000,000", "30%"]


@pytest.mark.parametrize(
    ("path", "value", "agrees"),
    [
        ("funnel.deals", "181", True),
        ("funnel.deals", "181.0", False),
        ("funnel.deals", "0.2k", True),
        ("funnel.win", "4%", True),
        ("funnel.win", "3.8%", True),
        ("funnel.win", "3.7%", True),
        ("funnel.win", "3.6%", False),
        ("funnel.win", "0.04", True),
        ("budget.multiple", "2", True),
        ("budget.multiple", "1.9", False),
        ("budget.return", "1.8", True),
        ("budget.return", "180%", True),
        ("new_business", "8.0e6", True),
        ("new_business", "7_999_999", False),
    ],
)
def test_a_value_is_held_to_its_last_digit(
    path: str, value: str, agrees: bool, outcome: Outcome
) -> None:
    """Beyond it the plan is better than the goal one way, and worse the other."""
    both = (Goal(metric=path, value=value, direction=it) for it in DIRECTIONS)
    kept = [keeps_goal(goal, at(outcome, path)) for goal in both]
    assert kept == [True, True] if agrees else sorted(kept) == [False, True]


@pytest.mark.parametrize(
    ("path", "at_most"),
    [
        ("new_business", False), ("churn.rate", True), ("churned", True), ("losses.big", True),
        ("payback_months", True), ("cac", True), ("budget.total", True), ("nrr", False),
        ("segments.a.churn.rate", True), ("segments.a.local.churned", True),
        ("segments.churn.upsell", False), ("contribution", False), ("budgeted", False),
        ("months.2027-03.churned", True), ("quarters.Q1.contracted", True),
        ("segments.a.months.2027-03.churned", True), ("months.2027-03.new_business", False),
        ("segments.a.segments.b.local.quarters.Q2.churned", True),
        ("budget.months.2027-03.total", True), ("segments.months.new_business", False),
        ("funnel.lead_value.leads_short", True), ("funnel.lead_value.too_late", True),
        ("funnel.lead_value.leads_too_late", True), ("reach.months.2027-03.waiting", True),
        ("funnel.follow_up_hours", True), ("funnel.lead_value.in_time", False),
        ("capacity.hires.reps", True), ("capacity.reps.hires", False),
        ("funnel.sources.waiting", False), ("upsell.short", False),
        ("funnel.stages.lead.days", True), ("capacity.short", True), ("capacity.year", False),
        ("commitments.care.churn", True), ("commitments.care.upsell", False), ("", False),
    ],
)  # fmt: skip
def test_less_is_better_of_losses_and_costs(path: str, at_most: bool) -> None:
    assert goals.at_most(Goal(metric=path or None)) is at_most
    assert goals.at_most(Goal(metric=path or None, direction="at_most"))
    assert not goals.at_most(Goal(metric=path or None, direction="at_least"))


@pytest.mark.parametrize(
    ("value", "middle", "half"),
    [("27%", "0.27", "0.005"), ("27.0%", "0.27", "0.0005"), ("0.30", "0.3", "0.005")],
)
def test_half_of_the_last_digit_is_what_a_goal_leaves_open(
    value: str, middle: str, half: str, outcome: Outcome
) -> None:
    assert goal_value(value, at(outcome, "churn.rate")) == (Decimal(middle), Decimal(half))


@pytest.mark.parametrize(
    ("path", "value"),
    [("churn.rate", "27"), ("churn.rate", "many"), ("churn.rate", "%"), ("gap", "80%"),
     ("gap", "8 million"), ("funnel.deals", "4%"), ("budget.multiple", "520%"),
     ("gap", "M"), ("gap", "")],
)  # fmt: skip
def test_what_is_no_number_of_its_kind_is_refused(path: str, value: str, outcome: Outcome) -> None:
    with pytest.raises(Refused):
        keeps_goal(Goal.model_construct(metric=path, value=value), at(outcome, path))


def test_what_a_figure_stands_in_is_known_and_is_no_number(outcome: Outcome) -> None:
    metrics = Metrics(outcome)
    assert metrics.knows("funnel.stages.lead")
    assert metrics.at("funnel.stages.lead") is None
    assert not metrics.knows("funnel.stages.qualified")


def test_what_was_meant_is_found_by_slip_by_ending_and_by_section(outcome: Outcome) -> None:
    metrics = Metrics(outcome)
    assert metrics.like("funnel.daels") == "funnel.deals"
    assert metrics.like("lead.entering") == "funnel.stages.lead.entering"
    assert metrics.like("churn.annual_rate") == "churn.rate"
    assert metrics.like("weather") is None


def test_goals_about_derived_figures_are_judged(outcome: Outcome) -> None:
    assert list(module("rp351_goal_not_smart").check(outcome)) == []
    less = Figures()
    less.count("funnel.deals", Decimal(170), "Deals")
    found = list(module("rp351_goal_not_smart").check(replace(outcome, work=Work(less))))
    assert [(path_text(it.path), it.severity) for it in found] == [
        ("strategy.goals.deals.value", Severity.warning),
        ("strategy.goals.wins.metric", Severity.warning),
    ]
    assert found[0].message == "the goal says 181, and the plan comes to 170"


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_reading_takes_every_path_that_a_plan_has(path: Path) -> None:
    file = read_plan(path)
    assert file.plan is not None
    metrics = Metrics(work_out(file.plan))
    raw = file.plan.export() | {
        "strategy": {"risks": {"all": {"what": "everything", "threatens": metrics.paths}}}
    }
    plan, problems = validate(raw)
    assert problems == []
    assert plan is not None
    assert list(module("rp351_goal_not_smart").check(work_out(plan))) == []
    assert [it for it in metrics.paths if not metrics.knows(it)] == []


FUNNEL = """\
funnel: {average_deal: 40k, stages: {lead: {conversion: 25%}, proposal: {conversion: 30%}}}
budget: {crm: {owner: sales, amount: 24k, every: year}}
"""


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("funnel.stages.proposal.conversion", True),
        ("funnel.stages.proposal", True),
        ("funnel.stages.proposal.entering", True),
        ("funnel.deals", True),
        ("budget.total", True),
        ("budget.crm.amount", True),
        ("funnel.stages.propsal.conversion", False),
        ("funnel.stages.demo", False),
        ("capacity.year", False),
        ("stages.proposal", False),
    ],
)
def test_reading_leaves_figures_of_later_sections_to_those_who_derive_them(
    path: str, taken: bool
) -> None:
    file = read_text(PLAN.replace("[churn.rate]", f"[{path}]") + FUNNEL)
    assert [problem.code for problem in file.problems] == ([] if taken else ["RP122"])


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("months.2027-07.targt", "months.2027-07.target"),
        ("quarters.Q3.targt", "quarters.Q3.target"),
    ],
)
def test_what_was_meant_is_of_the_month_or_quarter_that_was_asked_for(
    path: str, meant: str
) -> None:
    file = read_text(PLAN.partition("strategy:")[0])
    assert file.plan is not None
    outcome = work_out(file.plan)
    assert Metrics(outcome).like(path) == meant
    assert unknown_pin(path, outcome).hint == f'did you mean "{meant}"?'


def test_a_month_beyond_the_year_is_told_which_the_year_has() -> None:
    file = read_text(PLAN.partition("strategy:")[0])
    assert file.plan is not None
    assert unknown_pin("months.2028-01.target", work_out(file.plan)).hint == (
        "the plan's months are 2027-01 to 2027-12, as in months.2027-01.target"
    )

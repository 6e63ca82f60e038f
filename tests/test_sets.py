"""`--set`: what its words do to a plan's texts, and what is said where they can do nothing."""

from __future__ import annotations

import json
import pickle
import re
import shlex
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import FrozenInstanceError
from decimal import Decimal, localcontext
from typing import Any

import pytest
from conftest import ROOT, Revplan
from counted_steps import steps_of
from examples import examples
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from plan_texts import HEAD
from strategies import Plan, plans, styles, to_yaml

from revplan import work_out
from revplan.cli.set_hints import hint_of_place, quote_option
from revplan.cli.sets import trial_of
from revplan.model.edit import OPERATORS, Edit, NoEdit, Operator
from revplan.model.edits import met_by, read_name
from revplan.model.key_places import key_places
from revplan.model.operators import operate
from revplan.model.places import NoSuchPlace
from revplan.model.units import fits, unit_at
from revplan.sources.plan_file import PlanFile, read_text
from revplan.views.gap.data import gap_data
from revplan.views.keys.units import UNITS
from revplan.workspace import check_plans
from revplan.workspace.what_if import CannotTry, PlanTrial

ACME = "plans/acme-2027.yaml"
SAAS = "plans/saas-arr-2027.yaml"
PACKAGING = "plans/packaging-2027.yaml"
OVER = "plans/overpromised-2027.yaml"
SUBSCRIPTION = "plans/subscription-2027.yaml"
FIRM = "plans/consulting-2027.yaml"


# Words


@pytest.mark.parametrize(
    ("words", "path", "operator"),
    [
        ("churn.rate", ("churn", "rate"), "="),
        ("churn.rate*", ("churn", "rate"), "*="),
        ("churn.rate +", ("churn", "rate"), "+="),
        ("budget.*.amount*", ("budget", "*", "amount"), "*="),
        ("budget.@.amount", ("budget", "*", "amount"), "="),
        ("churn.*", ("churn", "*"), "="),
        ("churn.**", ("churn", "*"), "*="),
        ("prior_year.monthly[12]", ("prior_year", "monthly", 11), "="),
        ("prior_year.monthly[*]*", ("prior_year", "monthly", "*"), "*="),
        ("expect.months.2027-03.target", ("expect", "months.2027-03.target"), "="),
        ("segments.emea.expect.months.2027-03.target",
         ("segments", "emea", "expect", "months.2027-03.target"), "="),
        ("upsell.expect.amount", ("upsell", "expect", "amount"), "="),
    ],
)  # fmt: skip
def test_a_name_says_its_path_and_what_to_do_there(
    words: str, path: tuple[str | int, ...], operator: str
) -> None:
    assert read_name(words) == (path, operator)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_typed_option_is_read_by_a_shell_as_it_stands(text: str) -> None:
    assert shlex.split(quote_option(text)) == ["--set", text]


# What operators make of a number's texts


@pytest.mark.parametrize(
    ("path", "held", "operator", "value", "texts"),
    [
        ("churn.rate", "10%", "+=", "2%", "12%"),
        ("churn.rate", "10%", "+=", "0.02", "12%"),
        ("churn.rate", "0.10", "+=", "-2.5%", "7.5%"),
        ("churn.rate", "30%", "*=", "0.9", "27%"),
        ("churn.rate", "30%", "*=", "90%", "27%"),
        ("churn.rate", {"value": "10%", "low": "8%", "high": "12%", "source": "x"}, "+=", "2%",
         {"value": "12%", "low": "10%", "high": "14%", "source": "x"}),
        ("churn.rate", {"value": "10%", "low": "8%", "last_year": "9%"}, "*=", "2",
         {"value": "20%", "low": "16%", "last_year": "9%"}),
        ("churn.rate", {"value": "90%", "high": "99%"}, "+=", "5%",
         {"value": "95%", "high": "100%"}),  # a bound stays where the rate may be
        ("target.growth", "80%", "+=", "40%", "120%"),
        ("target.growth", "10%", "+=", "-30%", "-20%"),
        ("prior_year.revenue", "10M", "*=", "1.02", "10200000"),
        ("prior_year.revenue", "10M", "+=", "-500k", "9500000"),
        ("prior_year.revenue", "1_000", "*=", "1.255", "1255"),
        ("prior_year.revenue", "1", "*=", "1.255", "1.2550"),  # 1.255 might be 1,255
        ("prior_year.revenue", {"value": "600k", "low": "100k"}, "+=", "-200k",
         {"value": "400000", "low": "0"}),
        ("prior_year.monthly", ["100", "-50", "0"], "*=", "1.1", ["110", "-55", "0"]),
        ("prior_year.monthly", ["1k", "2k"], "+=", "100", ["1100", "2100"]),
        ("capacity.ramp", ["0%", "50%"], "*=", "0.5", ["0%", "25%"]),
        ("capacity.reps.a.count", "4", "*=", "1.5", "6"),
        ("capacity.reps.a.count", "4", "+=", "2", "6"),
        ("capacity.reps.a.count", "2.5", "+=", "1", "3.5"),  # half a head was there before
        ("upsell.a.ramp_months", "3", "+=", "2", "5"),
        ("funnel.sources.a.leads", "2_600", "*=", "0.75", "1950"),
        ("funnel.stages.a.days", "30", "*=", "1.1", "33"),
        ("fx.EUR", "1.1", "*=", "1.05", "1.1550"),
        ("fx.EUR", {"per": "0.8", "low": "0.7"}, "*=", "0.5", {"per": "0.4", "low": "0.35"}),
        ("expect.new_business", "8M", "+=", "-500k", "7500000"),
        ("expect.grr", "70%", "+=", "2%", "72%"),
        ("new_business.seasonality[7]", "0", "+=", "2", "2"),
        ("new_business.seasonality", ["2", "0"], "+=", "1", ["3", "1"]),
        ("new_business.seasonality", ["2", "0"], "*=", "0", ["0", "0"]),
        ("strategy.goals.retention.value", "11%", "*=", "1.1", "12.1%"),
        ("strategy.goals.retention.value", "11%", "+=", "2%", "13%"),
        ("churn.last_year", "2M", "+=", "100k", "2100000"),
        ("strategy.goals.arr.value", "7.2M", "+=", "300k", "7500000"),
        ("churn.rate", "30", "*=", "2", "30"),  # no rate: the plan says so itself
        ("prior_year.revenue", "1.250", "*=", "2", "1.250"),  # two readings: so does it here
    ],
)  # fmt: skip
def test_an_operator_changes_the_texts_exactly(
    path: str, held: Any, operator: str, value: str, texts: Any
) -> None:
    edit = Edit(read_name(path)[0], operator, value)
    assert operate(edit.path, held, edit) == texts


@pytest.mark.parametrize(
    ("path", "held", "operator", "value", "why", "instead"),
    [
        ("prior_year.revenue", "10M", "+=", "2%", "2% is a share, and prior_year.revenue is an "
         "amount", "prior_year.revenue*=1.02"),
        ("prior_year.revenue", "10M", "+=", "-2%", "-2% is a share, and prior_year.revenue is an "
         "amount", "prior_year.revenue*=0.98"),
        ("capacity.reps.a.count", "4", "+=", "50%", "50% is a share, and capacity.reps.a.count is "
         "a head count", "capacity.reps.a.count*=1.5"),
        ("churn.rate", "10%", "+=", "2", "2 added to a rate would be 200%", "churn.rate+=2%"),
        ("churn.rate", "10%", "+=", "2k", '"2k" cannot be added to a rate', "churn.rate+=2%"),
        ("churn.rate", "10%", "*=", "ten", '"ten" is not a factor', "churn.rate*=0.9"),
        ("churn.rate", "10%", "*=", "-1", '"-1" is not a factor', "churn.rate*=0.9"),
        ("churn.rate", "10%", "*=", ["2"], "a list is not a factor", "churn.rate*=0.9"),
        ("prior_year.revenue", "10M", "+=", "$5", '"$5" cannot be added',
         "prior_year.revenue+=5"),
        ("prior_year.revenue", "10M", "+=", "-€1M", '"-€1M" cannot be added',
         "prior_year.revenue+=-1M"),
        ("prior_year.revenue", "10M", "+=", "$-1M", '"$-1M" cannot be added',
         "prior_year.revenue+=-1M"),
        ("prior_year.revenue", "10M", "+=", "(1M)", '"(1M)" cannot be added',
         "prior_year.revenue+=-1M"),
        ("prior_year.revenue", "10M", "+=", "1,000,000", '"1,000,000" cannot be added',
         "prior_year.revenue+=1_000_000"),
        ("prior_year.revenue", "10M", "+=", "1 000", '"1 000" cannot be added',
         "prior_year.revenue+=1000"),
        ("prior_year.revenue", "10M", "+=", "€1.250", '"€1.250" cannot be added',
         "prior_year.revenue+=1.25"),
        ("prior_year.revenue", "10M", "+=", "much", '"much" cannot be added',
         "prior_year.revenue+=100"),
        ("churn.rate", "10%", "+=", "3 %", '"3 %" cannot be added to a rate', "churn.rate+=3%"),
        ("churn.rate", "10%", "*=", "80 %", '"80 %" is not a factor', "churn.rate*=80%"),
        ("prior_year.revenue", "10M", "+=", "1.250", '"1.250" may mean 1.25 or 1,250', ""),
        ("prior_year.revenue", "10M", "+=", "-20M", "prior_year.revenue would be -10,000,000", ""),
        ("churn.rate", "10%", "+=", "-20%", "churn.rate would be -10%", ""),
        ("churn.rate", {"value": "30%"}, "+=", "80%", "churn.rate would be 110%",
         "churn.rate+=70%"),
        ("churn.rate", "100%", "+=", "1%", "churn.rate would be 101%", ""),
        ("upsell.a.confidence", "90%", "*=", "2", "upsell.a.confidence would be 180%", ""),
        ("new_business.recognition.delay", "3", "*=", "100", "new_business.recognition.delay would "
         "be 300", ""),
        ("churn.rate.low", "0%", "+=", "-2%", "churn.rate.low would be -2%", ""),
        ("capacity.reps.a.count", "3", "*=", "0.9", "capacity.reps.a.count would be 2.7, which is "
         "not a whole number of heads", "capacity.reps.a.count=2"),
        ("upsell.a.ramp_months", "3", "*=", "0.5", "upsell.a.ramp_months would be 1.5, which is "
         "not a whole number of months", "upsell.a.ramp_months=1"),
        ("upsell.a.ramp_months", "3", "+=", "50%", "50% is a share, and upsell.a.ramp_months is a "
         "whole number of months", "upsell.a.ramp_months+=1"),
        ("funnel.stages.a.days", "30", "+=", "10%", "10% is a share, and funnel.stages.a.days is "
         "a number of days", "funnel.stages.a.days*=1.1"),
        ("funnel.stages.a.days", "30", "+=", "a week", '"a week" cannot be added',
         "funnel.stages.a.days+=10"),
        ("funnel.follow_up_hours", {"value": "4"}, "+=", "10%",
         "10% is a share, and funnel.follow_up_hours is a number of hours",
         "funnel.follow_up_hours*=1.1"),
        ("funnel.lead_coverage", "1.3", "+=", "-10%", "-10% is a share, and funnel.lead_coverage "
         "is a multiple", "funnel.lead_coverage*=0.9"),
        ("funnel.lead_coverage", "1.3", "+=", "more", '"more" cannot be added',
         "funnel.lead_coverage+=0.1"),
        ("funnel.sources.a.leads", ["10", "20"], "+=", "10%", "10% is a share, and "
         "funnel.sources.a.leads[1] is a count", "funnel.sources.a.leads*=1.1"),
        ("fx.EUR", {"per": "0.8"}, "+=", "1%", "1% is a share, and fx.EUR.per is a rate of "
         "exchange", "fx.EUR*=1.01"),
        ("target.path", ["1", "2"], "+=", "1%", "1% is a share, and target.path[1] is a weight",
         "target.path*=1.01"),
        ("fx", {"EUR": "1.1"}, "*=", "2", "*= cannot change fx: it is not an amount, a rate or a "
         "count", ""),
        ("funnel.sources", {"a": {"leads": "1"}}, "*=", "2", "*= cannot change funnel.sources: it "
         "is not an amount, a rate or a count", ""),
        ("churn.rate.source", "books of 2026", "*=", "2", "*= cannot change churn.rate.source: it "
         "is not an amount, a rate or a count", "churn.rate.source=VALUE"),
        ("upsell.a.starts", "2027-03", "+=", "1", "+= cannot change upsell.a.starts: it is not an "
         "amount, a rate or a count", "upsell.a.starts=VALUE"),
        ("churn.timing", "start", "*=", "2", "*= cannot change churn.timing: it is not an amount, "
         "a rate or a count", "churn.timing=VALUE"),
        ("phasing.seasonality", "445", "+=", "9", "+= cannot change phasing.seasonality: it is not "
         "an amount, a rate or a count", "phasing.seasonality=VALUE"),
        ("new_business.seasonality", ["2", "0"], "+=", "-1", "new_business.seasonality[2] would be "
         "-1", ""),
        ("new_business.seasonality[2]", "0", "+=", "1%", "1% is a share, and "
         "new_business.seasonality[2] is a weight", "new_business.seasonality[2]+=1"),
        ("churn.rate", "10%", "+=", "2,5%", '"2,5%" cannot be added to a rate',
         "churn.rate+=2.5%"),
        ("churn.rate", "10%", "*=", "1,5", '"1,5" is not a factor', "churn.rate*=1.5"),
        ("churn.rate", "10%", "*=", "-1,5", '"-1,5" is not a factor', "churn.rate*=0.9"),
        ("prior_year.revenue", "10M", "+=", "1,250", '"1,250" cannot be added',
         "prior_year.revenue+=1_250"),
        ("prior_year.revenue", "10M", "+=", "-2,5M", '"-2,5M" cannot be added',
         "prior_year.revenue+=-2.5M"),
        ("capacity.reps.a.count", "3", "+=", "-2%", "-2% is a share, and capacity.reps.a.count is "
         "a head count", "capacity.reps.a.count+=-1"),
        ("churn.@", "10", "+=", "1%", "1% is a share, and churn.amount is an amount",
         "churn.amount*=1.01"),
        ("phasing.late_start", "true", "*=", "2", "*= cannot change phasing.late_start: it is not "
         "an amount, a rate or a count", "phasing.late_start=VALUE"),
        ("fiscal_year", "2027", "+=", "1", "+= cannot change fiscal_year: it is not an amount, a "
         "rate or a count", "fiscal_year=VALUE"),
        ("churn", {"rate": "10%"}, "*=", "2", "*= cannot change churn: it is not an amount, a rate "
         "or a count", "churn.rate*=2"),
        ("upsell.a", {"amount": "1M"}, "+=", "2", "+= cannot change upsell.a: it is not an amount, "
         "a rate or a count", "upsell.a.amount+=2"),
        ("upsell.a", {"rate": "6%", "last_year": "5%"}, "*=", "0.9", "*= cannot change upsell.a: "
         "it is not an amount, a rate or a count", "upsell.a.rate*=0.9"),
        ("capacity.reps.a", {"count": "4"}, "+=", "1", "+= cannot change capacity.reps.a: it is "
         "not an amount, a rate or a count", "capacity.reps.a.count+=1"),
    ],
)  # fmt: skip
def test_what_an_operator_cannot_do_is_said_with_what_to_type(
    path: str, held: Any, operator: str, value: Any, why: str, instead: str
) -> None:
    edit = Edit(read_name(path)[0], operator, value)
    at = tuple("amount" if step == "*" else step for step in edit.path)
    with pytest.raises(NoEdit) as caught:
        operate(at, held, edit)
    assert (caught.value.why, caught.value.write) == (why, instead)


def test_an_amount_of_two_readings_is_told_as_both() -> None:
    edit = Edit(("prior_year", "revenue"), "+=", "$250.000")
    with pytest.raises(NoEdit) as caught:
        operate(edit.path, "10M", edit)
    lines = (caught.value.write, caught.value.other)
    assert lines == ("prior_year.revenue+=250", "prior_year.revenue+=250k")


def test_an_operator_is_a_row_of_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Operator("DIVISOR", "churn.rate/=2", lambda old, by: old / by)
    monkeypatch.setitem(OPERATORS, "/=", row)
    assert read_name("churn.rate/") == (("churn", "rate"), "/=")
    path = ("prior_year", "revenue")
    assert operate(path, "10M", Edit(path, "/=", "4")) == "2500000"
    why = NoSuchPlace("why", ("churn",), meant=("churn", "rate"))
    (typed,) = trial_of(["churn rate=25%"]).edits
    assert "or --set 'churn.rate/=DIVISOR'" in hint_of_place(why, typed)


@pytest.mark.parametrize("sign", ["=", "-=", "^="])
def test_an_operator_without_an_act_changes_no_number(sign: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        operate(path := ("churn", "rate"), "10%", Edit(path, sign, "2%"))


def test_an_operator_changes_what_the_plan_reads_or_says_why_it_cannot() -> None:
    tried = 0
    for place in key_places().values():
        named = tuple("x" if step == "*" else step for step in place.path)
        unit = unit_at(named)
        for path in (named, (*named, 0)) if unit is not None else ():
            for held in filter(lambda text, path=path: fits(path, text), ("0", "1", "5", "12%")):
                for operator, value in (("+=", unit.more), ("+=", "-1"), ("*=", "2")):
                    try:
                        new = operate(path, held, Edit(path, operator, value))
                    except NoEdit:
                        continue
                    assert new != held or (operator == "*=" and held == "0"), (path, held)
                    tried += 1
    assert tried > 300


@pytest.mark.parametrize(
    ("path", "held", "such"),
    [
        ("fx", {"EUR": "1.1"}, "name a number in it, such as fx.EUR"),
        ("expect", {"grr": "70%"}, "name a number in it, such as expect.grr"),
        ("funnel.sources", {"a": {"label": "A", "leads": "1"}},
         "name a number in it, such as funnel.sources.a.leads"),
        ("funnel.stages.lead", {"days": "20", "last_year": "9%"},
         "name a number in it, such as funnel.stages.lead.days"),
        ("upsell.a", {"monthly": "few"}, "name a number in it, such as upsell.a.monthly"),
        ("capacity", {"quota": "1M"}, "name a number in it, such as capacity.quota"),
        ("upsell.a", {}, "name a number in it, such as upsell.a.amount"),
        ("upsell", {}, "`revplan key upsell` tells what may stand there"),
        ("strategy.tools", {"crm": "Ours"}, "`revplan key strategy.tools` tells what may stand "
         "there"),
    ],
)  # fmt: skip
def test_numbers_under_names_are_to_be_named(path: str, held: Any, such: str) -> None:
    with pytest.raises(NoEdit) as caught:
        operate(at := read_name(path)[0], held, Edit(at, "*=", "2"))
    assert caught.value.hint == such


def test_the_unit_of_a_number_is_what_the_page_of_its_key_says() -> None:
    told: dict[str, set[str]] = {}
    for place in key_places().values():
        if place.reads is not None and place.reads.unit:
            unit = unit_at(tuple("x" if step == "*" else step for step in place.path))
            told.setdefault(place.reads.unit, set()).add(unit.words if unit is not None else "")
    assert told == {
        "money": {"an amount"}, "share": {"a rate"}, "growth": {"a rate"}, "count": {"a count"},
        "heads": {"a head count"}, "days": {"a number of days"}, "hours": {"a number of hours"},
        "months": {"a whole number of months"}, "multiple": {"a multiple"},
        "exchange": {"a rate of exchange"}, "weights": {"a weight"}, "figure": {"a number"},
        "beside": {"a number"}, "month": {""}, "year": {""}, "step": {""},
    }  # fmt: skip
    assert set(told) == set(UNITS)


# Steps that are left open


def test_an_open_step_meets_what_stands_in_the_plan_alone() -> None:
    raw = {"budget": {"a": {"amount": "1"}, "b": {"rate": "2%"}, "c": {"amount": "3"}}}
    found = met_by(raw, ("budget", "*", "amount"))
    assert found == [("budget", "a", "amount"), ("budget", "c", "amount")]
    entries = met_by({"waivers": [{"rule": "x"}, {}]}, ("waivers", "*", "rule"))
    assert entries == [("waivers", 0, "rule")]


@pytest.mark.parametrize("words", ["budget.*.cost", "upsell.*.amount", "budget.*.amount.*"])
def test_an_open_step_that_meets_nothing_is_refused(words: str) -> None:
    with pytest.raises(NoSuchPlace):
        met_by({"budget": {"a": {"amount": "1"}}}, read_name(words)[0])


def test_errors_come_back_from_other_processes_as_they_were() -> None:
    there = NoSuchPlace("why", ("a",), ("b",), ("c",), ("d",), (("e",),), "entries", 1)
    (tried,) = trial_of(["churn.rate*=2"]).edits
    back = pickle.loads(pickle.dumps(CannotTry(there, tried, "file")))
    assert vars(back.why) == vars(there)
    assert (there.why, there.path, there.line, there.meant, there.unstated, there.found) == (
        "why", ("a",), ("b",), ("c",), ("d",), 1)  # fmt: skip
    assert (back.tried, back.file, back.twice) == (tried, "file", None)
    edit = pickle.loads(pickle.dumps(NoEdit("why", "hint", "write", "RP114")))
    assert (edit.why, edit.hint, edit.write, edit.code) == ("why", "hint", "write", "RP114")


# Tried or written: the same


SHARES = {"rate", "annual_rate", "monthly_rate", "growth", "confidence"}
SUMS = {"revenue", "arr", "one_off", "amount", "monthly"}


def numbers(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of the numbers of a drawn plan whose unit its key says."""
    for key, value in part.items() if isinstance(part, dict) else ():
        if key in SHARES | SUMS and not (isinstance(value, dict) and "value" not in value):
            yield (*path, key)
        else:
            yield from numbers(value, (*path, key))


def number(text: str) -> Decimal:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    for suffix, power in (("%", -2), ("k", 3), ("K", 3), ("M", 6), ("B", 9)):
        if digits.endswith(suffix):
            return sign * Decimal(digits.removesuffix(suffix)).scaleb(power)
    return sign * Decimal(digits)


def by_hand(held: Any, change: Any, share: bool) -> Any:
    """The texts that a person would write who works the change out."""
    if isinstance(held, list):
        return [by_hand(entry, change, share) for entry in held]
    if isinstance(held, dict):
        moved = {key: by_hand(held[key], change, share) for key in ("value", "low", "high")
                 if key in held}  # fmt: skip
        return held | moved
    new = change(number(held))
    return f"{new.scaleb(2):f}%" if share else f"{new.scaleb(3):f}e-3" if new else "0"


def answer(file: PlanFile) -> Any:
    """What a plan comes to; where it is none, what is wrong with it."""
    if file.plan is None:
        return sorted((it.code, it.path) for it in file.problems)
    try:
        return file.plan, gap_data(work_out(file.plan), "plan.yaml", None)
    except Exception as error:
        return str(error)


def at(plan: Plan, path: tuple[str | int, ...]) -> Any:
    held: Any = plan
    for step in path:
        held = held[step]
    return held


@examples(60)
@given(st.data(), plans(), styles())
def test_what_is_tried_is_what_a_file_edited_by_hand_gives(
    data: st.DataObject, plan: Plan, style: dict[str, Any]
) -> None:
    paths = list(numbers(plan))
    assume(paths)
    path = data.draw(st.sampled_from(paths))
    share = path[-1] in SHARES
    kind = data.draw(st.sampled_from(["=", "*=", "+="]))
    factor = data.draw(st.sampled_from(["0.9", "90%", "1.1", "0", "1", "0.125"]))
    more = data.draw(st.sampled_from(["1%", "0.5%", "0%"] if share else ["500", "1.5k", "0.25"]))
    value = {"=": more, "*=": factor, "+=": more}[kind]
    plan = deepcopy(plan)
    held = at(plan, path)
    if kind != "=" and isinstance(held, str) and data.draw(st.booleans()):
        at(plan, path[:-1])[path[-1]] = {"value": held, "low": held, "high": held}
    edited = deepcopy(plan)
    with localcontext(prec=100):
        change = {
            "=": lambda old: number(value),
            "*=": lambda old: old * number(value),
            "+=": lambda old: old + number(value),
        }[kind]
        if kind == "=" and isinstance(at(plan, path), list):
            value = "[" + ", ".join([more] * 12) + "]"
            change = lambda old: number(more)  # noqa: E731
        held = at(plan, path)
        new = by_hand(held, change, share)
    if kind == "=" and isinstance(held, dict):  # a bound that is passed is left behind
        assume(not {"low", "high"} & set(held))
    at(edited, path[:-1])[path[-1]] = new
    option = f"{'.'.join(map(str, path))}{kind}{value}"
    by_file = answer(read_text(to_yaml(edited, **style)))
    refused = ""
    try:
        tried = trial_of([option]).on(read_text(to_yaml(plan, **style)))
    except CannotTry as error:
        refused = error.why.code
    if refused:
        assert (refused, path) in {(code, at[: len(path)]) for code, at in by_file}, option
        return
    assert answer(tried) == by_file, option


@examples(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data(), plans())
def test_an_open_step_is_all_lines_by_their_names(data: st.DataObject, plan: Plan) -> None:
    lines = {
        section: names
        for section in ("losses", "carry_over", "upsell", "new_streams")
        if (names := [it for it, line in plan.get(section, {}).items() if "amount" in line])
    }
    assume(lines)
    section = data.draw(st.sampled_from(list(lines)))
    text = to_yaml(plan)
    opened = trial_of([f"{section}.*.amount*=0.5"]).on(read_text(text))
    by_name = [f"{section}.{name}.amount*=0.5" for name in lines[section]]
    assert answer(opened) == answer(trial_of(by_name).on(read_text(text)))
    (tried,) = opened.attempt.tried
    assert list(tried.names) == lines[section]


# Commands


def tried(revplan: Revplan, *arguments: str) -> dict[str, Any]:
    return revplan(*arguments, "--format", "json").document


@pytest.mark.parametrize(
    "command",
    [
        ["gap", SAAS], ["show", SAAS], ["funnel", SAAS], ["capacity", SAAS], ["budget", SAAS],
        ["explain", SAAS], ["explain", SAAS, "new_business"], ["check", SAAS],
        ["gap", SAAS, ACME], ["gap", "plans"], ["check", "plans"], ["diff", SAAS, SAAS],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize(
    ("option", "code"),
    [("churn.rate*=1.1", None), ("churn.rte*=1.1", 2), ("churn.rate*=x", 2), ("churn.rate", 2)],
)
def test_every_command_that_works_a_plan_out_tries_values(
    shared_revplan: Revplan, command: list[str], option: str, code: int | None
) -> None:
    ran = shared_revplan(*command, "--set", option, "--format", "json")
    if code is None:
        assert ran.code in (0, 1)
        assert option in json.dumps(ran.document["result"])
        return
    assert (ran.code, ran.document["status"]) == (code, "error")
    (found,) = ran.document["diagnostics"]
    assert found["file"] == "--set"
    assert "'" in found["hint"]


@pytest.mark.parametrize("command", [["textconv", ACME], ["schema"], ["rule"]])
def test_versions_are_what_they_were(shared_revplan: Revplan, command: list[str]) -> None:
    assert shared_revplan(*command, "--set", "churn.rate=1%").code == 2


def test_a_new_line_is_a_mapping_in_braces(shared_revplan: Revplan) -> None:
    before = tried(shared_revplan, "gap", ACME)["result"]["bridge"]
    result = tried(shared_revplan, "gap", ACME, "--set", "upsell.bundle={amount: 1M}")["result"]
    assert result["bridge"]["upsell"] == "1000000"
    assert int(result["bridge"]["new_business"]) == int(before["new_business"]) - 1_000_000
    assert result["plan"]["set"] == ["upsell.bundle={amount: 1M}"]
    assert "met" not in result["plan"]


def lines_in(hint: str) -> list[str]:
    """What a hint has behind --set, each as a shell would hand it over."""
    return [word for it in re.findall(r"--set ('[^']*'|\S+)", hint) for word in shlex.split(it)]


def assert_typed(revplan: Revplan, plan: str, option: str) -> str:
    """The hint that an option is refused with; every line in it is typed, and answers."""
    ran = revplan("gap", plan, "--set", option, "--format", "json")
    assert ran.code == 2
    (hint,) = (it["hint"] for it in ran.document["diagnostics"])
    assert lines_in(hint)
    for line in lines_in(hint):
        again = revplan("gap", plan, "--set", line)
        assert again.code == 0, again.err
    return str(hint)


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("upsell.bundle.amount=1M", "--set 'upsell.bundle={amount: 1M}'"),
        ("upsell.bundle=5%", "--set 'upsell.bundle={rate: 5%}'"),
        ("losses.bigco.amount=400k", "--set 'losses.bigco={amount: 400k}'"),
    ],
)
def test_the_mapping_that_adds_a_line_is_shown_and_adds_it(
    shared_revplan: Revplan, option: str, line: str
) -> None:
    assert assert_typed(shared_revplan, ACME, option).endswith(f"to add it, write {line}")


@pytest.mark.parametrize(
    ("option", "line", "examples"),
    [
        ("budget.new.amount=60k", "budget.new={amount: 60k, every: month}", "every is an example"),
        ("budget.new.month=2027-04", "budget.new={month: 2027-04, amount: 60k}",
         "amount is an example"),
        ("budget.new.rate=5%", "budget.new={rate: 5%, of: bookings}", ""),
        ("capacity.reps.west.count=4", "capacity.reps.west={count: 4, starts: 2026-01}",
         "starts is an example"),
        ("funnel.sources.fair.value=2k", "funnel.sources.fair={value: 2k, kind: net, leads: 2_600}",
         "kind and leads are examples"),
        ("losses.big.month=2027-04", "losses.big={month: 2027-04, amount: 500k}",
         "amount is an example"),
        ("budget.new.amount.value=6k", "budget.new={amount: {value: 6k}, every: month}",
         "every is an example"),
    ],
)  # fmt: skip
def test_a_line_is_added_with_the_keys_that_it_needs(
    shared_revplan: Revplan, option: str, line: str, examples: str
) -> None:
    told = assert_typed(shared_revplan, OVER, option)
    assert told == f"to add it, write {quote_option(line)}" + (f": {examples}" if examples else "")


@pytest.mark.parametrize(
    "option",
    [
        "chrun.rate=25%", "churn.rat*=0.9", "churn.rate+=2", "prior_year.revenue+=2%",
        "prior_year.revenue-=1M", "churn.rate*=+5%", "chrun.*+=1%", "upsell.a.amount=5",
        "upsell.price_chnge=2%", "churn+=1%", "prior_year.revenue+=$1M",
    ],
)  # fmt: skip
def test_the_line_of_a_hint_can_be_typed(shared_revplan: Revplan, option: str) -> None:
    assert_typed(shared_revplan, ACME, option)


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("upsell.more_sensors*=0.9", "upsell.more_sensors.rate*=0.9"),
        ("upsell.*+=1%", "upsell.*.rate+=1%"),
        ("capacity.reps.on_board+=1", "capacity.reps.on_board.count+=1"),
    ],
)
def test_a_line_is_changed_by_the_number_that_it_states(
    shared_revplan: Revplan, option: str, line: str
) -> None:
    assert assert_typed(shared_revplan, OVER, option) == f"write {quote_option(line)}"


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("churn.rate+=1%", "segments.*.churn.rate+=1%"),
        ("churn.rate=30%", "segments.*.churn.rate=30%"),
        ("churn.rat=30%", "segments.*.churn.rate=30%"),
        ("churn.rate-=1%", "segments.*.churn.rate+=-1%"),
        ("churn=30%", "segments.*.churn.rate=30%"),
        ("churn={rate: 20%}", "segments.*.churn={rate: 20%}"),
        ("upsell.*.rate+=1%", "segments.*.upsell.*.rate+=1%"),
        ("prior_year.revenue*=1.1", "segments.*.prior_year.monthly*=1.1"),
        ("upsell.bundle={amount: 1M}", "segments.london.upsell.bundle={amount: 1M}"),
        ("upsell.bundle.amount=1M", "segments.london.upsell.bundle={amount: 1M}"),
    ],
)
def test_what_segments_state_is_answered_with_their_places(
    shared_revplan: Revplan, option: str, line: str
) -> None:
    ran = shared_revplan("gap", FIRM, "--set", option)
    assert ran.code == 2
    assert ran.err.startswith("--set:1:1: error: ")
    assert "does not go with segments: each of them states its own\n" in ran.err
    assert f"write {quote_option(line)}" in ran.err
    assert shared_revplan("gap", FIRM, "--set", line).code == 0


def test_a_plan_with_segments_is_one_without_what_these_state(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, FIRM, "--set", "upsell.bundle={amount: 1M}")
    assert ran.code == 0
    assert f"{FIRM} has no upsell.bundle: worked out as it stands\n" in ran.err


def test_segments_of_segments_are_found(revplan: Revplan) -> None:
    year = {"prior_year": {"revenue": "4M"}, "target": {"growth": "20%"}}
    one = {**year, "churn": {"rate": "10%"}}
    half = {"revplan": "1", "name": "Half", "fiscal_year": "2027", "currency": "USD"}
    plan = {**half, "segments": {"west": {"segments": {"shops": one, "web": one}}}}
    (revplan.folder / "firm.yaml").write_text(to_yaml(plan))
    for option in ("churn.rate+=1%", "segments.west.churn.rate+=1%"):
        ran = revplan("gap", "firm.yaml", "--set", option)
        line = shlex.split(ran.err.partition("= help: write ")[2])
        assert ran.code == 2
        assert revplan("gap", "firm.yaml", *line).code == 0, line


def test_what_is_missing_beside_a_tried_value_is_told_at_the_option(
    shared_revplan: Revplan,
) -> None:
    ran = shared_revplan("gap", ACME, "--set", "capacity.attrition=33%", "-f", "json")
    places = {(it["file"], it["column"]) for it in ran.document["diagnostics"]}
    assert (ran.code, places) == (2, {("--set", 1)})


@pytest.mark.parametrize(
    ("plans", "option", "hint"),
    [
        ([FIRM], "churn.foo=5%", "`revplan key segments.london.churn` tells what may stand there"),
        ([FIRM], "losses.*.amount*=2", "there is none to change; to add one, write --set "
         "'segments.london.losses.NAME={...}'"),
        ([FIRM], "churn.amount+=1M", "write --set 'segments.london.churn.amount=VALUE'"),
        ([SAAS], "target.path*=2", "write --set 'target.path=VALUE'"),
        ([ACME], "phasing.seasonality+=1%", "write --set 'phasing.seasonality=VALUE'"),
        ([SAAS], "churn.amount*=2", "write --set 'churn.amount=VALUE'"),
        ([SAAS], "prior_year.revenue+=1M", "write --set 'prior_year.arr+=1M'"),
        ([SAAS], "fx.EUR*=2", "write --set 'fx.EUR=VALUE'"),
        ([SAAS], "fx*=2", "`revplan key fx` tells what may stand there"),
        ([ACME], "contraction.*+=2%", "`revplan key contraction` tells what may stand there"),
        ([ACME], "budget.*.amount*=0.9", "there is none to change; to add one, write --set "
         "'budget.NAME={...}'"),
        ([ACME], "upsell.*.rate=1%", "there is none to change; to add one, write --set "
         "'upsell.NAME={...}'"),
        ([ACME], "segments.*.churn.rate+=2%", "`revplan key segments` tells what may stand there"),
        ([PACKAGING], "upsell.*.last_year=1", "write --set 'upsell.printed_inside.last_year=1': "
         "one line alone may take it"),
        ([ACME], "prior_year.revenue-=2%", "write --set 'prior_year.revenue*=0.98'"),
        ([ACME], "churn.rate-=2", "write --set 'churn.rate+=-2%': what is taken off is added with "
         "a minus"),
        ([ACME], "new_business.recognition.delay-=2%", "write --set "
         "'new_business.recognition.delay+=-1': what is taken off is added with a minus"),
        ([ACME], "churn.rate-=abc", "write --set 'churn.rate=VALUE'"),
        ([ACME], "churn.owner-=2%", "name a key of the plan, such as --set 'churn.rate=25%'"),
        ([ACME, OVER], "target.path*=2", "write --set 'target.path=VALUE'"),
        ([ACME, OVER], "target.path=rising", "several plans are asked about, and none states it: "
         "try it on one plan alone"),
        ([SAAS], "funnel.sources.web=2k", "write --set 'funnel.sources.webinars.leads=2k'; to add "
         "it, write --set 'funnel.sources.web={leads: 2k, kind: net}': kind is an example"),
        ([SAAS], "funnel.sources.web.leads*=2", "write --set 'funnel.sources.webinars.leads*=2'"),
        ([SAAS], "upsell.pricerise=2%", "write --set 'upsell.price_rise.rate=2%'; to add it, write "
         "--set 'upsell.pricerise={rate: 2%}'"),
        ([SAAS], "capacity.reps.no*=2", "to add it, say it whole: --set 'capacity.reps.no={...}', "
         "with count and starts"),
        ([OVER], "capacity.ramp[9]=50%", "entries go from [1] to [5]"),
        ([OVER], "capacity.ramp[0]*=2", "entries go from [1] to [5]"),
        ([OVER], "capacity.attrition[1]=5%", "capacity.attrition is not a list in this plan"),
        ([FIRM], "segments.london.prior_year.monthly[13]=10k", "entries go from [1] to [12]"),
        ([FIRM], "segments.*.prior_year.monthly[13]*=2", "entries go from [1] to [12]"),
        ([SAAS], "foo=3", "name a key of the plan, such as --set 'churn.rate=25%'"),
    ],
    ids=str,
)  # fmt: skip
def test_what_has_no_place_is_told_as_exactly_as_can_be(
    shared_revplan: Revplan, plans: list[str], option: str, hint: str
) -> None:
    ran = shared_revplan("gap", *plans, "--set", option, "--format", "json")
    assert ran.code == 2
    assert [it["hint"] for it in ran.document["diagnostics"]] == [hint]


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("capacity.reps.northeast.count*=1.1", "write --set 'capacity.reps.northeast.count=3', or "
         "--set 'capacity.reps.northeast.count=4'"),
        ("capacity.reps.*.count*=1.1", "write --set 'capacity.reps.*.count+=1', or --set "
         "'capacity.reps.northeast.count=3'; the second changes one alone"),
        ("capacity.reps.*.count*=0.9", "write --set 'capacity.reps.*.count+=-1', or --set "
         "'capacity.reps.northeast.count=2'; the second changes one alone"),
    ],
)  # fmt: skip
def test_both_whole_numbers_of_heads_are_lines_to_type(
    shared_revplan: Revplan, option: str, hint: str
) -> None:
    assert assert_typed(shared_revplan, SAAS, option) == hint


def test_a_tab_at_the_end_of_an_option_is_a_blank(shared_revplan: Revplan) -> None:
    plan = tried(shared_revplan, "gap", SAAS, "--set", "churn.rate=10%\t")["result"]["plan"]
    assert plan["set"] == ["churn.rate=10%"]


def test_every_plan_without_the_path_is_named(shared_revplan: Revplan) -> None:
    err = shared_revplan("check", "plans", "--set", "funnel.average_deal*=1.01").err
    (line,) = [it for it in err.splitlines() if "have no funnel.average_deal" in it]
    assert line.count(".yaml") > 5
    assert "other plan" not in line


@pytest.mark.parametrize("sign", ["/", ":", "^", "%"])
def test_an_operator_that_is_none_is_not_taken_for_a_slip(
    shared_revplan: Revplan, sign: str
) -> None:
    err = shared_revplan("gap", ACME, "--set", f"churn.rate{sign}=3").err
    forms = ("churn.rate=VALUE", "churn.rate+=MORE", "churn.rate*=FACTOR")
    assert f"write {', or '.join(map(quote_option, forms))}\n" in err


def test_what_divides_is_told_as_a_factor_where_that_is_the_same(shared_revplan: Revplan) -> None:
    err = shared_revplan("gap", ACME, "--set", "churn.rate/=2").err
    assert "= help: write --set 'churn.rate*=0.5'\n" in err


def test_a_line_is_added_below_all_that_an_open_step_meets(shared_revplan: Revplan) -> None:
    asked = ["gap", "plans/consulting-2027.yaml", "--set", "segments.*.upsell.x={amount: 3k}"]
    plan = tried(shared_revplan, *asked)["result"]["plan"]
    assert plan["met"][asked[-1]] == ["segments.london.upsell.x", "segments.dublin.upsell.x"]


def test_a_pin_is_not_to_be_approved_at_what_was_only_tried(shared_revplan: Revplan) -> None:
    out = shared_revplan("check", ACME, "--set", "churn.rate*=1.1").out
    assert "error[RP202]" in out
    assert "= help: it moved with what is tried; the plan stays" in out


def test_at_most_five_names_stand_in_a_hint(shared_revplan: Revplan) -> None:
    ran = shared_revplan("budget", SAAS, "--set", "budget.zzz.amount=1")
    assert 'there is no "zzz" under budget; there is programs, marketing_team, ' in ran.err
    named = ran.err.partition("; there is ")[2].partition("\n")[0]
    assert named.count(",") == 3


@pytest.mark.parametrize(
    ("plan", "option", "hint"),
    [
        (OVER, "budget={}", "write --set 'budget.*.amount*=0'; a plan without budget is tried by "
         "editing the file"),
        (OVER, "upsell={}", "write --set 'upsell.*.rate*=0'; a plan without upsell is tried by "
         "editing the file"),
        (OVER, "upsell.*={}", "write --set 'upsell.*.rate*=0'; a plan without upsell is tried by "
         "editing the file"),
        (OVER, "upsell={more_sensors: {}}", "write --set 'upsell.more_sensors.rate*=0'; a plan "
         "without upsell.more_sensors is tried by editing the file"),
        (OVER, "upsell.more_sensors={}", "write --set 'upsell.more_sensors.rate*=0'; a plan "
         "without upsell.more_sensors is tried by editing the file"),
        (OVER, "churn.rate={}", "write --set 'churn.rate*=0'"),
    ],
)  # fmt: skip
def test_empty_braces_are_answered_with_what_takes_it_down_to_zero(
    shared_revplan: Revplan, plan: str, option: str, hint: str
) -> None:
    assert assert_typed(shared_revplan, plan, option) == hint


@pytest.mark.parametrize(
    ("option", "message", "hint"),
    [
        ("commitments={}", "commitments={} adds nothing and removes nothing",
         "a plan without commitments is tried by editing the file"),
        ("fx={}", "fx={} adds nothing and removes nothing",
         "`revplan key fx` tells what may stand there"),
        ("target={}", "target={} adds nothing and removes nothing",
         "`revplan key target` tells what may stand there"),
        ("upsell.new={}", "new says none of amount, rate, annual_rate or monthly",
         "write exactly one of them"),
        ("upsell={more_sensors: []}", "upsell.more_sensors expects a mapping, not a list",
         "write {amount: 500k}; put your own amount in"),
        ("commitments=[]", "commitments expects names with their values, not a list",
         "write its keys below it, indented, or in braces"),
    ],
)  # fmt: skip
def test_empty_braces_are_never_told_as_tried(
    shared_revplan: Revplan, option: str, message: str, hint: str
) -> None:
    ran = shared_revplan("gap", OVER, "--set", option, "--format", "json")
    (told,) = ran.document["diagnostics"]
    assert (ran.code, told["message"], told["hint"]) == (2, message, hint)


def test_an_empty_list_is_tried_where_the_plan_states_a_list(revplan: Revplan) -> None:
    assert revplan("gap", OVER, "--set", "waivers=[]").code == 0
    text, _, _ = (revplan.folder / OVER).read_text().partition("waivers:")
    (revplan.folder / "none.yaml").write_text(text)
    ran = revplan("gap", "none.yaml", "--set", "waivers=[]")
    assert "waivers=[] adds nothing and removes nothing" in ran.err


def test_braces_that_hold_something_beside_what_is_empty_are_tried(
    shared_revplan: Revplan,
) -> None:
    ran = shared_revplan("gap", OVER, "--set", "upsell={more_sensors: {}, more: {rate: 1%}}")
    assert ran.code == 0


def test_the_same_path_twice_is_refused_however_it_is_met(shared_revplan: Revplan) -> None:
    for second in ("churn.rate=20%", "churn.@=20%", "churn.rate.value=20%", "*.rate*=0.5"):
        ran = shared_revplan("gap", ACME, "--set", "churn.rate=25%", "--set", second)
        assert ran.code == 2
        assert "is set twice" in ran.err
    other = ("--set", "churn.rate=25%", "--set", "churn.rate.high=40%")
    assert shared_revplan("gap", ACME, *other).code == 0


@pytest.mark.parametrize(
    ("plan", "first", "second", "why"),
    [
        (ACME, "churn.rate=10%", "churn={rate: 20%}", "churn.rate is set twice"),
        (ACME, "churn={rate: 20%}", "churn.rate=10%", "churn.rate is set twice"),
        (ACME, "churn={rate: 20%}", "churn.rate*=2", "churn.rate is set twice"),
        (ACME, "churn.rate=20%", "churn.amount=1M",
         "churn.amount undoes churn.rate, which is set before it"),
        (ACME, "churn.rate.low=20%", "churn.rate=10%",
         "churn.rate undoes churn.rate.low, which is set before it"),
        (ACME, "new_business.recognition=immediate", "new_business.recognition.delay=1",
         "new_business.recognition.delay undoes new_business.recognition, which is set before it"),
        (OVER, "upsell.more_sensors.rate=50%", "upsell.more_sensors={amount: 1M}",
         "upsell.more_sensors.amount undoes upsell.more_sensors.rate, which is set before it"),
        (FIRM, "segments.london.prior_year.monthly[1]=5k", "segments.*.prior_year.monthly*=2",
         "segments.*.prior_year.monthly changes segments.london.prior_year.monthly[1], which is "
         "set before it"),
        (FIRM, "segments.london={churn: {rate: 10%}}", "segments.*.churn.rate+=1%",
         "segments.london.churn.rate is set twice"),
    ],
)  # fmt: skip
def test_what_one_option_sets_no_later_one_takes_away(
    shared_revplan: Revplan, plan: str, first: str, second: str, why: str
) -> None:
    ran = shared_revplan("gap", plan, "--set", first, "--set", second)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"--set:1:1: error: {why}\n")
    assert "first set here" in ran.err
    assert first in ran.err
    assert second in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ("churn={rate: 20%}", "churn.last_year=10%"),
        ("churn.rate=20%", "churn={last_year: 10%}"),
        ("churn.rate=20%", "churn.rate.source=abc"),
        ("upsell.bundle={amount: 1M}", "upsell.bundle.starts=2027-04"),
    ],
)
def test_what_is_added_to_an_option_stays_with_it(
    shared_revplan: Revplan, options: tuple[str, ...]
) -> None:
    sets = [word for option in options for word in ("--set", option)]
    ran = shared_revplan("gap", ACME, *sets)
    assert ran.code == 0
    assert f"with {', '.join(options)}\n" in ran.out


@pytest.mark.parametrize(
    "option",
    ["churn.rate=8%", "churn.rate={value: 8%}", "churn={rate: 8%}", "churn.rate.value=8%",
     "churn={rate: {value: 8%}}"],
)  # fmt: skip
def test_a_number_leaves_a_bound_behind_however_it_is_stated(
    shared_revplan: Revplan, option: str
) -> None:
    ran = shared_revplan("gap", SAAS, "--set", option, "--format", "json")
    assert (ran.code, ran.err) == (0, "churn.rate=8% passes its low, 9%\n")
    plain = tried(shared_revplan, "gap", SAAS, "--set", "churn.rate=8%")["result"]
    assert ran.document["result"]["bridge"] == plain["bridge"]


@pytest.mark.parametrize(
    ("sets", "column", "message"),
    [
        (["churn.rate.low*=2"], 17, "churn.rate.low would be 8%, above the value of 5%"),
        (["churn.rate.low+=2%"], 17, "churn.rate.low would be 6%, above the value of 5%"),
        (["churn.rate.high=3%"], 17, "churn.rate.high would be 3%, below the value of 5%"),
        (["churn.rate={low: 8%}"], 18, "churn.rate.low would be 8%, above the value of 5%"),
        (["churn.rate=6%", "churn.rate.low=7%"], 16,
         "churn.rate.low would be 7%, above the value of 6%"),
    ],
)  # fmt: skip
def test_a_bound_that_is_tried_past_the_value_is_told_at_the_bound(
    shared_revplan: Revplan, sets: list[str], column: int, message: str
) -> None:
    options = [word for it in sets for word in ("--set", it)]
    ran = shared_revplan("gap", PACKAGING, *options, "--format", "json")
    (told,) = ran.document["diagnostics"]
    assert (ran.code, told["message"]) == (2, message)
    assert (told["file"], told["column"], told["path"]) == (
        "--set", column, message.partition(" ")[0])  # fmt: skip


def test_a_bound_may_be_tried_before_the_value_that_it_belongs_to(shared_revplan: Revplan) -> None:
    sets = ("--set", "churn.rate.low=8%", "--set", "churn.rate=9%")
    assert shared_revplan("gap", PACKAGING, *sets).code == 0


def test_a_bound_that_is_stated_with_its_number_stays(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", SAAS, "--set", "churn.rate={value: 8%, low: 9%}")
    assert ran.code == 2
    assert "value lies outside low and high" in ran.err


@pytest.mark.parametrize(
    ("stated", "options", "notice"),
    [
        ("upsell: {a: {rate: 5%}}",
         ["upsell.a.amount=1M", "upsell.a={amount: 1M}", "upsell.*={amount: 1M}",
          "upsell={a: {amount: 1M}}", "upsell.a={amount: {value: 1M, source: x}, owner: ann}",
          "upsell.a.amount={value: 1M}", "upsell.a.amount.value=1M"],
         "upsell.a.amount takes the place of upsell.a.rate"),
        ("churn: {rate: {value: 30%, source: x}}", ["churn.amount=1M", "churn={amount: 1M}"],
         "churn.amount takes the place of churn.rate"),
    ],
)  # fmt: skip
def test_what_gives_way_is_told_the_same_however_the_value_is_stated(
    stated: str, options: list[str], notice: str
) -> None:
    for option in options:
        file = trial_of([option]).on(read_text(f"{HEAD}{stated}\n", "plan.yaml"))
        assert file.attempt.notices == (notice,)


def test_a_mapping_that_takes_the_place_of_nothing_says_nothing() -> None:
    for option in ("upsell.a={rate: 6%, owner: ann}", "upsell.b={amount: 1M}"):
        file = trial_of([option]).on(read_text(f"{HEAD}upsell: {{a: {{rate: 5%}}}}\n", "a.yaml"))
        assert file.attempt.notices == ()


def test_a_line_that_is_put_everywhere_takes_steps_as_many_as_there_are_lines() -> None:
    steps = []
    for count in (50, 400):
        lines = "".join(f"  line_{n}: {{rate: 1%}}\n" for n in range(count))
        file = read_text(f"{HEAD}upsell:\n{lines}", "plan.yaml")
        trial = PlanTrial(file.raw, "", as_stated=False)
        (edit,) = trial_of(["upsell.*={amount: 1}"]).edits
        steps.append(steps_of(lambda trial=trial, edit=edit: trial.make(edit)))
        assert len(trial.notices) == count
    assert steps[1] < 10 * steps[0]


# Several plans


def test_a_plan_without_the_path_is_worked_out_as_it_stands(shared_revplan: Revplan) -> None:
    both = ["gap", ACME, OVER]
    before = tried(shared_revplan, *both)["result"]["plans"]
    ran = shared_revplan(*both, "--set", "upsell.*.rate=0%", "--format", "json")
    after = ran.document["result"]["plans"]
    assert after[0] == before[0]
    assert after[1]["bridge"] != before[1]["bridge"]
    assert after[1]["plan"]["set"] == ["upsell.*.rate=0%"]
    assert ran.err == f"{ACME} has no upsell.*.rate: worked out as it stands\n"


def test_a_number_that_only_some_plans_state_is_set_in_these(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, SUBSCRIPTION, "--set", "churn.rate=10%", "--format", "json")
    first, second = ran.document["result"]["plans"]
    assert first["plan"]["set"] == ["churn.rate=10%"]
    assert "set" not in second["plan"]
    assert ran.err == f"{SUBSCRIPTION} has no churn.rate: worked out as it stands\n"


def test_a_path_that_no_plan_has_is_refused(shared_revplan: Revplan) -> None:
    for command in (["gap", ACME, OVER], ["check", ACME, OVER], ["check", "plans"]):
        ran = shared_revplan(*command, "--set", "chrun.rate=10%")
        assert (ran.code, ran.out) == (2, "")
        assert 'did you mean "churn"' in ran.err


@pytest.mark.parametrize(
    ("plans", "option", "of", "line"),
    [
        ([ACME, OVER], "upsell.more_sensor.rate=8%", OVER, "upsell.more_sensors.rate=8%"),
        ([OVER, ACME], "upsell.more_sensor.rate=8%", OVER, "upsell.more_sensors.rate=8%"),
        ([ACME, OVER], "budget.campaigns.amont=1M", OVER, "budget.campaigns.amount=1M"),
        ([ACME, OVER], "budget.@.amont*=0.9", OVER, "budget.*.amount*=0.9"),
        (["plans"], "capacity.reps.onboard.count=8", OVER, "capacity.reps.on_board.count=8"),
        ([ACME, OVER], "budget.campaigns.half*=2", OVER, ""),
        ([ACME, OVER], "chrun.rate=10%", "", "churn.rate=10%"),
    ],
)
def test_of_several_plans_the_one_that_comes_nearest_says_what_was_meant(
    shared_revplan: Revplan, plans: list[str], option: str, of: str, line: str
) -> None:
    ran = shared_revplan("gap", *plans, "--set", option, "--format", "json")
    (told,) = ran.document["diagnostics"]
    assert (ran.code, told["message"].startswith(f"{of}: ")) == (2, bool(of))
    assert "to add it" not in told["hint"]
    assert told["hint"] == f"write --set '{line}'" or not line


def test_plans_that_all_lack_a_line_are_told_how_it_is_added(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, OVER, "--set", "losses.bigco.amount=400k")
    assert "to add it, write --set 'losses.bigco={amount: 400k}'" in ran.err


def test_plans_are_named_once_for_all_that_they_lack(shared_revplan: Revplan) -> None:
    sets = ("--set", "funnel.average_deal*=2", "--set", "capacity.attrition=10%",
            "--set", "churn.rate*=2")  # fmt: skip
    ran = shared_revplan("gap", ACME, OVER, *sets)
    assert ran.code == 0
    said = f"{ACME} has no funnel.average_deal or capacity.attrition: worked out without\n"
    assert ran.err == said


# Findings


@pytest.fixture
def wrong(revplan: Revplan) -> list[str]:
    return ["check", ACME, "--set", "churn.rate=25"]


def test_a_finding_of_a_tried_value_stands_in_the_option(
    revplan: Revplan, wrong: list[str]
) -> None:
    assert revplan(*wrong, "--format", "concise").out.startswith("--set:1:12: error[RP115]: 25 ")
    (found,) = revplan(*wrong, "--format", "json").document["diagnostics"]
    assert (found["file"], found["line"], found["column"]) == ("--set", 1, 12)


def test_formats_that_know_files_alone_place_it_in_the_plan(
    revplan: Revplan, wrong: list[str]
) -> None:
    github = revplan(*wrong, "--format", "github").out
    assert github.startswith(f"::error title=revplan RP115,file={ACME},line=22,col=")
    assert "(with churn.rate=25)" in github
    (issue,) = json.loads(revplan(*wrong, "--format", "gitlab").out)
    assert issue["location"] == {"path": ACME, "lines": {"begin": 22}}
    sarif = json.loads(revplan(*wrong, "--format", "sarif").out)
    (result,) = sarif["runs"][0]["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == ACME
    assert physical["region"]["startLine"] == 22
    assert "relatedLocations" not in result
    junit = revplan(*wrong, "--format", "junit").out
    assert f'classname="{ACME}"' in junit
    assert "--set:1:12: error[RP115]" in junit


@pytest.mark.parametrize(
    ("option", "column", "end"),
    [
        ("upsell.Bad Name={amount: 1M}", 8, 16),
        ('upsell={"Bad Name": {amount: 1M}}', 9, 19),
        ('upsell.x={amount: 1M, "Bad Name": 1}', 23, 33),
        ("upsell.x={amount: 1M, rate: 2%}", 23, 27),
        ("target.arr=3M", 8, 11),
        ("target.arr=-3M", 12, 15),
        ("segments.*.upsell.Bad Name={amount: 1M}", 19, 27),
    ],
)
def test_what_is_wrong_with_a_name_stands_at_the_name(
    shared_revplan: Revplan, option: str, column: int, end: int
) -> None:
    plan = FIRM if option.startswith("segments") else ACME
    ran = shared_revplan("check", plan, "--set", option, "--format", "json")
    found = [it for it in ran.document["diagnostics"] if it["file"] == "--set"]
    assert (column, end) in [(it["column"], it["end_column"]) for it in found]


@pytest.mark.parametrize(
    ("option", "section", "stated"),
    [
        ("target.growth*=0.1", "target", "growth: 20"),
        ("target.growth+=2%", "target", "growth: {value: 20, low: 10%}"),
        ("prior_year.revenue*=1.1", "prior_year", "revenue: 10,000,000"),
        ("prior_year.monthly*=1.1", "prior_year", f"monthly: [{'1M, ' * 11}'1,0']"),
        ("churn.rate*=0.5", "churn", "rate: ten"),
        ("churn.@*=0.5", "churn", "rate: -5%"),
        ("churn.rate*=0.5", "churn", "rate:"),
        ("prior_year.monthly*=1.1", "prior_year", f"monthly: [{'1M, ' * 11}~]"),
    ],
)
def test_what_the_plan_states_wrongly_is_its_own_at_its_line(
    revplan: Revplan, option: str, section: str, stated: str
) -> None:
    parts = {"prior_year": "revenue: 10M", "target": "growth: 50%", "churn": "rate: 30%"}
    lines = [f"{key}:\n  {text}" for key, text in (parts | {section: stated}).items()]
    head = "revplan: 1\nname: Own\nfiscal_year: 2027\ncurrency: USD\n"
    (revplan.folder / "own.yaml").write_text("\n".join([head, *lines]))
    told, own = (
        revplan("gap", "own.yaml", *more, "--format", "json").document["diagnostics"]
        for more in (["--set", option], [])
    )
    assert told == own
    assert [it["file"] for it in own] == ["own.yaml"]


def test_the_row_of_a_tried_value_names_the_option(shared_revplan: Revplan) -> None:
    sets = ("--set", "churn.rate*=0.9", "--set", "prior_year.revenue={value: 9M}")
    out = shared_revplan("explain", ACME, "churned", *sets, "--wide").out
    assert re.search(r"churn\.rate +27% +--set churn\.rate\*=0\.9", out)
    assert re.search(
        r"prior_year\.revenue +9,000,000 +--set prior_year\.revenue=\{value: 9M\}", out
    )


def test_a_finding_of_one_of_several_plans_names_it(revplan: Revplan) -> None:
    out = revplan("check", ACME, OVER, "--set", "churn.rate=200%", "--format", "concise").out
    assert f"--set:1:12: error[RP115]: {ACME}: 200% is out of range" in out
    assert f"--set:1:12: error[RP115]: {OVER}: 200% is out of range" in out


def test_what_is_found_in_a_tried_segment_is_told_beside_its_company(revplan: Revplan) -> None:
    ran = revplan("check", "plans", "--set", "churn.rate=200%", "--format", "concise")
    assert "plans/consulting-2027/dublin.yaml: 200% is out of range" in ran.out
    ran = revplan("check", "plans", "--set", "new_business.recognition=3", "--format", "concise")
    assert "plans/consulting-2027/dublin.yaml: " in ran.out


def test_a_check_says_what_was_tried(revplan: Revplan) -> None:
    ran = revplan("check", ACME, "--set", "churn.*+=1%")
    assert "Checked 1 plan with churn.*+=1% (rate): " in ran.out


@pytest.mark.parametrize("cores", [1, 2])
def test_plans_are_tried_on_all_cores_as_on_one(
    revplan: Revplan, cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_plans, "POOL_PAYS_FROM", 2)
    monkeypatch.setattr(check_plans, "CHUNK", 2)
    monkeypatch.setattr(check_plans, "_cores", lambda: cores)
    ran = revplan("check", "plans", "--set", "churn.rate*=1.01", "--format", "concise")
    assert ran.code == 1
    assert (
        "and plans/subscription-2027.yaml have no churn.rate: worked out as they stand" in ran.err
    )
    assert revplan("check", "plans", "--set", "chrun.rate*=1.01").code == 2
    assert revplan("check", "plans", "--set", "churn.rate*=-1.01").code == 2


def test_workers_hand_back_what_came_of_the_edits(
    revplan: Revplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_plans, "POOL_PAYS_FROM", 2)
    monkeypatch.setattr(check_plans, "CHUNK", 2)
    sets = ("--set", "churn.rate=60%", "--set", "upsell.*.rate*=1.1")
    told = []
    for cores in (1, 2):
        monkeypatch.setattr(check_plans, "_cores", lambda cores=cores: cores)
        ran = revplan("check", "plans", *sets, "--format", "json")
        told.append((ran.code, ran.document["result"], ran.document["diagnostics"], ran.err))
        bare = revplan("check", "plans", "--format", "json")  # nothing tried comes back too
        assert bare.document["status"] == "findings"
    assert told[0] == told[1]
    _, result, _, err = told[1]
    assert result["met"]["upsell.*.rate*=1.1"] != []
    assert f"{SAAS}: churn.rate=60% passes its high" in err
    assert f"{ACME} has no upsell.*.rate: worked out without\n" in err


def test_a_trial_stays_as_it_was_read() -> None:
    trial = trial_of(["churn.rate*=2", "capacity.attrition=1%"], several=True)
    before = pickle.dumps(trial)
    file = trial.on(read_text("churn: {rate: 10%}", "a.yaml"))
    assert [it.text for it in file.attempt.tried] == ["churn.rate*=2"]
    assert [number for number, _ in file.attempt.lacking] == [1]
    assert (
        pickle.loads(pickle.dumps(file.attempt)).lacking[0][1].why == file.attempt.lacking[0][1].why
    )
    assert pickle.dumps(trial) == before
    with pytest.raises(FrozenInstanceError):
        trial.several = False  # type: ignore[misc]
    untried = trial.on(read_text("- a list", "b.yaml"))
    with pytest.raises(CannotTry):  # no plan has a place for the second
        trial.close({"a.yaml": file.attempt, "b.yaml": untried.attempt})


def test_a_file_is_never_touched(revplan: Revplan) -> None:
    path = revplan.folder / ACME
    before = path.read_bytes()
    revplan("gap", ACME, "--set", "churn.rate*=2")
    revplan("check", "plans", "--set", "churn.rate*=2")
    assert path.read_bytes() == before


def test_comma_separated_values_say_what_was_tried_in_a_last_column(revplan: Revplan) -> None:
    for command in (["gap", SAAS], ["budget", SAAS], ["explain", SAAS, "gap"], ["explain", SAAS]):
        bare = revplan(*command, "--format", "csv").out.splitlines()
        lines = revplan(*command, "--set", "churn.rate+=1%", "--format", "csv").out.splitlines()
        assert lines[0] == f"{bare[0]},set"
        assert all(line.endswith(",churn.rate+=1%") for line in lines[1:])
    both = revplan("gap", ACME, SUBSCRIPTION, "--set", "churn.rate*=0.9", "--format", "csv").out
    assert [line.rpartition(",")[2] for line in both.splitlines()] == ["set", "churn.rate*=0.9", ""]


def test_the_rows_of_a_comparison_say_what_was_tried_on_the_new_side(revplan: Revplan) -> None:
    asked = ["diff", ACME, SAAS, "--format", "csv"]
    assert ",set" not in revplan(*asked).out
    lines = revplan(*asked, "--set", "churn.rate*=0.9").out.splitlines()
    assert lines[0].endswith(",line_in,set")
    assert all(line.endswith(",churn.rate*=0.9") for line in lines[1:])


def test_stars_stay_stars_in_a_comment(revplan: Revplan) -> None:
    out = revplan("gap", SAAS, "--set", "upsell.*.rate*=0.9", "--format", "markdown").out
    assert r"with upsell.\*.rate\*=0.9 \(volume\_tiers\)" in out.partition("\n")[0]


# What a shell makes of what is not quoted


def test_every_example_that_a_shell_would_read_itself_is_in_single_quotes(
    shared_revplan: Revplan,
) -> None:
    texts = [shared_revplan("gap", "--help").out]
    texts += [path.read_text() for path in (ROOT / "README.md", *(ROOT / "revplan").rglob("*.md"))]
    texts += [path.read_text() for path in (ROOT / "revplan" / "cli").rglob("*.py")]
    shown = [it for text in texts for it in re.findall(r"--set +(\S+)", text)]
    assert [it for it in shown if re.search(r"[*@{]", it) and it[0] not in "'\""] == []
    asked = "\n".join(it for text in texts for it in text.splitlines() if "· with " not in it)
    signs = re.findall(r"(.)\b[a-z_]+\.[@*]\.[a-z_]+[*+]?=", asked)
    assert signs
    assert {*signs} <= {"'", '"'}


@pytest.mark.parametrize(
    "words",
    [
        ["gap", ACME, "--set", "upsell.x={amount:", "1M}"],
        ["check", ACME, "--set", "upsell.x={amount:", "1M}"],
        ["diff", ACME, ACME, "--set", "upsell.x={amount:", "1M}"],
        ["show", ACME, "--set", "upsell.x={amount:", "1M}"],
        ["gap", ACME, "--set", "upsell.x=amount:1M", "upsell.x=starts:2027-04"],
        ["check", ACME, "--set", "upsell.x=amount:1M", "upsell.x=starts:2027-04"],
        ["gap", ACME, "--set"],  # a star that met no file
        ["gap", "--set", ACME],
    ],
    ids=" ".join,
)
def test_what_a_shell_took_apart_is_to_be_quoted(shared_revplan: Revplan, words: list[str]) -> None:
    ran = shared_revplan(*words)
    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"write --set '[^']+'", ran.err)


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("upsell.bundle={amount:1M}", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount:1M,owner:x}", "upsell.bundle={amount: 1M,owner: x}"),
        ("upsell.bundle={amount=1M}", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount 1M}", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount: 1M", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount: 1M}}", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount: 1M]", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount: [1M}", "upsell.bundle={amount: 1M}"),
        ("upsell.bundle={amount: 1M,, owner: x}", "upsell.bundle={amount: 1M, owner: x}"),
        ("upsell.bundle={amount: 1M owner: x}", "upsell.bundle={amount: 1M, owner: x}"),
        ('upsell.bundle={amount: 1M, label: "X}', 'upsell.bundle={amount: 1M, label: "X"}'),
        ("upsell.bundle={amount: 1M, label: A: B}", 'upsell.bundle={amount: 1M, label: "A: B"}'),
        ("upsell.bundle={label: 'O'Neill', amount: 1M}",
         "upsell.bundle={label: \"O'Neill\", amount: 1M}"),
        ("upsell.bundle={month: 2027-04, amount: 1M", "upsell.bundle={month: 2027-04, amount: 1M}"),
        ('name="X', 'name="X"'),
        ("name=@x", 'name="@x"'),
        ("churn.rate=%30", "churn.rate=30%"),
        ("churn.rate*=%90", "churn.rate*=90%"),
        ("churn=rate:20%", "churn.rate=20%"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_read_is_told_as_it_was_meant(
    shared_revplan: Revplan, option: str, line: str
) -> None:
    ran = shared_revplan("gap", ACME, "--set", option, "-f", "json")
    assert [it["hint"] for it in ran.document["diagnostics"]] == [f"write {quote_option(line)}"]
    assert shared_revplan("gap", ACME, "--set", line).code == 0


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("churn.rate=@x", "put the value in quotes, as in --set 'name=\"Acme & Co\"'"),
        ("churn.rate=!x", "remove it; a value that begins with \"!\" goes in quotes, as in --set "
         "'name=\"Acme & Co\"'"),
        ("upsell.bundle={foo=1}", "write foo: 1, as in --set 'upsell.bundle={amount: 1M}'"),
        ("upsell.bundle={amount: [1M, 2M}", "write ] before the }, as in --set "
         "'upsell.bundle={amount: 1M}'"),
        ("chrun={rate: 9%", "a shell splits what is not quoted: write --set "
         "'upsell.bundle={amount: 1M}'"),
        ("upsell.bundle={amount:", "a shell splits what is not quoted: write --set "
         "'upsell.bundle={amount: 1M}'"),
        ("upsell.bundle={amount: 1M,", "a shell splits what is not quoted: write --set "
         "'upsell.bundle={amount: 1M}'"),
    ],
)  # fmt: skip
def test_where_the_meaning_is_not_certain_an_option_is_shown_that_reads(
    shared_revplan: Revplan, option: str, hint: str
) -> None:
    ran = shared_revplan("gap", ACME, "--set", option, "-f", "json")
    assert [it["hint"] for it in ran.document["diagnostics"]] == [hint]
    words = shlex.split(hint[hint.index("--set") :])
    assert shared_revplan("gap", ACME, *words).code == 0


def test_a_mapping_to_write_is_told_in_its_option(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", OVER, "--set", "upsell.*=0.9")
    assert "= help: write --set 'upsell.*={amount: 0.9}'\n" in ran.err


def test_a_value_that_no_plan_can_have_is_told_once(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, OVER, SAAS, "--set", "churn.rate=200%")
    assert ran.code == 2
    assert ran.err.count("error[RP115]") == 1
    assert f"{ACME} and 2 other plans: 200% is out of range" in ran.err


def test_a_value_where_a_mapping_belongs_is_told_the_option_that_sets_its_key(
    shared_revplan: Revplan,
) -> None:
    ran = shared_revplan("gap", ACME, "--set", "churn=1%")
    assert "= help: write --set 'churn.rate=1%'\n" in ran.err
    assert shared_revplan("gap", ACME, "--set", "churn.rate=1%").code == 0


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("churn.rate=+1%", "write --set 'churn.rate+=1%' to add it, or --set 'churn.rate=1%'"),
        ("churn.rate=+1", "write --set 'churn.rate+=1%' to add it, or --set 'churn.rate=1%'"),
        ("churn.rate=+ 1%", "write --set 'churn.rate+=1%' to add it, or --set 'churn.rate=1%'"),
        ("churn.rate=-1%", "write --set 'churn.rate=1%', or --set 'churn.rate+=-1%' to take it "
         "off"),
        ("prior_year.arr=+5%", "write --set 'prior_year.arr*=1.05' to add it"),
        ("upsell.*.rate=+1%", "write --set 'upsell.*.rate+=1%' to add it, or --set "
         "'upsell.*.rate=1%'"),
        ("churn=+1%", "write --set 'churn.rate+=1%'"),
        ("churn=-1%", "write --set 'churn.rate+=-1%'"),
        ("upsell.bundle: {amount: 1M}", "write --set 'upsell.bundle={amount: 1M}'"),
        ("upsell.bundle:{amount: 1M}", "write --set 'upsell.bundle={amount: 1M}'"),
        ("churn.rate: 5%", "write --set 'churn.rate=5%'"),
        ("churn.rate 5%", "write --set 'churn.rate=5%'"),
    ],
)  # fmt: skip
def test_a_sign_or_a_colon_in_the_place_of_an_operator_is_answered_with_one(
    shared_revplan: Revplan, option: str, hint: str
) -> None:
    assert assert_typed(shared_revplan, OVER, option) == hint


@pytest.mark.parametrize("option", ["a:b", "churn.rate: much", "churn.rate:", "{a: b}", "target"])
def test_what_is_no_key_with_a_value_is_answered_with_an_example(
    shared_revplan: Revplan, option: str
) -> None:
    hint = "write --set 'PATH=VALUE', such as --set 'churn.rate=25%'"
    ran = shared_revplan("gap", OVER, "--set", option, "-f", "json")
    assert [it["hint"] for it in ran.document["diagnostics"]] == [hint]


@pytest.mark.parametrize(
    ("option", "word", "meant"),
    [
        ("upsell.bundle={amuont: 1M}", "amuont", "amount"),
        ("upsell.bundle={amount: 1M, strats: 2027-04}", "strats", "starts"),
        ("upsell.bundle={label: O'Neill, amuont: 1M}", "amuont", "amount"),
        ("churn={rat: 20%}", "rat:", "rate:"),
    ],
)
@pytest.mark.parametrize("command", [["gap", ACME], ["gap", ACME, OVER], ["check", ACME]])
def test_a_misspelt_word_in_a_value_is_told_with_the_line_to_type(
    shared_revplan: Revplan, command: list[str], option: str, word: str, meant: str
) -> None:
    line = option.replace(word, meant)
    ran = shared_revplan(*command, "--set", option, "-f", "json")
    hints = {it["hint"] for it in ran.document["diagnostics"] if it["file"] == "--set"}
    (told,) = {hint.removeprefix("write ") for hint in hints}
    assert shlex.split(told) == ["--set", line]
    again = shared_revplan(*command, "--set", line, "-f", "json")
    assert not any(line in it["hint"] for it in again.document["diagnostics"])
    assert again.document["result"]


def test_what_else_may_stand_there_stays_behind_the_line_to_type(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, "--set", "phasing.seasonality=day")
    line = "write --set 'phasing.seasonality=days'. Twelve weights may stand here too"
    assert line in ran.err


@pytest.mark.parametrize(
    ("option", "why", "hint"),
    [
        ("reps.on_board.count=8", '"reps" stands under capacity',
         "write --set 'capacity.reps.on_board.count=8'"),
        ("reps.*.count+=1", '"reps" stands under capacity',
         "write --set 'capacity.reps.*.count+=1'"),
        ("more_sensors.rate=8%", '"more_sensors" stands under upsell',
         "write --set 'upsell.more_sensors.rate=8%'"),
        ("more_sensors=8%", '"more_sensors" stands under upsell',
         "write --set 'upsell.more_sensors.rate=8%'"),
        ("stages.laed.conversion=20%", 'there is no "laed" under funnel.stages; did you mean '
         '"lead"?', "write --set 'funnel.stages.lead.conversion=20%'; to add it, write --set "
         "'funnel.stages.laed={conversion: 20%}'"),
        ("reps.west.count=4", 'there is no "west" under capacity.reps; there is on_board or spring',
         "to add it, write --set 'capacity.reps.west={count: 4, starts: 2026-01}': starts is an "
         "example"),
    ],
)  # fmt: skip
def test_what_stands_one_step_below_is_found(
    shared_revplan: Revplan, option: str, why: str, hint: str
) -> None:
    ran = shared_revplan("gap", OVER, "--set", option, "-f", "json")
    assert [(it["message"], it["hint"]) for it in ran.document["diagnostics"]] == [(why, hint)]
    assert assert_typed(shared_revplan, OVER, option)


def test_a_name_that_two_sections_have_is_told_with_both(revplan: Revplan) -> None:
    lines = {"upsell": {"web": {"amount": "1k"}}, "losses": {"web": {"amount": "1k"}}}
    year = {"prior_year": {"revenue": "4M"}, "target": {"growth": "20%"}, "churn": {"rate": "9%"}}
    head = {"revplan": "1", "name": "Half", "fiscal_year": "2027", "currency": "USD"}
    (revplan.folder / "two.yaml").write_text(to_yaml({**head, **year, **lines}))
    hint = assert_typed(revplan, "two.yaml", "web.amount=2k")
    assert hint == "write --set 'losses.web.amount=2k', or --set 'upsell.web.amount=2k'"


def test_a_key_that_no_plan_has_is_not_looked_through(revplan: Revplan) -> None:
    text = (ROOT / ACME).read_text()
    (revplan.folder / "odd.yaml").write_text(f"{text}\nodd:\n  odd: {{odd: 1}}\n")
    ran = revplan("gap", "odd.yaml", "--set", "odd.odd.even=2")
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert 'there is no "odd"' in ran.err


@pytest.mark.parametrize(("option", "such"), [("*=2", "PATH*=2"), ("=2", "PATH=2")])
def test_a_path_that_is_missing_is_said(shared_revplan: Revplan, option: str, such: str) -> None:
    ran = shared_revplan("gap", OVER, "--set", option)
    assert ran.err.startswith(f'--set:1:1: error: a path is missing in "{option}"\n')
    assert f"= help: write --set '{such}', such as --set '" in ran.err


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("growth=60%", "write --set 'target.growth=60%'"),
        ("growth*=1.1", "write --set 'target.growth*=1.1'"),
        ("rate=25%", "write --set 'churn.rate=25%', or --set 'contraction.rate=25%'"),
        ("grr=80%", "grr is worked out: set what it is made of, as `revplan explain PLAN grr` "
         "tells"),
        ("months.2027-03.target=1M", "months.2027-03.target is worked out: set what it is made "
         "of, as `revplan explain PLAN months.2027-03.target` tells"),
        ("new_business=5M", "it is what the plan works out; last year's is stated as "
         "new_business: {last_year: 5M}"),
        ("churn.rate=30% -2%", "write a rate like 30% or 0.30"),
    ],
)  # fmt: skip
def test_a_key_s_name_alone_and_what_is_worked_out_are_told_as_such(
    shared_revplan: Revplan, option: str, hint: str
) -> None:
    ran = shared_revplan("gap", ACME, "--set", option, "-f", "json")
    assert [it["hint"] for it in ran.document["diagnostics"]] == [hint]


@pytest.mark.parametrize("more", ["1", "-1", "5"])
def test_a_bare_number_added_to_a_rate_is_told_as_points(
    shared_revplan: Revplan, more: str
) -> None:
    ran = shared_revplan("gap", ACME, "--set", f"churn.rate+={more}")
    assert f"write --set 'churn.rate+={more}%'; with % it adds points" in ran.err


@pytest.mark.parametrize("option", ["upsell.*-=3", "upsell.*/=3", "losses.*-=2%", "upsell.*x=3",
                                    "upsell.*.amount-=3", "churn.rate.-=5%"])  # fmt: skip
def test_an_odd_sign_is_no_part_of_a_line_to_type(shared_revplan: Revplan, option: str) -> None:
    hint = shared_revplan("gap", ACME, "--set", option).err.partition("help: ")[2]
    lines = re.findall("--set '([^']+)'", hint)
    assert hint
    assert [it for it in lines if re.search(r"[*.][-/x]|\.[+*]?=|\*\.amount[+]=-3", it)] == []


def test_a_value_is_quoted_where_it_stands(shared_revplan: Revplan) -> None:
    option = "upsell.bundle={label: a%b, note: %b, amount: 1M}"
    told = shared_revplan("gap", ACME, "--set", option).err
    assert "--set 'upsell.bundle={label: a%b, note: \"%b\", amount: 1M}'" in told

"""Random plans: the program and an independent calculation in fractions agree to the last digit."""

import re
from typing import Any

import oracle
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import Plan, as_yaml, drawn_plans, plans, refunded, to_yaml

from revplan import CannotWorkOut, read_text, work_out
from revplan.engine.definitions import definitions
from revplan.rules import rp204_losses_exceed_base
from revplan.views.gap.data import gap_data


def told(text: str) -> dict[str, Any]:
    """What the program answers on a plan's text, without what is no arithmetic."""
    file = read_text(text)
    assert file.plan is not None, file.problems
    outcome = work_out(file.plan)
    data = gap_data(outcome, "plan.yaml", definitions(outcome))
    del data["plan"]
    for reading in data["readings"]:
        del reading["label"]
    return data


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@examples(20)
@given(data=st.data())
def test_the_program_and_the_oracle_agree_on_every_figure(basis: str, data: st.DataObject) -> None:
    plan = data.draw(plans(basis))
    assert told(data.draw(as_yaml(plan))) == oracle.work_out(plan)


@examples(20)
@given(data=st.data())
def test_they_agree_where_a_month_of_last_year_is_below_zero(data: st.DataObject) -> None:
    plan = data.draw(refunded())
    if unworkable(plan):
        return
    assert told(data.draw(as_yaml(plan))) == oracle.work_out(plan)


def unworkable(plan: Plan) -> bool:
    try:
        oracle.work_out(plan)
        oracle.overdrawn(plan)
    except oracle.Unworkable:
        return True
    return False


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@examples(20)
@given(data=st.data())
def test_both_find_the_same_plans_overdrawn(basis: str, data: st.DataObject) -> None:
    plan = data.draw(drawn_plans(basis))
    if data.draw(st.booleans()):
        worse = data.draw(st.sampled_from(["40%", "75%", "97%", "100%"]))
        plan = plan | {"churn": {"rate": worse, "timing": "start"}}
    file = read_text(data.draw(as_yaml(plan)))
    if unworkable(plan):
        if file.plan is not None:
            with pytest.raises(CannotWorkOut):
                work_out(file.plan)
        else:
            assert {problem.code for problem in file.problems} <= {"RP114", "RP123"}
        return
    assert file.plan is not None, file.problems
    found = [it.message for it in rp204_losses_exceed_base.check(work_out(file.plan))]
    month = oracle.overdrawn(plan)
    assert bool(found) == (month is not None), (month, found)
    assert month is None or any(month in message for message in found), (month, found)


@st.composite
def plans_on_the_edge(draw: st.DrawFn) -> Plan:
    """A plan of a few units, in tenths of one, that comes to about nothing in some month."""

    def tenths(least: int, most: int) -> str:
        return str(draw(st.integers(least, most)) / 10)

    def lines() -> Plan:
        months = draw(st.lists(st.integers(1, 12), max_size=2))
        each = [{"amount": tenths(1, 9), "month": f"2027-{month:02d}"} for month in months]
        return dict(zip(("first", "second"), each, strict=False))

    key = draw(st.sampled_from(["arr", "revenue"]))
    rising = {"path": "rising"} if key == "revenue" and draw(st.booleans()) else {}
    return {
        "revplan": "1",
        "name": "Acme",
        "fiscal_year": "2027",
        "currency": "USD",
        "basis": key,
        "prior_year": {key: tenths(1, 30)},
        "target": {key: tenths(0, 20)} | rising,
        "churn": {"rate": draw(st.sampled_from(["0%", "50%", "100%"])), "timing": "even"},
        "losses": lines(),
        "upsell": lines(),
    }


@examples(20)
@given(plan=plans_on_the_edge())
def test_a_plan_is_overdrawn_where_the_exact_fraction_is_below_zero_and_nowhere_else(
    plan: Plan,
) -> None:
    file = read_text(to_yaml(plan))
    assert file.plan is not None, file.problems
    found = [it.message for it in rp204_losses_exceed_base.check(work_out(file.plan))]
    month = oracle.overdrawn(plan)
    assert bool(found) == (month is not None), (month, found)
    assert month is None or any(month in message for message in found), (month, found)
    for message in found:
        assert apart(message), message


def apart(message: str) -> bool:
    """Whether the amounts of a message differ, from zero too where they are to be below it."""
    words = message.replace(",", "").split()
    told = [float(word) for word in words if re.fullmatch(r"-?\d+(\.\d+)?", word)]
    told += [0.0] if "below zero" in message else []
    return len(set(told)) == len(told)


def test_a_plan_that_loses_more_than_it_has_is_overdrawn_for_both() -> None:
    plan = {
        "revplan": "1",
        "name": "Acme",
        "fiscal_year": "2027",
        "currency": "USD",
        "prior_year": {"revenue": "12M"},
        "target": {"growth": "0%"},
        "churn": {"rate": "60%"},
        "losses": {"bigco": {"amount": "6M"}},
    }
    assert oracle.overdrawn(plan) == "2027-01"
    file = read_text(to_yaml(plan))
    assert file.plan is not None
    assert list(rp204_losses_exceed_base.check(work_out(file.plan)))

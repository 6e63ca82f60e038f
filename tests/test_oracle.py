"""Random plans: the program and an independent calculation in fractions agree to the last digit."""

from typing import Any

import oracle
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import Plan, as_yaml, drawn_plans, plans, to_yaml

from revplan import CannotWorkOut, read_text, work_out
from revplan.rules import rp204_base_overdrawn
from revplan.studies.readings import readings
from revplan.views.gap_data import gap_data


def told(text: str) -> dict[str, Any]:
    """What the program answers on a plan's text, without what is no arithmetic."""
    file = read_text(text)
    assert file.plan is not None, file.problems
    outcome = work_out(file.plan)
    data = gap_data(outcome, "plan.yaml", readings(outcome))
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
    found = [it.message for it in rp204_base_overdrawn.check(work_out(file.plan))]
    month = oracle.overdrawn(plan)
    assert bool(found) == (month is not None), (month, found)
    assert month is None or any(month in message for message in found), (month, found)


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
    assert list(rp204_base_overdrawn.check(work_out(file.plan)))

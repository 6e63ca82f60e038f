"""Companies of segments: an independent calculation agrees, and what must hold of them holds."""

from __future__ import annotations

from typing import Any

import oracle
import oracle_companies
import pytest
from companies import companies
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import Plan, as_yaml

from revplan import CannotWorkOut, Outcome, read_text, work_out
from revplan.views.gap_data import gap_data

some = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
# What a segment inherits may not suit it, and a growth of nothing is none.
NO_COMPANY = {"RP107", "RP114", "RP121", "RP123"}


def told(outcome: Outcome) -> dict[str, Any]:
    """What the program answers on a company, without what is no arithmetic."""
    data = gap_data(outcome, "plan.yaml", None)
    del data["plan"], data["quarters"]
    for segment in data["segments"]:
        del segment["currency"]
    return data


def worked(text: str) -> Outcome:
    """The company worked out; of what is no company, nothing more is asked."""
    file = read_text(text)
    if file.plan is None:
        assert {it.code for it in file.problems} <= NO_COMPANY, file.problems
    assume(file.plan is not None)
    assert file.plan is not None
    try:
        return work_out(file.plan)
    except CannotWorkOut:
        assume(False)
        raise


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@some
@given(data=st.data())
def test_the_program_and_the_oracle_agree_on_every_figure(basis: str, data: st.DataObject) -> None:
    company: Plan = data.draw(companies(basis))
    found = told(worked(data.draw(as_yaml(company))))
    assert found == oracle_companies.told(company)

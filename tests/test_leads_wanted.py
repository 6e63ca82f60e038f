"""What RP205 says to plan for, followed: then the leads suffice."""

import re
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from examples import examples
from hypothesis import given
from plan_texts import ACME
from strategies import to_yaml
from test_funnel import funnel_plans, read

from revplan import Outcome, work_out
from revplan.base.problem import Problem, Severity
from revplan.rules import judge
from revplan.sources.plan_file import read_bytes

MORE = re.compile(
    r"plan for ([0-9,]+) more leads a year of (.+), (?:evenly by month \(leads: (\d\S*)\)|by)"
)


@examples(40)
@given(raw=funnel_plans())
def test_as_many_leads_as_it_is_told_to_plan_for_suffice(raw: dict[str, Any]) -> None:
    assert_followed(raw)


SOURCES = (
    "web: {kind: net, leads: 900}",
    "web: {kind: net, leads: 0}",
    "web: {kind: net, leads: 1100, last_year: 900}, fairs: {kind: net, leads: 12.5}",
    "web: {kind: net, leads: 1100, last_year: 900, value: 1234.5}",
    "web: {kind: net, leads: [0, 0, 0, 70, 0, 9, 80, 0, 0, 0, 1, 700], last_year: 10}",
    "fairs: {kind: net, leads: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 700], last_year: 0}, "
    "web: {kind: spear, leads: 7, value: 3k}",
)


@pytest.mark.parametrize("sources", SOURCES)
@pytest.mark.parametrize("days", [0, 40, 200])
def test_as_many_leads_of_these_sources_suffice(sources: str, days: int) -> None:
    stages = f"{{lead: {{conversion: 25%, days: {days}}}, offer: {{conversion: 30%, days: 33}}}}"
    funnel = f"funnel: {{average_deal: 40k, stages: {stages}, sources: {{{sources}}}}}"
    raw = read_bytes(f"{ACME}{funnel}\n".encode(), "plan.yaml").raw
    assert raw is not None
    assert assert_followed(dict(raw))


def assert_followed(raw: dict[str, Any]) -> bool:
    """Whether leads are short; then the advice, followed, lets them suffice."""
    found = short_of_leads(work_out(read(to_yaml(raw))))
    told = MORE.match(found.hint) if found else None
    if found is None or told is None:
        assert found is None or found.hint.startswith("plan for earlier leads")
        return found is not None
    section = read(to_yaml(raw)).funnel
    assert section is not None
    stated = section.sources[told[2]].leads
    better: Any = told[3]
    if isinstance(stated, tuple):
        planned = sum(it.value for it in stated)
        times = Fraction(planned + int(told[1].replace(",", ""))) / Fraction(planned)
        better = [f"{ceil(Fraction(it.value) * times * 10**9)}e-9" for it in stated]
    raw["funnel"]["sources"][told[2]]["leads"] = better
    assert short_of_leads(work_out(read(to_yaml(raw)))) is None
    return True


def short_of_leads(outcome: Outcome) -> Problem | None:
    """What is said of leads that do not suffice for the year."""
    errors = (it for it in judge(outcome) if it.severity is Severity.error)
    return next((it for it in errors if it.code == "RP205"), None)

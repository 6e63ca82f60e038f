"""The worked cases of `cases/`: plans with figures that were calculated by hand."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from strategies import to_yaml

from revplan import Outcome, read_text, work_out
from revplan.engine.definitions import definitions
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.views.budget import data as budget
from revplan.views.capacity import data as capacity
from revplan.views.gap.data import gap_data

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FOLDER = Path(__file__).parent / "cases"
FILES = sorted(file for file in FOLDER.glob("*.yaml") if file.stem != "rules")  # test_rules.py


@cache
def cases(file: Path) -> list[dict[str, Any]]:
    """The cases of a file, every leaf the text that the file has."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)


def answer(plan: dict[str, Any]) -> dict[str, Any]:
    """What `gap --definitions` answers in JSON, each list keyed by what names its rows."""
    file = read_text(to_yaml(plan))
    assert file.plan is not None, file.problems
    outcome = work_out(file.plan)
    data = gap_data(outcome, "plan.yaml", definitions(outcome))
    data["lines"] = {line["path"]: line["amount"] for line in data["lines"]}
    data["months"] = {row["month"]: row for row in data["months"]}
    data["quarters"] = {row["quarter"]: row for row in data["quarters"]}
    data["readings"] = {row["id"]: row["required"] for row in data["readings"]}
    for segment in data.get("segments", ()):
        segment["months"] = {row["month"]: row for row in segment["months"]}
    data["segments"] = {it["segment"]: it for it in data.get("segments", ())}
    data["figures"] = {path: told_figure(path, outcome) for path in outcome.figure_paths()}
    data["figures"] |= {path: told_figure(path, outcome) for path in outcome.work.figures}
    data["budget"] = budget.data_of(outcome)
    by = {"months": "month", "owners": "owner"}
    for key in by.keys() & data["budget"].keys():
        data["budget"][key] = {row.get(by[key], "nobody"): row for row in data["budget"][key]}
    if outcome.work.capacity is not None:
        data["capacity"] = capacity.data_of(outcome)
        by = {"months": "month", "quarters": "quarter", "quotas": "group"}
        for key, name in (by | {"territories": "territory"}).items():
            data["capacity"][key] = {row[name]: row for row in data["capacity"][key]}
    return data


def told_figure(path: str, outcome: Outcome) -> str:
    """A figure for JSON."""
    value, unit = outcome.figure(path), outcome.unit(path)
    assert value is not None, path
    if unit is Unit.money:
        return plain_amount(value, outcome.plan.phasing.rounding)
    return (plain_count if unit is Unit.count else plain_share)(value)


def differences(expected: dict[str, Any], found: dict[str, Any], where: str = "") -> list[str]:
    """Every figure that is not as expected; `absent` expects that there is none."""
    wrong = []
    for key, value in expected.items():
        path = f"{where}.{key}".strip(".")
        if isinstance(value, dict):
            wrong += differences(value, found.get(key, {}), path)
        elif found.get(key, "absent") != value:
            wrong.append(f"{path} is {found.get(key, 'absent')}, by hand {value}")
    return wrong


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in FILES
        for case in cases(file)
    ],
)
def test_a_plan_comes_to_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    assert differences(case["expect"], answer(case["plan"])) == []


def test_a_wrong_figure_is_noticed() -> None:
    assert differences({"bridge": {"gap": "1"}}, {"bridge": {"gap": "2"}}) != []
    assert differences({"bridge": {"gap": "1"}}, {}) != []
    assert differences({"bridge": {"grr": "absent"}}, {"bridge": {"grr": "1"}}) != []
    assert differences({"bridge": {"grr": "absent"}}, {"bridge": {}}) == []

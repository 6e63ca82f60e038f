"""A figure is made of what the documentation says: `formulas.yaml` has the formulas, by plan."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from revplan import read_text
from revplan.studies.explanation import explain

PLANS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "formulas.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
KINDS = ["revenue", "recurring revenue", "company", "work", "company of companies", "arr company"]


@pytest.mark.parametrize("case", PLANS, ids=KINDS)
def test_a_figure_is_made_of_what_its_formula_says(case: dict[str, Any]) -> None:
    plan = read_text(case["plan"]).plan
    assert plan is not None
    formulas: dict[str, str] = {}
    for path in case["formulas"]:
        told = None if path in formulas else explain(plan, path)
        if told is not None:
            formulas |= {node.path: node.formula for node in told.below()}
    assert {path: formulas.get(path) for path in case["formulas"]} == case["formulas"]

"""Every figure of a section beyond the bridge that `explain` answers stands in its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Revplan
from test_company_sections import ACME, EMEA

from revplan import Outcome, read_plan, work_out
from revplan.model.records import RECORDS, SHOWN, Record
from revplan.numbers.exact import exactly
from revplan.views.figure_json import text_of
from revplan.views.figure_text import figure_text
from revplan.views.gap.data import gap_data
from revplan.views.sections import answer_of, states

PLANS = sorted(path.stem for path in (ROOT / "plans").glob("*.yaml"))
TOLD_BY = {"unit_economics": "budget", "contribution": "budget", "reach": "gap"}
"""The command that tells the figures of a record which has none of its own."""

COMMANDS = {
    root: TOLD_BY.get(record.key, record.key) for record in RECORDS for root in record.roots
}

ELSEWHERE = {
    r"segments\.emea\.(?!local\.).*": "a segment is told in its own currency",
    r"segments\.\w+\.(local\.)?reach\..*": "gap tells what is within reach of all together",
    r"segments\.asia\.churn_point\.revenue": "of a segment without a budget gap tells it alone",
}
"""Figures that stand in no JSON of their section, and why."""


def command_of(path: str) -> str | None:
    """The command that tells a figure; None of those of the bridge."""
    inner = re.sub(r"^(segments\.\w+\.(local\.)?)+", "", path)
    inner = re.sub(r"^(months|quarters)\.[^.]+\.", "", inner)
    return COMMANDS.get(inner.partition(".")[0])


def values_in(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, (dict, list)):
        for held in document.values() if isinstance(document, dict) else document:
            yield from values_in(held)


def documents_of(outcome: Outcome, file: str) -> dict[str, set[str]]:
    """The values in the JSON of `gap`, and of each command about a section that a plan states."""
    shown: list[Record] = [record for record in SHOWN if states(record, outcome)]
    with exactly():
        documents = {record.key: answer_of(record, outcome, file).document() for record in shown}
        documents["gap"] = gap_data(outcome, file, None)
    return {key: set(values_in(document)) for key, document in documents.items()}


def missing_from_json(outcome: Outcome, file: str) -> list[str]:
    documents = documents_of(outcome, file)
    told = ((path, documents.get(command_of(path) or "")) for path in outcome.all_paths())
    return [
        path
        for path, values in told
        if values is not None and text_of(outcome, path) not in values and not is_elsewhere(path)
    ]


def is_elsewhere(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern in ELSEWHERE)


def company(folder: Path) -> Outcome:
    (folder / "emea.yaml").write_text(EMEA, encoding="utf-8")
    (folder / "acme.yaml").write_text(ACME, encoding="utf-8")
    plan = read_plan(str(folder / "acme.yaml")).plan
    assert plan is not None
    return work_out(plan)


@pytest.mark.parametrize("name", PLANS)
def test_every_figure_of_a_section_stands_in_its_json(name: str) -> None:
    file = f"plans/{name}.yaml"
    plan = read_plan(str(ROOT / file)).plan
    assert plan is not None
    assert missing_from_json(work_out(plan), file) == []


def test_every_figure_of_a_company_s_sections_stands_in_their_json(tmp_path: Path) -> None:
    assert missing_from_json(company(tmp_path), "acme.yaml") == []


def test_a_count_reads_the_same_in_every_command(shared_revplan: Revplan) -> None:
    plan = "plans/saas-arr-2027.yaml"
    outcome = work_out(read_plan(str(ROOT / plan)).plan)  # type: ignore[arg-type]
    for path, command in (
        ("funnel.leads", "funnel"),
        ("funnel.deals", "budget"),
        ("spend_multiple", "budget"),
        ("capacity.months.2027-03.ramped_reps", "capacity"),
    ):
        told = figure_text(outcome, path)
        assert told in shared_revplan(command, plan).out, (path, told)
        assert told in shared_revplan("explain", plan, path).out, (path, told)

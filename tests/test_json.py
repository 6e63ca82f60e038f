"""What machines read: one JSON document whatever happens, and the same figures in every format."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT, Revplan

from revplan import read_plan, work_out
from revplan.engine.definitions import definitions
from revplan.render.answers import csv_text
from revplan.views.gap.tables import gap_answer

COMMON_BRIDGE = {
    "prior_year", "churned", "contracted", "retained", "target", "gap", "carried_over", "upsell",
    "new_streams", "new_business", "bookings", "grr", "nrr", "naive", "replacement", "known",
    "churn_point",
}  # fmt: skip
COMMON_MONTH = {
    "churned", "contracted", "target", "carried_over", "upsell", "new_streams", "new_business",
    "bookings",
}  # fmt: skip
OF_REVENUE = {
    "bridge": {"one_off", "retained_in_year"},
    "months": {"prior_year", "base", "retained"},
    "sections": set[str](),
}
OF_CONTRACTS = OF_REVENUE | {"months": OF_REVENUE["months"] | {"earned"}}
OF_ARR = {
    "bridge": {"recognised_revenue"},
    "months": {"opening", "closing", "recognised_revenue"},
    "sections": {"funnel", "capacity", "budget", "reach"},
}
PLANS = {"acme-2027": OF_REVENUE, "subscription-2027": OF_CONTRACTS, "saas-arr-2027": OF_ARR}
BROKEN = "revplan: 1\nname: A\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 1M}\n"
ACME = "plans/acme-2027.yaml"


def rows_of(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [*result["months"], *result["quarters"]]


def amounts_of(row: dict[str, Any]) -> dict[str, str]:
    others = ("month", "quarter", "months", "grr", "nrr", "known", "retained_in_year")
    return {key: value for key, value in row.items() if key not in others}


def given(revplan: Revplan, name: str, text: str) -> str:
    (revplan.folder / name).write_text(text, encoding="utf-8")
    return name


ANSWERS = [
    ("gap", [ACME]),
    ("gap", [ACME, "--definitions"]),
    ("gap", ["plans"]),
    ("gap", [ACME, "--max-new-business", "1M"]),
    ("check", ["plans"]),
    ("check", [ACME, "plans/saas-arr-2027.yaml"]),
    ("show", [ACME]),
    ("explain", [ACME, "months.2027-03.target"]),
    ("rule", []),
    ("rule", ["RP305"]),
]
WRONG_USE = [
    ("gap", []),
    ("gap", ["nowhere.yaml"]),
    ("gap", [ACME, "--set", "chrun.rate=1%"]),
    ("gap", [ACME, "--no-such-option"]),
    ("gap", [ACME, "--max-new-business", "half"]),
    ("gap", ["plans", "--definitions"]),
    ("check", []),
    ("check", ["nowhere"]),
    ("check", [ACME, "--select", "RP999"]),
    ("explain", [ACME, "profit"]),
    ("explain", ["plans", "gap"]),
    ("rule", ["RP999"]),
]


@pytest.mark.parametrize(("command", "arguments"), ANSWERS, ids=str)
def test_an_answer_is_one_document_with_the_exit_code_of_text(
    command: str, arguments: list[str], shared_revplan: Revplan
) -> None:
    ran = shared_revplan(command, *arguments, "--format", "json")
    found = ran.document
    assert found["command"] == command
    assert found["result"]
    assert ran.code == shared_revplan(command, *arguments).code
    fails = "1M" in arguments or (command, arguments) == ("check", ["plans"])  # one on purpose
    assert ran.code == (1 if fails else 0)


@pytest.mark.parametrize(("command", "arguments"), WRONG_USE, ids=str)
def test_wrong_usage_is_one_document_with_exit_code_2(
    command: str, arguments: list[str], shared_revplan: Revplan
) -> None:
    spelling = ["-f", "json"] if len(arguments) % 2 else ["--format=json"]
    ran = shared_revplan(command, *spelling, *arguments)
    assert (ran.code, ran.document["command"]) == (2, command)
    assert [problem["severity"] for problem in ran.document["diagnostics"]] == ["error"]
    assert shared_revplan(command, *arguments).code == 2


def test_the_command_is_not_confused_with_an_option_s_value(shared_revplan: Revplan) -> None:
    assert shared_revplan("--format", "json", "gap", ACME).document["command"] != "json"


@pytest.mark.parametrize(("command", "code"), [("gap", 2), ("explain", 2), ("check", 1)])
def test_a_broken_plan_is_one_document_that_says_where(
    command: str, code: int, revplan: Revplan
) -> None:
    plan = given(revplan, "broken.yaml", BROKEN + "target: {growth: 30}\n")
    ran = revplan(command, plan, "--format", "json")
    (problem,) = ran.document["diagnostics"]
    assert ran.code == code == revplan(command, plan).code
    assert (problem["code"], problem["severity"], problem["path"]) == (
        "RP115", "error", "target.growth",
    )  # fmt: skip
    where = ("file", "line", "column", "end_line", "end_column")
    assert [problem[key] for key in where] == ["broken.yaml", 6, 18, 6, 20]


def test_problems_of_an_unanswered_plan_come_in_the_order_of_its_lines(revplan: Revplan) -> None:
    plan = given(revplan, "broken.yaml", BROKEN.replace("1M", "$1M") + "target: {growth: 30}\n")
    text = (revplan.folder / plan).read_text().splitlines(keepends=True)
    given(revplan, plan, "".join([*text[:4], text[5], text[4]]))  # the target first
    for command in ("gap", "check"):
        found = revplan(command, plan, "--format", "json").document["diagnostics"]
        assert [problem["line"] for problem in found] == [5, 6]


@pytest.mark.parametrize("name", PLANS)
def test_the_keys_of_gap_are_those_of_its_basis(name: str, shared_revplan: Revplan) -> None:
    result = shared_revplan("gap", f"plans/{name}.yaml", "-f", "json").document["result"]
    own = PLANS[name]
    assert set(result) == {"plan", "bridge", "lines", "months", "quarters"} | own["sections"]
    assert set(result["plan"]) == {
        "file", "name", "fiscal_year", "starts", "currency", "basis", "rounding",
    }  # fmt: skip
    assert set(result["bridge"]) == COMMON_BRIDGE | own["bridge"]
    assert len(result["months"]) == 12
    for month in result["months"]:
        assert set(month) == COMMON_MONTH | own["months"] | {"month"}
    assert [quarter["quarter"] for quarter in result["quarters"]] == ["Q1", "Q2", "Q3", "Q4"]
    for place, quarter in enumerate(result["quarters"]):
        assert set(quarter) == COMMON_MONTH | own["months"] | {"quarter", "months"}
        theirs = [month["month"] for month in result["months"][3 * place : 3 * place + 3]]
        assert quarter["months"] == theirs
    for line in result["lines"]:
        assert set(line) == {"path", "label", "amount"}


def test_the_option_that_definitions_had_first_does_the_same_and_is_not_shown(
    shared_revplan: Revplan,
) -> None:
    options = ("--definitions", "--readings")
    asked = (shared_revplan("gap", ACME, option, "-f", "json") for option in options)
    now, formerly = (ran.document["result"]["readings"] for ran in asked)
    assert now == formerly
    assert "--readings" not in shared_revplan("gap", "--help").out


def test_the_readings_are_there_only_when_asked_for(shared_revplan: Revplan) -> None:
    result = shared_revplan("gap", ACME, "--definitions", "-f", "json").document["result"]
    growth, plan = result["readings"][:2]
    assert {"id": "naive", "required": "5000000"}.items() <= growth.items()
    assert {"id": "plan", "required": "8000000"}.items() <= plan.items()
    assert all(set(reading) == {"id", "label", "required"} for reading in result["readings"])


def test_the_figures_of_the_example_are_those_of_the_specification(shared_revplan: Revplan) -> None:
    bridge = shared_revplan("gap", ACME, "-f", "json").document["result"]["bridge"]
    assert bridge == {
        "prior_year": "10000000", "one_off": "0", "churned": "3000000", "contracted": "0",
        "retained": "7000000", "target": "15000000", "gap": "8000000", "carried_over": "0",
        "upsell": "0", "new_streams": "0", "new_business": "8000000", "bookings": "8000000",
        "grr": "0.7", "nrr": "0.7", "retained_in_year": "0.7", "naive": "5000000",
        "replacement": "3000000", "known": "0.466667", "churn_point": "100000",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("quantum", "form"), [("1", r"-?\d+"), ("0.01", r"-?\d+\.\d\d"), ("1000", r"-?\d*000|0")]
)
def test_amounts_are_texts_at_the_quantum(quantum: str, form: str, shared_revplan: Revplan) -> None:
    setting = f"phasing.rounding={quantum}"
    result = shared_revplan("gap", ACME, "--set", setting, "-f", "json").document["result"]
    assert result["plan"]["rounding"] == quantum
    amounts = [*amounts_of(result["bridge"]).values()]
    for row in rows_of(result):
        amounts += amounts_of(row).values()
    assert len(amounts) > 150
    assert [amount for amount in amounts if not re.fullmatch(form, amount)] == []


def test_several_plans_have_totals_by_currency(shared_revplan: Revplan) -> None:
    other = "plans/consulting-2027.yaml"
    result = shared_revplan("gap", ACME, other, "-f", "json").document["result"]
    assert [plan["plan"]["file"] for plan in result["plans"]] == [ACME, other]
    assert all(set(plan) == {"plan", "bridge"} for plan in result["plans"])
    assert set(result["total"]) == {"USD", "GBP"}
    assert result["total"]["USD"]["new_business"] == "8000000"


def test_check_counts_and_sorts(revplan: Revplan) -> None:
    folder = revplan.folder / "team"
    folder.mkdir()
    (folder / "b.yaml").write_text(BROKEN + "target: {growth: 30}\nupsel: {}\n")
    (folder / "a.yaml").write_text(BROKEN + "target: {growth: 30%}\nchurn: {rate: 20%}\n")
    (folder / "c.yaml").write_text((revplan.folder / ACME).read_text())
    found = revplan("check", "team", "--format", "json").document
    warnings = sum(problem["severity"] == "warning" for problem in found["diagnostics"])
    assert found["result"] == {"plans": 3, "passed": 2, "errors": 2, "warnings": warnings}
    assert warnings > 0
    order = [(it["file"], it["line"], it["column"]) for it in found["diagnostics"]]
    assert order == sorted(order)
    assert {it["file"] for it in found["diagnostics"]} == {"team/a.yaml", "team/b.yaml"}


def test_an_explanation_ends_in_lines_of_the_plan(shared_revplan: Revplan) -> None:
    told = shared_revplan("explain", ACME, "retained", "-f", "json").document["result"]
    leaves = list(leaves_of(told))
    assert (told["path"], told["value"], told["formula"]) == (
        "retained", "7000000", "prior_year - churned",
    )  # fmt: skip
    assert {(leaf["path"], leaf["file"], leaf["line"]) for leaf in leaves} == {
        ("prior_year.revenue", ACME, line_of("revenue:")),
        ("churn.rate", ACME, line_of("rate:")),
    }
    assert all(leaf["source"] for leaf in leaves)


def leaves_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    assert {"path", "label", "value"} <= set(told)
    if "inputs" not in told:
        return [told]
    return [leaf for it in told["inputs"] for leaf in leaves_of(it)]


def line_of(key: str) -> int:
    lines = (ROOT / ACME).read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip().startswith(key))


def answered(name: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """What `gap --definitions` tells of a shipped plan: its JSON, and the rows of its CSV."""
    plan = read_plan(str(ROOT / f"plans/{name}.yaml")).plan
    assert plan is not None
    outcome = work_out(plan)
    answer = gap_answer(outcome, name, definitions(outcome))
    return answer.document(), csv_rows(csv_text.write(answer))


def csv_rows(text: str) -> list[dict[str, str]]:
    """The rows of comma-separated values, every one as long as the line of keys."""
    rows = list(csv.DictReader(text.splitlines()))
    assert {None} & {*rows[0], *(value for row in rows for value in row.values())} == set()
    return rows


def filled(row: dict[str, str]) -> dict[str, str]:
    """The figures of a row, by key, as they are written."""
    others = ("plan", "currency", "level", "period", "path", "label")
    return {key: value for key, value in row.items() if value and key not in others}


@pytest.mark.parametrize("name", [*PLANS, "instruments-jpy-2027", "consulting-2027"])
def test_comma_separated_values_hold_every_figure_of_the_json(name: str) -> None:
    """The bridge, each segment's, the lines, months, quarters and readings, digit for digit."""
    result, rows = answered(name)
    of: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        assert (row["plan"], row["currency"]) == (
            result["plan"]["name"], result["plan"]["currency"],
        )  # fmt: skip
        if not row["level"].startswith("line"):
            of.setdefault(row["level"], {})[row["period"]] = filled(row)
    spare = {"unallocated": result["unallocated"]} if "unallocated" in result else {}
    year = str(result["plan"]["fiscal_year"])
    assert of["year"][year].items() >= (result["bridge"] | spare).items()
    assert of["month"] == {row["month"]: amounts_of(row) for row in result["months"]}
    assert of["quarter"] == {row["quarter"]: amounts_of(row) for row in result["quarters"]}
    assert of["reading"] == {
        it["id"]: {"new_business": it["required"]} for it in result["readings"]
    }
    for segment in result.get("segments", ()):
        assert of["segment"][segment["segment"]].items() >= segment["bridge"].items()
    lines = [row for row in rows if row["level"] == "line"]
    told = [(it["path"], it["label"], {"amount": it["amount"]}) for it in result["lines"]]
    assert [(row["path"], row["label"], filled(row)) for row in lines] == told


@pytest.mark.parametrize("name", ["subscription-2027", "saas-arr-2027", "consulting-2027"])
def test_the_months_of_a_line_add_up_to_it_and_to_its_section(name: str) -> None:
    rows = answered(name)[1]
    lines = [row for row in rows if row["level"] == "line"]
    months = [row for row in rows if row["level"] == "line month"]
    assert len(months) == 12 * len(lines) > 0
    for line in lines:
        own = [Decimal(row["amount"]) for row in months if row["path"] == line["path"]]
        assert sum(own) == Decimal(line["amount"])
    for month in (row for row in rows if row["level"] == "month"):
        upsold = [
            Decimal(row["amount"])
            for row in months
            if row["period"] == month["period"] and ".upsell." in f".{row['path']}"
        ]
        assert sum(upsold) == Decimal(month["upsell"])


def test_comma_separated_values_of_several_plans_hold_every_figure_of_the_json(
    shared_revplan: Revplan,
) -> None:
    result = shared_revplan("gap", "plans", "-f", "json").document["result"]
    rows = csv_rows(shared_revplan("gap", "plans", "-f", "csv").out)
    assert {row["plan"]: filled(row) for row in rows} == {
        plan["plan"]["file"]: plan["bridge"] for plan in result["plans"]
    }


@pytest.mark.parametrize("name", [*PLANS, "instruments-jpy-2027"])
def test_text_and_markdown_tell_the_figures_of_the_json(name: str, shared_revplan: Revplan) -> None:
    told = {
        form: shared_revplan("gap", f"plans/{name}.yaml", "-f", form).out
        for form in ("json", "markdown", "text")
    }
    result = json.loads(told["json"])["result"]
    periods = [(row.get("month") or row["quarter"], amounts_of(row)) for row in rows_of(result)]
    text, marked = text_rows(told["text"]), markdown_rows(told["markdown"])
    assert text == marked
    answer = Decimal(result["bridge"]["new_business"])
    assert [figures[0] for label, figures in text if label == "New business required"] == [answer]
    shown = {label: figures for label, figures in text if figures}
    for period, amounts in periods:
        known = {Decimal(value) for value in amounts.values()}
        known |= {-known_loss for known_loss in losses_in(amounts)}
        assert [figure for figure in shown[period] if figure not in known] == []


def losses_in(amounts: dict[str, str]) -> list[Decimal]:
    """What is lost, which tables tell with a minus."""
    return [Decimal(amounts[key]) for key in ("churned", "contracted") if key in amounts]


def figures_in(cells: list[str]) -> list[Decimal]:
    return [Decimal(cell.replace(",", "")) for cell in cells if re.fullmatch(r"-?[\d,.]+", cell)]


def text_rows(text: str) -> list[tuple[str, list[Decimal]]]:
    lines = [re.split(r" {3,}", line.strip()) for line in text.splitlines()[1:]]
    return [(cells[0], figures_in(cells[1:])) for cells in lines if figures_in(cells[1:])]


def markdown_rows(text: str) -> list[tuple[str, list[Decimal]]]:
    tables = [line for line in text.splitlines() if line.startswith("|")]
    lines = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in tables]
    return [(cells[0], figures_in(cells[1:])) for cells in lines if figures_in(cells[1:])]


def test_percentages_are_rounded_as_people_round(shared_revplan: Revplan) -> None:
    """1,681,000 of 4,200,000 is 40.0238%; 7,650,000 of 68,000,000 is 11.25%."""
    shop = shared_revplan("gap", "plans/shop-2026-27.yaml").out
    assert "40.0% of the prior year" in shop
    packaging = shared_revplan("gap", "plans/packaging-2027.yaml").out
    assert "11.3% of the target" in packaging

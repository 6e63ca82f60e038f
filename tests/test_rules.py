"""The rules: their pages keep their word, and each finds what it should, on both sides."""

import inspect
import re
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from test_cases import cases
from test_gallery import written_out

from revplan import read_plan, read_text, rules, work_out
from revplan.base.paths import path_text
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.fields.currency import MINOR_UNITS
from revplan.numbers.limit import Limit
from revplan.reading.validate import validate
from revplan.rules import Base, judge_change, register
from revplan.rules.rough_worths import PER_DOLLAR
from revplan.rules.waiving import is_binding, waivable
from revplan.sources.plan_file import read_bytes
from revplan.views.rules import rule_page, rule_pages, rules_list
from revplan.workspace.assess import assess

EVERY = [rules.module(name) for name in rules.names()]
READING = [rules.module(name) for name in register.READING]
JUDGING = [rules.module(row.name) for row in register.JUDGING]
FOUND_LATER = [*JUDGING, *(rules.module(name) for name in register.ABOUT_WAIVERS)]
OF_CHANGES = [rules.module(name) for name in register.ABOUT_CHANGES]


def wholly_waivable(rule: ModuleType) -> bool:
    """Whether everything that a rule finds can be waived."""
    errors = [Problem(rule.CODE, "", severity=severity) for severity in rule.SEVERITIES]
    return waivable(rule) and not any(map(is_binding, errors))


WAIVABLE = [rule for rule in EVERY if wholly_waivable(rule)]
CASES = cases(Path(__file__).parent / "cases/rules.yaml")
SHIPPED = Path(__file__).parent.parent / "plans"
BASE: dict[str, Any] = {
    "revplan": "1",
    "name": "Acme",
    "fiscal_year": "2027",
    "currency": "USD",
    "prior_year": {"revenue": "10M"},
    "target": {"growth": "50%"},
    "churn": {"rate": "30%"},
}


def part(rule: ModuleType, heading: str) -> str:
    """What stands under a heading of a rule's page, its indentation removed."""
    page = inspect.cleandoc(rule.__doc__ or "")
    match = re.search(rf"^{heading}\n(.*?)(?=\n\n\S|\Z)", page, re.MULTILINE | re.DOTALL)
    assert match is not None, f"{rule.CODE} has no {heading}"
    return textwrap.dedent(match[1]) + "\n"


def findings(example: bytes) -> list[Problem]:
    """Everything that `check` says of a plan."""
    assessed = assess(read_bytes(example, "plan.yaml"))
    return list(assessed.findings if assessed.outcome is not None else assessed.refused)


def test_every_shipped_plan_is_without_a_finding_but_the_one_that_fails_on_purpose() -> None:
    """plans/overpromised-2027.yaml names its five at the top; two rules find what marketing is to
    bring, of leads and of bookings, and one each of the others.
    """
    found = {
        path.stem: [problem.code for problem in assess(read_plan(str(path))).findings]
        for path in sorted(SHIPPED.rglob("*.yaml"))
    }
    failing = found.pop("overpromised-2027")
    assert sorted(failing) == ["RP201", "RP205", "RP206", "RP311", "RP312", "RP341"]
    assert len(found) >= 8
    assert {name: codes for name, codes in found.items() if codes} == {}


def errors(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems if problem.severity is Severity.error}


# The pages


def headings_of(rule: ModuleType) -> list[str]:
    """The lines of a page that are not indented; "Title." for a title that ends as it should."""
    title, blank, *rest = inspect.cleandoc(rule.__doc__ or "").split("\n")
    headings = [line for line in rest if line and not line.startswith(" ")]
    return ["Title." if title.endswith(".") else title, blank, *headings]


def test_a_page_has_a_title_and_its_five_headings_in_order() -> None:
    headings = {rule.CODE: headings_of(rule) for rule in EVERY}
    expected = {}
    for rule in EVERY:
        base = ["Base"] if rule in OF_CHANGES else []
        last = "How to waive" if rule in WAIVABLE else "How to fix"
        told = ["What it checks", "Why it matters", *base, "Fails", "Passes", last]
        expected[rule.CODE] = ["Title.", "", *told]
    assert headings == expected


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.CODE)
def test_a_failing_example_of_reading_gives_its_code_and_no_other_error(rule: ModuleType) -> None:
    assert errors(findings(written_out(part(rule, "Fails")))) == {rule.CODE}


@pytest.mark.parametrize("rule", FOUND_LATER, ids=lambda rule: rule.CODE)
def test_a_failing_example_of_judging_gives_its_code(rule: ModuleType) -> None:
    found = findings(written_out(part(rule, "Fails")))
    assert rule.CODE in {problem.code for problem in found}
    assert errors(found) <= {rule.CODE}


def of_change(rule: ModuleType, heading: str) -> list[Problem]:
    """What the rules find on the way from a page's base to one of its examples."""
    files = [read_text(part(rule, name)) for name in ("Base", heading)]
    base, outcome = (work_out(file.plan) for file in files if file.plan is not None)
    assert judge_change(outcome, Base(outcome.plan, outcome), Limit("5%")) == []
    return judge_change(outcome, Base(base.plan, base), Limit("5%"))


@pytest.mark.parametrize("rule", OF_CHANGES, ids=lambda rule: rule.CODE)
def test_the_examples_of_a_change_give_its_code_and_none(rule: ModuleType) -> None:
    assert {problem.code for problem in of_change(rule, "Fails")} == {rule.CODE}
    assert of_change(rule, "Passes") == []
    for heading in ("Base", "Fails", "Passes"):
        assert errors(findings(written_out(part(rule, heading)))) == set()


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.CODE)
def test_a_passing_example_is_free_of_the_code_and_of_every_error(rule: ModuleType) -> None:
    found = findings(written_out(part(rule, "Passes")))
    assert rule.CODE not in {problem.code for problem in found}
    assert errors(found) == set()


@pytest.mark.parametrize("rule", WAIVABLE, ids=lambda rule: rule.CODE)
def test_the_waiver_on_the_page_waives_the_failing_example(rule: ModuleType) -> None:
    shown = re.search(r"^ *waivers:\n(?: +- .*\n)+", part(rule, "How to waive"), re.MULTILINE)
    assert shown is not None
    waived = part(rule, "Fails") + textwrap.dedent(shown[0])
    codes = {problem.code for problem in findings(waived.encode())}
    assert codes & {rule.CODE, "RP901", "RP902"} == set()


# What each rule finds


def worked_out(case: dict[str, Any]) -> Outcome:
    raw = {k: v for k, v in BASE.items() if k not in case.get("without", ())}
    raw = raw | case.get("plan", {})
    plan, problems = validate(raw)
    assert problems == []
    assert plan is not None
    return work_out(plan)


def found_by(code: str) -> Problem:
    """The gravest that a rule may have found."""
    rule = rules.find(code)
    assert rule is not None
    return Problem(code, "", severity=rule.SEVERITIES[0])


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']} {case['it']}" for case in CASES])
def test_a_rule_finds_what_it_should_and_no_more(case: dict[str, Any]) -> None:
    rule, outcome = rules.find(case["rule"]), worked_out(case)
    assert rule is not None
    for path, figure in case.get("figures", {}).items():
        assert str(outcome.figure(path)) == figure
    given: list[Any] = [[found_by(code) for code in case["found"]]] if "found" in case else []
    if "base" in case:
        base = worked_out(case | {"plan": case["base"]})
        limit = Limit(case["limit"]) if "limit" in case else None
        given = [Base(base.plan, base), limit] if rule in OF_CHANGES else [base.plan]
    check = rule.check if rule in OF_CHANGES or "base" not in case else rule.changed
    found = list(check(outcome, *given))
    assert [path_text(problem.path) for problem in found] == [f["at"] for f in case["finds"]]
    for problem, expected in zip(found, case["finds"], strict=True):
        assert problem.code == rule.CODE
        assert problem.severity.name == expected.get("severity", rule.SEVERITIES[0].name)
        assert isinstance(expected.get("says", []), list), "a text alone is compared by the letter"
        assert [text for text in expected.get("says", []) if text not in problem.message] == []
        assert problem.hint
        assert expected.get("hints", "") in problem.hint


def test_every_severity_of_a_rule_is_found_in_some_case_and_no_other() -> None:
    found = {
        rule.CODE: {
            it.get("severity", rule.SEVERITIES[0].name)
            for case in CASES
            if case["rule"] == rule.CODE
            for it in case["finds"]
        }
        for rule in (*FOUND_LATER, *OF_CHANGES)
    }
    stated = {rule.CODE: rule.SEVERITIES for rule in (*FOUND_LATER, *OF_CHANGES)}
    assert found == {code: {it.name for it in stated[code]} for code in stated}


# Waivers


def judged(waivers: str = "") -> list[str]:
    file = read_text(
        "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 10M}\n"
        f"target: {{growth: 50%}}\nchurn: {{rate: 30%}}\n{waivers}"
    )
    assert file.plan is not None
    return [problem.code for problem in rules.judge(work_out(file.plan))]


def test_a_waiver_silences_its_rule_and_no_other() -> None:
    waived = judged('waivers: [{rule: RP323, because: "a contract begins in January"}]')
    assert "RP323" in judged()
    assert waived == [code for code in judged() if code != "RP323"]


def test_a_waiver_past_its_date_silences_nothing_and_is_an_error_itself() -> None:
    waived = judged('waivers: [{rule: RP323, because: "of last year", until: 2026-12}]')
    assert waived == [*judged(), "RP902"]


def test_what_a_rule_says_of_itself_decides_whether_a_plan_may_waive_it() -> None:
    waiving = {
        rule.CODE: validate(BASE | {"waivers": [{"rule": rule.CODE, "because": "as agreed"}]})[1]
        for rule in EVERY
    }
    refused = {code: [problem.code for problem in waiving[code]] for code in waiving}
    assert refused == {rule.CODE: [] if waivable(rule) else ["RP125"] for rule in EVERY}
    allowed = {code for code, problems in refused.items() if not problems}
    assert {code for code in allowed if code.startswith(("RP0", "RP1", "RP9"))} == set()
    assert allowed & {"RP201", "RP204", "RP206", "RP301", "RP302"} == {"RP206", "RP301", "RP302"}


CAPACITY = "waivers: [{rule: RP206, because: as agreed}]\ncapacity: {productivity: 1.2M, reps: "
SHORT_QUARTER = "{west: {count: 5, starts: 2026-01}, spring: {count: 3, starts: 2027-04}}}"
SHORT_YEAR = "{west: {count: 6, starts: 2026-01}}}"


def test_a_waiver_takes_a_rule_s_warning_and_leaves_its_error() -> None:
    codes = judged(CAPACITY + SHORT_QUARTER)
    assert "RP332" in codes
    assert {"RP206", "RP901"} & set(codes) == set()
    assert {"RP206", "RP901"} <= set(judged(CAPACITY + SHORT_YEAR))


def test_an_error_that_says_so_can_be_waived_and_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules.module("rp206_capacity_short")
    monkeypatch.setattr(rule, "WAIVABLE", True, raising=False)
    assert wholly_waivable(rule)
    assert {"RP206", "RP901"} & set(judged(CAPACITY + SHORT_YEAR)) == set()
    assert rules.choose([Problem("RP206", "an error")], [], ["RP206"]) == []
    assert rules.choose([Problem("RP206", "an error")], ["RP302"], []) == []


@pytest.mark.parametrize(
    ("code", "says", "hint"),
    [
        ("RP101", "RP101 cannot be waived", "warnings and infos can be waived"),
        ("RP901", "RP901 cannot be waived", "what judges the waivers of a plan"),
        ("RP300", "there is no rule RP300", "did you mean RP301, RP302 or RP303?"),
        ("RP799", "there is no rule RP799", "the nearest that can be waived are RP"),
        ("RP3990", '"RP3990" is not a rule\'s code', "write a code such as RP305"),
        ("rp305", '"rp305" is not a rule\'s code', "write RP305"),
        ("no-upsell", '"no-upsell" is not a rule\'s code', "write RP302"),
        ("no-target", '"no-target" is not a rule\'s code', "write a code such as RP305"),
    ],
)
def test_a_code_that_cannot_be_waived_is_refused_with_what_could(
    code: str, says: str, hint: str
) -> None:
    plan, problems = validate(BASE | {"waivers": [{"rule": code, "because": "as agreed"}]})
    assert plan is None
    assert [(it.code, it.message) for it in problems] == [("RP125", says)]
    assert hint in problems[0].hint


# --select and --ignore

FOUND = [
    Problem("RP112", "an error"),
    Problem("RP201", "an error"),
    Problem("RP902", "an error"),
    Problem("RP305", "a warning", severity=Severity.warning),
    Problem("RP323", "a warning", severity=Severity.warning),
    Problem("RP901", "a warning", severity=Severity.warning),
    Problem("RP302", "an info", severity=Severity.info),
]
BINDING = ["RP112", "RP201", "RP902"]


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ([], [], ["RP305", "RP323", "RP901", "RP302"]),
        (["RP305"], [], ["RP305"]),
        (["rp305"], [], ["RP305"]),
        (["new-business-leap"], [], ["RP305"]),
        (["RP30"], [], ["RP305", "RP302"]),
        (["RP3"], [], ["RP305", "RP323", "RP302"]),
        (["RP305", "no-upsell"], [], ["RP305", "RP302"]),
        (["RP325"], [], []),
        ([], ["RP305"], ["RP323", "RP901", "RP302"]),
        ([], ["first-month-step"], ["RP305", "RP901", "RP302"]),
        ([], ["january-step"], ["RP305", "RP901", "RP302"]),  # what it was called first
        ([], ["rp3"], ["RP901"]),
        ([], ["RP3", "RP9"], []),
        (["RP3"], ["RP32"], ["RP305", "RP302"]),
        ([], ["RP"], []),
        ([], ["RP112", "commitments-short", "RP902"], ["RP305", "RP323", "RP901", "RP302"]),
    ],
)
def test_select_and_ignore_choose_by_code_name_or_beginning_and_never_hide_an_error(
    select: list[str], ignore: list[str], left: list[str]
) -> None:
    assert [p.code for p in rules.choose(FOUND, select, ignore)] == BINDING + left


def test_all_pages_are_shown_at_once() -> None:
    answer = rule_pages()
    assert [rule["page"] for rule in answer.data["rules"]] == [
        inspect.cleandoc(rule.__doc__ or "") for rule in EVERY
    ]
    assert all(rule["page"] in (answer.text or "") for rule in answer.data["rules"])


def test_a_page_and_the_list_name_every_severity_and_json_the_gravest_first() -> None:
    page = rule_page(rules.module("rp206_capacity_short"))
    assert page.text is not None
    assert page.text.startswith("RP206 capacity-short (error, warning)\n\n")
    assert (page.data["severity"], page.data["severities"]) == ("error", ["error", "warning"])
    listed, flat = rules_list().tables[0], rules_list().flat_table()
    assert flat is not None
    assert ("RP206", "error, warning", "capacity-short") in [row.cells[:3] for row in listed.rows]
    assert ("RP206", "error", "capacity-short") in [row.cells[:3] for row in flat.rows]


def test_a_rule_is_found_by_its_code_and_by_its_name() -> None:
    assert [rules.find(rule.CODE.lower()) for rule in EVERY] == EVERY
    assert [rules.find(rule.NAME) for rule in EVERY] == EVERY


def test_a_name_that_a_rule_had_still_finds_it() -> None:
    told = {former: rule.NAME for former in register.FORMER if (rule := rules.find(former))}
    assert told == {
        "pin-off-quantum": "pin-off-rounding",
        "base-overdrawn": "losses-exceed-base",
        "january-step": "first-month-step",
    }


def test_a_rough_worth_is_of_a_currency_that_a_plan_may_have() -> None:
    assert set(PER_DOLLAR) - set(MINOR_UNITS) == set()

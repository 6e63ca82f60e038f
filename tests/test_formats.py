"""Findings in the formats of other programs, and several of them from one run."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Listener, Ran, Revplan
from published_formats import READERS, gitlab_of, junit_of, sarif_of

from revplan.base.problem import Location, Place, Problem, Severity
from revplan.render.findings.formats import FORMATS, SUFFIXES, document_of
from revplan.rules import module, names
from revplan.workspace.checked import Checked, CheckedPlan
from revplan.workspace.progress import PLANS

FINE = "plans/acme-2027.yaml"
NORTH = """\
revplan: 1
name: North
fiscal_year: 2027
currency: EUR
prior_year: {revenue: 4M}
target: {growth: 50%}
churn: {rate: 0%}
"""
SOUTH = """\
revplan: 1
name: South
name: South again
fiscal_year: 2027
currency: EUR
prior_year: {revenue: 4_000_000}
target: {growth: 50}
churn: {rate: 12 %}
"""


@pytest.fixture
def team(revplan: Revplan) -> Revplan:
    """A folder with a plan that is fine, one with warnings and one with errors."""
    (revplan.folder / "team").mkdir()
    shutil.copy(revplan.folder / FINE, revplan.folder / "team/fine.yaml")
    (revplan.folder / "team/north.yaml").write_text(NORTH)
    (revplan.folder / "team/south.yaml").write_text(SOUTH)
    return revplan


def codes(done: Ran) -> list[tuple[str, str, int]]:
    """Code, file and line of every finding, as the JSON has them."""
    return [(d["code"], d["file"], d["line"]) for d in done.document["diagnostics"]]


# What each format says


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_never_decides_the_exit_code(form: str, team: Revplan) -> None:
    assert team("check", "team", "-f", form).code == 1
    assert team("check", "team/north.yaml", "-f", form).code == 0
    assert team("check", "team/north.yaml", "-f", form, "--strict").code == 1
    assert team("check", FINE, "-f", form).code == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_the_same_in_every_run_and_ends_its_last_line(form: str, team: Revplan) -> None:
    first = team("check", "team", "-f", form)
    assert first.raw_out == team("check", "team", "-f", form).raw_out
    assert first.out.endswith("\n")
    assert not first.out.endswith("\n\n")


@pytest.mark.parametrize("form", READERS)
def test_a_format_for_machines_is_plain_ascii_on_any_terminal(form: str, team: Revplan) -> None:
    text = NORTH.replace("fiscal_year", "größe: ₣\nfiscal_year")
    (team.folder / "größe-Ω.yaml").write_text(text, encoding="utf-8")
    done = team("check", "größe-Ω.yaml", "-f", form)
    assert done.raw_out.isascii()
    READERS[form](done.out)
    latin = team("check", "größe-Ω.yaml", "-f", form, env={"PYTHONIOENCODING": "cp1252"})
    assert latin.raw_out == done.raw_out


def test_sarif_points_at_what_json_points_at(team: Revplan) -> None:
    run = sarif_of(team("check", "team", "-f", "sarif").out)
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [
        (result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"])
        for result, place in zip(run["results"], places, strict=True)
    ] == codes(team("check", "team", "-f", "json"))
    levels = {(result["ruleId"], result["level"]) for result in run["results"]}
    assert {("RP010", "error"), ("RP301", "warning"), ("RP302", "note")} <= levels


def test_sarif_counts_columns_from_one_to_past_the_end(team: Revplan) -> None:
    run = sarif_of(team("check", "team/south.yaml", "-f", "sarif").out)
    regions = {
        (result["ruleId"], *result["locations"][0]["physicalLocation"]["region"].values())
        for result in run["results"]
    }
    assert regions == {
        ("RP010", 3, 1, 3, 5),  # name
        ("RP115", 7, 18, 7, 20),  # 50
        ("RP115", 8, 15, 8, 19),  # 12 %
    }


def test_sarif_says_what_to_type_and_where_the_first_key_stands(team: Revplan) -> None:
    run = sarif_of(team("check", "team/south.yaml", "-f", "sarif").out)
    repeated = next(result for result in run["results"] if result["ruleId"] == "RP010")
    text = '"name" is given twice\nhelp: keep one of the two; YAML alone would silently keep '
    assert repeated["message"]["text"] == f"{text}the second"
    (related,) = repeated["relatedLocations"]
    assert related["message"]["text"] == "first given here"
    assert related["physicalLocation"]["region"]["startLine"] == 2


def test_sarif_carries_the_page_of_each_rule_that_found_something(team: Revplan) -> None:
    run = sarif_of(team("check", "team/north.yaml", "--select", "RP301", "-f", "sarif").out)
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("RP301", "no-churn")
    assert rule["shortDescription"]["text"] == "The plan expects to keep every customer."
    assert rule["fullDescription"]["text"].startswith("Nothing is said about `churn`")
    page = team("rule", "RP301").out.partition("\n\n")[2].rstrip("\n")
    assert rule["help"]["text"] == page
    assert rule["help"]["markdown"] == f"```text\n{page}\n```"
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_sarif_of_plans_without_findings_says_so(team: Revplan) -> None:
    run = sarif_of(team("check", FINE, "-f", "sarif").out)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_every_rule_has_a_page_that_sarif_can_carry() -> None:
    place = Place(Location("a.yaml", 1, 1, 1, 1))
    told = tuple(
        Problem(rule.CODE, "said", severity=rule.SEVERITIES[0], place=place)
        for rule in map(module, names())
    )
    run = sarif_of(document_of(Checked((CheckedPlan("a.yaml", told, False),)), "sarif"))
    assert len(run["tool"]["driver"]["rules"]) == len(names())


def test_no_text_of_a_message_is_read_as_a_link_or_a_placeholder() -> None:
    problem = Problem("RP301", "{0} [a](http://evil.example) {12}", "write churn: {rate: 10%}")
    run = sarif_of(document_of(Checked((CheckedPlan("a.yaml", (problem,)),)), "sarif"))
    text = run["results"][0]["message"]["text"]
    assert text == (
        "{{0}} [a] (http://evil.example) {{12}}\nhelp: write churn: {rate: 10%}"
    )  # fmt: skip


def test_gitlab_is_told_file_line_and_how_bad_it_is(team: Revplan) -> None:
    issues = gitlab_of(team("check", "team", "-f", "gitlab").out)
    places = [
        (issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"])
        for issue in issues
    ]
    assert places == codes(team("check", "team", "-f", "json"))
    severities = {(issue["check_name"], issue["severity"]) for issue in issues}
    assert {("RP010", "critical"), ("RP301", "minor"), ("RP302", "info")} <= severities
    churn = next(issue for issue in issues if issue["check_name"] == "RP301")
    assert churn["description"].endswith('why nobody leaves, beside rate: 0%, because: "...")')
    assert gitlab_of(team("check", FINE, "-f", "gitlab").out) == []


def test_junit_has_a_suite_a_plan_and_a_case_a_rule(team: Revplan) -> None:
    suites = junit_of(team("check", "team", "-f", "junit").out)
    assert list(suites) == ["team/fine.yaml", "team/north.yaml", "team/south.yaml"]
    assert list(suites["team/fine.yaml"]) == ["balances"]
    assert list(suites["team/south.yaml"]) == ["RP010 repeated-key", "RP115 not-a-rate"]
    failures = {name: case.find("failure") for name, case in suites["team/south.yaml"].items()}
    rates = failures["RP115 not-a-rate"]
    assert rates is not None
    assert rates.get("message") == "50 is not a rate: it would mean 5000% (and 1 more)"
    assert (rates.text or "").splitlines() == [
        "team/south.yaml:7:18: error[RP115]: 50 is not a rate: it would mean 5000%",
        "help: write 50% or 0.50",
        'team/south.yaml:8:15: error[RP115]: "12 %" is not a rate',
        "help: write 12%",
    ]


def test_junit_fails_a_warning_where_the_check_does(team: Revplan) -> None:
    lenient = junit_of(team("check", "team/north.yaml", "-f", "junit").out)["team/north.yaml"]
    strict = junit_of(team("check", "team/north.yaml", "-f", "junit", "--strict").out)
    assert [child.tag for case in lenient.values() for child in case] == ["system-out"] * 8
    failed = [
        name for name, case in strict["team/north.yaml"].items() if case.find("failure") is not None
    ]
    assert failed == ["RP301 no-churn", "RP323 first-month-step"]


def test_junit_leaves_out_the_characters_that_xml_has_not() -> None:
    text = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xFFFE, 0xFFFF, 0xD800, 0x1F600])) + "]]>"
    problem = Problem("RP301", text, text)
    report = document_of(Checked((CheckedPlan(f"{text}.yaml", (problem,), False),)), "junit")
    ((name, cases),) = junit_of(report).items()
    said = cases["RP301 no-churn"].find("failure")
    assert said is not None
    for shown in (name, said.get("message") or "", said.text or ""):
        assert "\\ufffe\\uffff\\ud800\U0001f600]]>" in shown


# Names and marks


def marks(form: str, done: Ran) -> dict[str, str]:
    """By finding, its mark: of the rule and the first words of its message."""
    if form == "gitlab":
        return {i["fingerprint"]: f"{i['check_name']} {i['description']}"[:20]
                for i in gitlab_of(done.out)}  # fmt: skip
    return {r["partialFingerprints"]["finding/v1"]: f"{r['ruleId']} {r['message']['text']}"[:20]
            for r in sarif_of(done.out)["results"]}  # fmt: skip


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_finding_keeps_its_mark_when_lines_and_amounts_move(form: str, team: Revplan) -> None:
    before = marks(form, team("check", "team", "-f", form))
    assert len(before) == 13
    north = NORTH.replace("4M", "4_400_000").replace("prior", "# as booked\n\nprior")
    (team.folder / "team/north.yaml").write_text(north)
    (team.folder / "team/south.yaml").write_text("# South\n" + SOUTH)
    assert marks(form, team("check", "team", "-f", form)) == before
    (team.folder / "team/north.yaml").rename(team.folder / "team/north-2.yaml")
    assert len(set(marks(form, team("check", "team", "-f", form))) - set(before)) == 10


def test_findings_alike_in_all_are_told_apart() -> None:
    problems = tuple(
        Problem("RP115", f"{n} is not a rate", place=Place(Location("a.yaml", n, 1, n, 2)))
        for n in range(1, 4)
    )
    checked = Checked((CheckedPlan("a.yaml", problems, False),))
    assert len(gitlab_of(document_of(checked, "gitlab"))) == 3
    assert len(sarif_of(document_of(checked, "sarif"))["results"]) == 3


@pytest.mark.parametrize("form", ["gitlab", "sarif", "junit"])
def test_files_are_named_as_another_clone_knows_them(form: str, team: Revplan) -> None:
    plain = team("check", "team", "-f", form).out
    assert team("check", "./team/", "-f", form).out == plain
    given = team("check", str(team.folder / "team"), "-f", form).out
    if form == "junit":  # its text keeps the name that was typed
        assert list(junit_of(given)) == list(junit_of(plain))
    else:
        assert given == plain
    assert str(team.folder) not in plain


def test_names_of_files_are_percent_encoded_byte_by_byte(team: Revplan) -> None:
    odd = os.fsdecode("a b#?%:ü".encode() + b"\xff.yaml")
    try:
        (team.folder / odd).write_text(NORTH)
    except OSError:
        pytest.skip("this file system holds UTF-8 names alone")
    run = sarif_of(team("check", "-f", "sarif", "--select", "RP301", "--", odd).out)
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b%23%3F%25%3A%C3%BC%FF.yaml"
    (issue,) = gitlab_of(team("check", "-f", "gitlab", "--select", "RP301", "--", odd).out)
    assert issue["location"]["path"] == "a b#?%:ü\\udcff.yaml"


@pytest.mark.parametrize("form", FORMATS)
def test_standard_input_and_findings_without_a_place_break_no_format(
    form: str, team: Revplan
) -> None:
    read = READERS.get(form, str)
    read(team("check", "-", "-f", form, stdin=SOUTH).out)
    read(team("check", "-", "-f", form, "--stdin-filename", "a\nb::c.yaml", stdin=NORTH).out)
    nowhere = tuple(Problem("RP001", "it is gone", severity=severity) for severity in Severity)
    text = document_of(Checked((CheckedPlan("gone.yaml", nowhere, False),)), form)
    assert read(text)
    assert "it is gone" in text
    if form in ("sarif", "gitlab", "junit"):
        assert "gone.yaml" in text


# Several formats of one run


def test_one_run_writes_a_file_for_each_and_one_to_standard_output(team: Revplan) -> None:
    asked = ["--format", "sarif=out.sarif", "-fjunit=report.xml", "--format=gitlab=quality.json"]
    done = team("check", "team", *asked, "--format", "github", "-f", "text=log.txt")
    assert done.code == 1
    assert done.out == team("check", "team", "--format", "github").out
    for form, name in (
        ("sarif", "out.sarif"), ("junit", "report.xml"), ("gitlab", "quality.json"),
        ("text", "log.txt"),
    ):  # fmt: skip
        written = (team.folder / name).read_bytes()
        assert written == team("check", "team", "--format", form).raw_out
    assert done.err == (
        "wrote out.sarif\nwrote report.xml\nwrote quality.json\nwrote log.txt\n"
        "Checked 3 plans: 3 errors, 2 warnings, 8 infos. 2 plans passed.\n"
    )


def test_where_only_files_are_asked_for_people_still_read_text(team: Revplan) -> None:
    plain = team("check", "team")
    done = team("check", "team", "--format", "sarif=out.sarif")
    assert done.raw_out == plain.raw_out
    assert (done.code, done.err) == (1, "wrote out.sarif\n")
    quiet = team("check", "team", "--format", "sarif=2.sarif", "--quiet")
    assert quiet.err == ""


def test_the_answer_itself_may_go_to_a_file_as_well(team: Revplan) -> None:
    done = team("check", "team", "--output", "all.json", "--format", "sarif=out.sarif")
    assert (done.code, done.out) == (1, "")
    assert json.loads((team.folder / "all.json").read_text())["command"] == "check"
    sarif_of((team.folder / "out.sarif").read_text())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_of_the_output_names_the_format(suffix: str, team: Revplan) -> None:
    assert team("check", "team", "--output", f"a.b{suffix}").code == 1
    written = (team.folder / f"a.b{suffix}").read_text()
    assert written == team("check", "team", "--format", SUFFIXES[suffix]).out


def test_a_format_without_a_line_still_writes_its_file(team: Revplan) -> None:
    assert team("check", FINE, "-f", "concise=none.txt", "-f", "github").code == 0
    assert (team.folder / "none.txt").read_text() == ""
    assert team("check", FINE, "-f", "concise", "-o", "none-2.txt").code == 0
    assert (team.folder / "none-2.txt").read_text() == ""


def test_a_file_that_is_there_stays_and_the_others_are_written(team: Revplan) -> None:
    (team.folder / "out.sarif").write_text("mine")
    asked = ["-f", "sarif=out.sarif", "-f", "junit=nowhere/report.xml", "-f", "gitlab=q.json"]
    done = team("check", "team", *asked, "-f", "concise")
    assert done.code == 2
    assert done.out == team("check", "team", "-f", "concise").out
    assert done.err == (
        "wrote q.json\n"
        "error: out.sarif is already there; --force replaces it\n"
        "error: cannot write nowhere/report.xml: there is no folder nowhere; make it first: "
        "mkdir -p nowhere\n"
        "Checked 3 plans: 3 errors, 2 warnings, 8 infos. 2 plans passed.\n"
    )
    assert (team.folder / "out.sarif").read_text() == "mine"
    gitlab_of((team.folder / "q.json").read_text())
    forced = team("check", "team", *asked[:2], "--force")
    assert forced.code == 1
    sarif_of((team.folder / "out.sarif").read_text())
    assert [path.name for path in team.folder.iterdir() if ".part" in path.name] == []


def test_json_says_itself_that_a_file_could_not_be_written(team: Revplan) -> None:
    done = team("check", FINE, "-f", "json", "-f", "sarif=nowhere/out.sarif")
    assert (done.code, done.document["status"]) == (2, "error")
    told = "there is no folder nowhere; make it first: mkdir -p nowhere"
    message = f"cannot write nowhere/out.sarif: {told}"
    assert done.document["diagnostics"] == [{"severity": "error", "message": message}]
    assert message not in done.err


def test_when_nothing_can_be_written_every_file_is_named(team: Revplan) -> None:
    asked = ["-f", "sarif=nowhere/a", "-o", "nowhere/b.txt"]
    done = team("check", FINE, *asked)
    assert (done.code, done.out) == (2, "")
    told = "there is no folder nowhere; make it first: mkdir -p nowhere"
    assert done.err.splitlines() == [
        f"error: cannot write nowhere/a: {told}",
        f"error: cannot write nowhere/b.txt: {told}",
    ]


CHOICES = "there is text, concise, json, github or gitlab; --help names all"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["sarif=a", "junit=./a"], "sarif and junit go to the same file, ./a; name two files"),
        (["json=a", "json=a"], "json and json go to the same file, a; name two files"),
        (
            ["json", "github"],
            "json and github cannot share standard output; write one to a file: "
            "--format github=FILE",
        ),
        (["sarf"], 'there is no format "sarf" here; did you mean "sarif"?'),
        (["sarf=x"], 'there is no format "sarf" here; did you mean "sarif"?'),
        (["text", "sarf"], 'there is no format "sarf" here; did you mean "sarif"?'),
        ([""], f'there is no format "" here; {CHOICES}'),
        (
            ["sarif="],
            '"sarif=" does not name a file; write sarif=FILE '
            "(--format sarif alone is for standard output)",
        ),
        (
            ["sarif=-"],
            '"sarif=-" does not name a file; write sarif=FILE '
            "(--format sarif alone is for standard output)",
        ),
        (["=x"], '"=x" does not name a format; write FORMAT=FILE, such as json=x'),
        (
            ["out.sarif"],
            'there is no format "out.sarif" here; the nearest is sarif; --help names all',
        ),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    asked: list[str], told: str, team: Revplan
) -> None:
    before = set(team.folder.iterdir())
    options = [word for name in asked for word in ("--format", name)]
    done = team("check", "team", *options)
    assert done.code == 2
    assert (done.out, done.err) == ("", f"error: {told}\n")
    assert set(team.folder.iterdir()) == before


def test_a_file_of_the_answer_and_one_beside_it_are_two(team: Revplan) -> None:
    (team.folder / "link").symlink_to("a.json")
    done = team("check", "team", "-o", "a.json", "-f", "gitlab=link")
    assert (done.code, done.err) == (
        2, "error: --output and gitlab go to the same file, link; name two files\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "in_json"),
    [
        (["--format", "json"], True),
        (["-fjson", "--format", "sarif=x"], True),
        (["--format", "json=x"], False),
        (["--format=json=x", "-f", "json"], True),
        (["-f", "sarif"], False),
    ],
)
def test_an_error_is_json_where_standard_output_is(
    asked: list[str], in_json: bool, team: Revplan
) -> None:
    done = team("check", "missing.yaml", *asked)
    assert done.code == 2
    told = "there is no file or folder missing.yaml"
    if in_json:
        assert done.document["diagnostics"] == [{"severity": "error", "message": told}]
    else:
        assert (done.out, done.err) == ("", f"error: {told}\n")


def test_the_plans_are_told_in_order_on_many_cores_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from revplan.workspace import check_plans as many

    for number in range(60):
        (tmp_path / f"{number:02}.yaml").write_text(NORTH if number % 2 else SOUTH)
    with contextlib.chdir(tmp_path):
        alone = many.check_all(["."], [], [])
        monkeypatch.setattr(many, "POOL_PAYS_FROM", 2)
        monkeypatch.setattr(many, "CHUNK", 7)
        assert many.check_all(["."], [], []) == alone
    assert [plan.name for plan in alone] == [f"{number:02}.yaml" for number in range(60)]
    assert [plan.passed for plan in alone] == [bool(number % 2) for number in range(60)]


@pytest.mark.parametrize("pool_pays_from", [2, 300])
def test_who_listens_is_told_how_far_a_check_is(
    pool_pays_from: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from revplan.workspace import check_plans as many

    for number in range(3):
        (tmp_path / f"{number}.yaml").write_text(NORTH)
    monkeypatch.setattr(many, "POOL_PAYS_FROM", pool_pays_from)
    listener = Listener()
    many.check_all([str(tmp_path)], [], [], progress=listener)
    assert (listener.told, listener.steps) == (("Checking plans", 3, PLANS), 3)


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("sarif", '"level": "warning"', '"level": "info"'),
        ("sarif", '"startLine": 7', '"startLine": 0'),
        ("sarif", '"ruleIndex": 0', '"ruleIndex": 1'),
        ("sarif", '"uri": "a.yaml"', '"uri": "a b.yaml"'),
        ("sarif", '"message": {', '"massage": {'),
        ("sarif", '"text": "said', '"text": "[said](x)'),
        ("gitlab", '"severity": "minor"', '"severity": "warning"'),
        ("gitlab", '"begin": 7', '"begin": "7"'),
        ("gitlab", '"path": "a.yaml"', '"path": "./a.yaml"'),
        ("junit", 'tests="1"', 'tests="2"'),
        ("junit", "<system-out>", "<system-out>&#27;"),
        ("junit", "testcase", "test"),
    ],
)
def test_the_readers_refuse_what_they_should(form: str, good: str, bad: str) -> None:
    place = Place(Location("a.yaml", 7, 1, 7, 6))
    problem = Problem("RP301", "said", severity=Severity.warning, place=place)
    text = document_of(Checked((CheckedPlan("a.yaml", (problem,)),)), form)
    READERS[form](text)
    assert good in text
    with pytest.raises((AssertionError, ElementTree.ParseError, LookupError)):
        READERS[form](text.replace(good, bad))

"""hostile.txt through every command and format: nothing that anyone downstream would obey."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT, Ran, Revplan, clean_environment, with_plans
from in_this_process import in_this_process
from markdown_it import MarkdownIt
from published_formats import READERS

RESULTS = ("text", "json", "csv", "markdown")
FINDINGS = ("text", "concise", "json", "github", "sarif", "gitlab", "junit")
ACME = "plans/acme-2027.yaml"


def corpus() -> list[str]:
    lines = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines()
    texts = []
    for line in lines:
        if line and not line.startswith("# "):
            count, star, text = line.rpartition(" * ")
            repeated = star and count.isdigit()
            texts.append(json.loads(text) * int(count) if repeated else json.loads(line))
    return texts


HOSTILE = corpus()
EACH_TEXT = pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{number}-{ascii(text)[1:25]}",
                     marks=[pytest.mark.slow] if number % 12 else [])
        for number, text in enumerate(HOSTILE)
    ],
)  # fmt: skip
"""Every text; one of twelve where the slow tests are left out, so that each kind is tried."""

# What a runner of GitHub Actions takes for a command, after actions/runner, ActionCommand.cs:
# on either stream, line by line.
REGISTERED = {
    "add-mask", "add-matcher", "remove-matcher", "debug", "warning", "error", "notice", "group",
    "endgroup", "echo", "set-output", "save-state", "set-env", "add-path", "stop-commands", "x",
    "internal-set-repo-path", "task.setvariable", "vso[task.setvariable", "teamcity[message",
}  # fmt: skip


def second_form(line: str) -> str | None:
    """`::name properties::data`, at the start of a line whatever space stands before it."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    return line[2:end].split(" ")[0].lower()


def first_form(line: str) -> str | None:
    """`##[name properties]data`, anywhere in a line; also what Azure and TeamCity read."""
    start = line.find("##")
    opening = re.match(r"##(\w*)\[", line[start:]) if start >= 0 else None
    if opening is None:
        return None
    end = line.find("]", start)
    inner = line[start + opening.end() : end if end >= 0 else len(line)]
    return (f"{opening[1]}[" if opening[1] else "") + inner.split(" ")[0].lower()


def commands_in(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)
    found = [second_form(line) for line in lines] + [first_form(line) for line in lines]
    return [name for name in found if name is not None and name in REGISTERED]


def hidden_in(text: str) -> list[str]:
    return sorted({char for char in text if char != "\n" and (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or char in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )})  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_plans(tmp_path_factory.mktemp("hostile"))


def ran(folder: Path, *arguments: str) -> Ran:
    """A command in this process."""
    return Ran(*in_this_process(arguments, b"", clean_environment(folder), folder))


def harmless(done: Ran, form: str) -> Ran:
    """What holds of every answer; in the form `github` as many commands as there are findings."""
    assert done.code in (0, 1, 2), done.err
    assert hidden_in(done.out) == []
    assert hidden_in(done.err) == []
    assert commands_in(done.err) == []
    found = commands_in(done.out)
    if form == "github":
        assert set(found) <= {"error", "warning", "notice"}
        assert len(found) == len(done.out.splitlines())
    else:
        assert found == []
    if form == "json":
        assert done.document
        assert "##[" not in done.out
    if form in READERS and done.code != 2:
        READERS[form](done.out)
        assert "##[" not in done.out
    if form == "csv" and done.code != 2:
        csv_is_harmless(done.out)
    if form == "markdown" and done.code != 2:
        shape_of(done.out)
    return done


def csv_is_harmless(text: str) -> None:
    assert "\r" not in text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        start = cell.lstrip("\ufeff\u200b\u00a0\u3000 \"'\t\r\n")
        if start[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20"):
            assert cell.startswith("'") or re.fullmatch(r"-?[\d.]+", cell), cell


def shape_of(text: str) -> list[str]:
    """The blocks of a Markdown text; its inline parts are words in plain or bold, no more."""
    blocks = []
    for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text):
        blocks.append(token.type)
        for child in token.children or ():
            kinds = ("text", "text_special", "strong_open", "strong_close", "hardbreak")
            assert child.type in kinds, child
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"@\w", outside), "a mention"
    assert not re.search(r"://|www\.", outside, re.IGNORECASE), "a link of its own accord"
    return blocks


def plan_of(text: str) -> str:
    """A plan with this text wherever a text for people may stand."""
    said = json.dumps(text, ensure_ascii=False)
    with contextlib.suppress(UnicodeEncodeError):
        said.encode()
        return f"""\
revplan: 1
name: {said}
fiscal_year: 2027
currency: USD
prior_year: {{revenue: {{value: 1M, source: {said}, note: {said}}}}}
target: {{growth: {{value: 10%, source: {said}}}}}
churn: {{rate: 0%}}
upsell:
  more: {{amount: 10k, label: {said}, note: {said}}}
waivers: [{{rule: RP303, because: {said}}}]
"""
    return plan_of("\\ud800")


def broken_plan_of(text: str) -> str:
    """A plan with this text wherever it makes an error."""
    said = json.dumps(text, ensure_ascii=False).encode("utf-8", "replace").decode()
    return f"""\
revplan: 1
name: A
fiscal_year: {said}
currency: {said}
basis: {said}
prior_year: {{revenue: {said}, {said}: 1}}
target: {{growth: {said}}}
churn: {{rate: {said}, timing: {said}}}
upsell:
  {said}: {{amount: 10k, owner: {said}, starts: {said}}}
phasing: {{seasonality: {said}, rounding: {said}, late_start: {said}}}
expect: {{{said}: 1M}}
waivers: [{{rule: {said}, because: x}}]
{said}: 1
"""


@EACH_TEXT
def test_texts_that_a_plan_may_hold_reach_no_one_as_anything_but_text(
    text: str, here: Path
) -> None:
    (here / "p.yaml").write_text(plan_of(text), encoding="utf-8")
    benign = plan_of("Benign")
    (here / "benign.yaml").write_text(benign, encoding="utf-8")
    (here / "base.yaml").write_text(benign.replace("10k", "20k").replace("0%", "1%"))
    for form in RESULTS:
        answer = harmless(ran(here, "gap", "p.yaml", "--format", form), form)
        harmless(ran(here, "explain", "p.yaml", "upsell", "--format", form), form)
        compared = harmless(ran(here, "diff", "base.yaml", "p.yaml", "--format", form), form)
        assert compared.code == answer.code
        if form == "markdown" and answer.code == 0:
            (here / "other.yaml").write_text(plan_of("Other"), encoding="utf-8")
            other = ran(here, "diff", "base.yaml", "other.yaml", "--format", form)
            assert shape_of(compared.out) == shape_of(other.out)
        if form == "markdown" and answer.code == 0:
            assert shape_of(answer.out) == shape_of(ran(here, "gap", "benign.yaml", "-f", form).out)
    harmless(ran(here, "diff", "p.yaml", "base.yaml", "--format", "github"), "github")
    for form in FINDINGS:
        harmless(ran(here, "check", "p.yaml", "--format", form), form)


@EACH_TEXT
def test_texts_that_break_a_plan_are_shown_and_not_obeyed(text: str, here: Path) -> None:
    (here / "b.yaml").write_text(broken_plan_of(text), encoding="utf-8")
    for form in FINDINGS:
        done = harmless(ran(here, "check", "b.yaml", "--format", form), form)
        assert done.code == 1
    harmless(ran(here, "gap", "b.yaml"), "text")
    (here / "raw.yaml").write_bytes(
        f"revplan: 1\nname: {text}\n{text}\n".encode("utf-8", "replace")
    )
    for form in FINDINGS:
        harmless(ran(here, "check", "raw.yaml", "--format", form), form)


@EACH_TEXT
def test_texts_on_the_command_line_are_shown_and_not_obeyed(text: str, here: Path) -> None:
    text = text.replace("\ud800", os.fsdecode(b"\xff"))  # what a shell passes on of such bytes
    asked = [
        ("gap", ACME, "--set", f"name={text}"),
        ("gap", ACME, "--set", f"churn.rate={text}"),
        ("gap", ACME, "--set", text),
        ("gap", ACME, "--set", f"churn.rate*={text}"),
        ("gap", ACME, "--set", f"churn.rate+={text}"),
        ("gap", ACME, "--set", f"upsell.{text}={{amount: 1M}}"),
        ("gap", ACME, "--set", f"upsell.{text}.amount=1M"),
        ("gap", ACME, ACME.replace("acme", "shop").replace("2027", "2026-27"), "--set", text),
        ("check", ACME, "--set", f"name={text}"),
        ("check", ACME, "--set", f"{text}*=2", "--format", "sarif"),
        ("diff", ACME, ACME, "--set", f"name={text}"),
        ("explain", ACME, "new_business", "--set", f"name={text}"),
        ("gap", ACME, "--max-new-business", text),
        ("explain", ACME, "--", text),
        ("rule", "--", text),
        ("check", ACME, "--ignore", text),
        ("diff", ACME, ACME.replace("acme", "shop").replace("2027", "2026-27"), "--measure", text),
        ("diff", ACME, ACME, "--max-change", text),
        ("diff", ACME, f"HEAD:{text}"),
        ("diff", "--", text),
        ("diff", "--", ACME, text),
        ("log", "--", text),
        ("check", ACME, "--format", f"sarif={text}"),
        ("check", ACME, "--format", f"{text}=x.sarif"),
        ("gap", "--", text),
        ("check", "--", text),
        ("gap", ACME, f"--{text}"),
        ("--", text),
    ]
    for question in asked:
        harmless(ran(here, *question), "text")
        if "--" not in question:
            harmless(ran(here, *question, "--format", "json"), "json")
    for option in ("--format", "--color"):
        done = harmless(ran(here, "gap", ACME, option, text), "text")
        assert done.code == 2 or not text
    for option in ("--name", "--currency", "--revenue", "--growth", "--fiscal-year", "--basis"):
        harmless(ran(here, "init", "-", option, text), "text")


def nameable(text: str) -> bool:
    try:
        return 0 < len(text.encode()) < 200 and not set(text) & {"/", "\0"} and text[0] != "."
    except UnicodeEncodeError:
        return False


@pytest.mark.slow
def test_file_names_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    names = [f"{text}.yaml" for text in HOSTILE if nameable(text)]
    assert len(names) > 60
    for folder, text in (("good", plan_of("A")), ("bad", broken_plan_of("A"))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    good, bad = tmp_path / "good", tmp_path / "bad"
    for form in RESULTS:
        answer = harmless(ran(tmp_path, "gap", "good", "-f", form), form)
        assert answer.code == 0
        assert harmless(ran(good, "gap", "-f", form, "--", *names), form).code == 0
        for name in names[::9]:
            harmless(ran(good, "gap", "-f", form, "--", name), form)
            harmless(ran(good, "explain", "-f", form, "--", name, "gap"), form)
    for form in FINDINGS:
        harmless(ran(tmp_path, "check", "good", "bad", "-f", form), form)
        assert harmless(ran(bad, "check", "-f", form, "--", *names), form).code == 1
    for number, name in enumerate(names):  # alone each in a form, by turns
        form = FINDINGS[number % len(FINDINGS)]
        harmless(ran(bad, "check", "-f", form, "--", name), form)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("result", "finding"),
    [
        ("text", "text"),
        ("csv", "concise"),
        ("json", "json"),
        ("markdown", "github"),
        ("text", "sarif"),
        ("text", "gitlab"),
        ("text", "junit"),
    ],
)
def test_the_installed_script_is_no_more_obedient(
    result: str, finding: str, revplan: Revplan
) -> None:
    (revplan.folder / "many").mkdir()
    for number, text in enumerate(HOSTILE):
        kind = plan_of if number % 2 else broken_plan_of
        (revplan.folder / f"many/{number}.yaml").write_text(kind(text), encoding="utf-8")
        if nameable(text):
            (revplan.folder / "many" / f"{text}.yaml").write_text(plan_of("A"), encoding="utf-8")
    harmless(revplan.process("gap", "many", "--format", result), result)
    harmless(revplan.process("check", "many", "--format", finding), finding)
    for text in ("\x1b[31m::error::x", "::stop-commands::x", os.fsdecode(b"\xff\xfe##[group]")):
        harmless(revplan.process("gap", text), "text")


def test_colour_adds_no_sequences_but_its_own(revplan: Revplan) -> None:
    (revplan.folder / "p.yaml").write_text(broken_plan_of("\x1b[5m\x9b2J"), encoding="utf-8")
    done = revplan("check", "p.yaml", "--color", "always")
    sequences = set(re.findall(r"\x1b.{0,4}", done.out))
    assert sequences
    assert hidden_in(re.sub(r"\x1b\[(0|1|2|31|33|1;31|1;33)m", "", done.out)) == []


def test_these_checks_find_what_they_look_for() -> None:
    assert commands_in("a\n  ::error file=x::y\nb ##[add-mask]0 c") == ["error", "add-mask"]
    assert hidden_in("a\x1bb\u202e\n") == ["\x1b", "\u202e"]
    assert shape_of("| a |\n| --- |\n| b |\n") != shape_of("| a |\n| --- |\n| b |\n| c |\n")
    for text in ("[x](y)", "`x`", "<b>", "@someone", "http://evil.example", "*x*", "~~x~~"):
        with pytest.raises(AssertionError):
            shape_of(f"| {text} |\n| --- |\n")
    with pytest.raises(AssertionError):
        csv_is_harmless("a,b\n1,=1\n")
    assert (ROOT / "plans").is_dir()

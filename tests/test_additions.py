"""What one addition costs: a rule, a section, a figure, a command, a kind of number or a format is
added to a copy of the program, and must then answer wherever such a thing answers. Without any one
of its rows or files the copy fails aloud: it never answers as if nothing were missing.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import revplan

HERE = Path(__file__).parent
HOME = Path(revplan.__file__).parent
ADDED = yaml.safe_load((HERE / "additions.yaml").read_text())
PLAN = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
upsell: {premium: {amount: 1M}}
"""

COMPANY = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
target: {revenue: 16M}
fx: {EUR: 1.1}
segments:
  home: {prior_year: {revenue: 8M}, target: {growth: 50%}, churn: {rate: 30%}}
  abroad: {currency: EUR, prior_year: {revenue: 2M}, target: {growth: 50%}, churn: {rate: 30%}}
"""

pytestmark = pytest.mark.slow


class Refused(Exception):
    """A copy that ends a command with an error, and what it said."""


SERVE = """
import json, os, pathlib, sys
from in_this_process import in_this_process
given, told = sys.stdin, sys.stdout
for line in given:
    ran = in_this_process(json.loads(line), b"", dict(os.environ), pathlib.Path.cwd())
    print(json.dumps([ran[0], *(it.decode("latin-1") for it in ran[1:])]), file=told, flush=True)
"""
"""One process of a copy for all of its commands: starting one takes longer than most commands."""


@dataclass
class Copy:
    """A copy of the program, in a folder of its own."""

    folder: Path
    serving: subprocess.Popen[str] | None = None

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text)
        return name

    def run(self, *words: str, code: int = 0) -> bytes:
        """What a command prints; Refused where it ends in another way."""
        done = self.ended(*words)
        if done.returncode != code:
            raise Refused(words, done.returncode, done.stdout[-500:], done.stderr[-500:])
        return done.stdout

    def ended(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """What a command left behind, however it ended."""
        self.serving = self.serving or subprocess.Popen(
            [sys.executable, "-c", SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **self.surroundings(HERE),
        )
        assert self.serving.stdin is not None
        assert self.serving.stdout is not None
        try:
            print(json.dumps(words), file=self.serving.stdin, flush=True)
            code, out, err = json.loads(self.serving.stdout.readline())
        except (BrokenPipeError, ValueError):  # it does not even start
            return self.python("-m", "revplan", *words)
        return subprocess.CompletedProcess(
            words, code, *(it.encode("latin-1") for it in (out, err))
        )

    def end(self) -> None:
        if self.serving is not None:
            self.serving.communicate()

    def surroundings(self, *more: Path) -> dict[str, Any]:
        path = os.pathsep.join(map(str, (self.folder, *more)))
        environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return {"cwd": self.folder, "env": environment}

    def python(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            check=False,
            timeout=60,
            **self.surroundings(),
        )

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.run(*words, "--format", "json", code=code))
        return told["result"]

    def text(self, *words: str, code: int = 0) -> str:
        return self.run(*words, code=code).decode()

    def change(self, row: dict[str, str]) -> None:
        """One row added, replaced, or written at the end."""
        path = self.folder / row["file"]
        lines = path.read_text().split("\n")
        if "end" in row:
            lines += ["", row["end"], ""]
        elif "after" in row:
            (at,) = [i for i, line in enumerate(lines) if line == row["after"]]
            lines[at + 1 : at + 1] = row["add"].split("\n")
        else:
            (at,) = [i for i, line in enumerate(lines) if line == row["replace"]]
            lines[at] = row["by"]
        path.write_text("\n".join(lines))


def new_files(name: str) -> list[Path]:
    folder = HERE / "additions" / name
    return sorted(path.relative_to(folder) for path in folder.rglob("*.py"))


@contextmanager
def added(*names: str, place: Path, without: str = "") -> Iterator[Copy]:
    """A copy with some additions, less one of their rows or files."""
    shutil.copytree(HOME, place / "revplan", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME.parent / "pyproject.toml", place)
    copy = Copy(place)
    for name in names:
        for path in new_files(name):
            if str(path) != without:
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HERE / "additions" / name / path, place / path)
        for at, row in enumerate(ADDED[name]["rows"]):
            if f"row {at}" != without:
                copy.change(row)
    try:
        yield copy
    finally:
        copy.end()


def answers_as_a_rule(copy: Copy) -> None:
    page = copy.text("rule", "no-target-at-all")
    assert page.startswith("RP399 no-target-at-all (warning)")
    standing = PLAN.replace("{growth: 50%}", "{revenue: 10M}")
    found = copy.text("check", copy.write("still.yaml", standing))
    assert "warning[RP399]: the year stands still" in found
    waived = f"{standing}waivers: [{{rule: RP399, because: a year of rest}}]\n"
    assert "RP399" not in copy.text("check", copy.write("waived.yaml", waived))
    assert "RP399" not in copy.text("check", copy.write("grows.yaml", PLAN))
    assert "RP399" in copy.text("schema")


def answers_as_words(copy: Copy) -> None:
    plan = copy.write("plan.yaml", f"{PLAN}principles: {{never: We never discount.}}\n")
    told = copy.text("show", plan)
    assert "Principles\n\n  We never discount." in told
    assert copy.json("show", plan)["principles"] == {"never": "We never discount."}
    assert "principles.never: We never discount." in copy.text("textconv", plan)
    assert "What the company never does." in copy.text("schema")
    assert "unknown key" in copy.ended("gap", copy.write("odd.yaml",
        f"{PLAN}principles: {{always: x}}\n")).stderr.decode()  # fmt: skip


def answers_as_a_section(copy: Copy) -> None:
    plan = copy.write("plan.yaml", f"{PLAN}onboarding: {{share: 2%}}\n")
    assert "Onboarding: 140000 of what is signed." in copy.text("gap", plan)
    told = copy.json("gap", plan)["onboarding"]
    assert told["cost"] == "140000"
    assert sum(int(it["cost"]) for it in told["months"]) == 140_000
    equation = copy.text("explain", plan, "onboarding.cost")
    assert "onboarding.cost = q(bookings * onboarding.share)" in equation
    assert "plan.yaml:9:21" in equation
    month = copy.json("explain", plan, "onboarding.months.2027-03.cost")
    assert month["label"] == "Onboarding, 2027-03"
    pinned = f"{PLAN}onboarding: {{share: 2%}}\nexpect: {{onboarding.cost: PIN}}\n"
    copy.run("check", copy.write("right.yaml", pinned.replace("PIN", "140k")))
    moved = copy.text("check", copy.write("wrong.yaml", pinned.replace("PIN", "141k")), code=1)
    assert "error[RP202]" in moved
    other = PLAN.replace("50%", "60%")
    later = copy.write("later.yaml", f"{other}onboarding: {{share: 3%}}\n")
    split = copy.json("diff", plan, later, "--measure", "onboarding.cost")
    effects = {it["path"]: int(it["effect"]) for it in split["changes"]}
    assert effects.keys() == {"onboarding.share", "target.growth"}
    assert sum(effects.values()) == int(split["change"]) == 100_000
    assert len(split["months"]) == 12
    assert "\nOnboarding\n" in copy.text("show", plan)
    assert copy.text("onboarding", plan, "--format", "csv").startswith("month,cost\n2027-01,11667")
    assert "What it costs to bring new customers on board." in copy.text("schema")
    assert "Show what onboarding costs." in copy.text("--help")
    key = copy.json("key", "onboarding.share")
    assert (key["says"], key["example"]) == (
        "The share of a contract that onboarding costs.",
        "onboarding: {share: 2%}",
    )
    assert copy.text("help", "onboarding.cost").startswith("onboarding.cost: Onboarding\n")
    company = copy.write("company.yaml", f"{COMPANY}onboarding: {{share: 2%}}\n")
    told = copy.json("gap", company)
    assert int(told["onboarding"]["cost"]) == round(int(told["bridge"]["bookings"]) * 0.02)
    below = COMPANY.replace("{currency: EUR,", "{currency: EUR, onboarding: {share: 2%},")
    told = copy.json("explain", copy.write("below.yaml", below), "segments.abroad.onboarding.cost")
    assert told["label"] == "Onboarding (abroad)"
    bare = copy.ended("onboarding", copy.write("bare.yaml", PLAN))
    assert b"bare.yaml has no onboarding; write onboarding: {share: 2%}" in bare.stderr


def answers_as_a_figure(copy: Copy) -> None:
    plan = copy.write("plan.yaml", PLAN)
    assert copy.json("gap", plan)["bridge"]["bare_growth"] == "5000000"
    assert "  Bare growth              5,000,000\n" in copy.text("gap", plan)
    assert "bare_growth" in copy.text("gap", plan, "--format", "csv").partition("\n")[0]
    told = copy.json("explain", plan, "bare_growth")
    assert (told["label"], told["formula"]) == ("Bare growth", "target - prior_year")
    copy.run("check", copy.write("right.yaml", f"{PLAN}expect: {{bare_growth: 5M}}\n"))
    wrong = copy.write("wrong.yaml", f"{PLAN}expect: {{bare_growth: 4M}}\n")
    assert "RP202" in copy.text("check", wrong, code=1)
    later = copy.write("later.yaml", PLAN.replace("50%", "60%"))
    split = copy.json("diff", plan, later, "--measure", "bare_growth")
    assert [it["effect"] for it in split["changes"]] == [split["change"]] == ["1000000"]
    assert "bare_growth = 5,000,000" in copy.text("textconv", plan)
    month = copy.json("explain", plan, "months.2027-03.bare_growth")
    assert month["formula"] == "months.2027-03.target - months.2027-03.prior_year"
    both = copy.json("gap", plan)
    for told in (both["months"], both["quarters"]):
        assert sum(int(it["bare_growth"]) for it in told) == 5_000_000
    company = copy.write("company.yaml", COMPANY)
    told = copy.json("gap", company)
    parts = [int(it["bridge"]["bare_growth"]) for it in told["segments"]]
    assert parts == [4_000_000, 1_100_000]
    assert int(told["bridge"]["bare_growth"]) == 5_800_000 == sum(parts) + int(told["unallocated"])
    assert "Bare growth" in copy.text("gap", company).partition("Segment")[2].partition("\n")[0]
    segment = copy.json("explain", company, "segments.abroad.local.bare_growth")
    assert segment["formula"] == "segments.abroad.local.target - segments.abroad.local.prior_year"
    assert "Bare growth" in copy.text("gap", plan, company)
    recurring = copy.write("recurring.yaml", f"{PLAN}basis: arr\n".replace("{revenue:", "{arr:"))
    assert "bare_growth" not in copy.json("gap", recurring)["bridge"]
    assert "Bare growth" not in copy.text("gap", recurring)
    refused = copy.ended("explain", recurring, "bare_growth").stderr
    assert b'the plan has no figure "bare_growth"' in refused


def answers_as_a_share(copy: Copy) -> None:
    plan = copy.write("plan.yaml", PLAN)
    told = copy.json("gap", plan)
    assert told["bridge"]["to_find"] == "0.526667"
    assert {it["to_find"][:6] for it in told["months"]} == {"0.5266"}
    assert not any("to_find" in it for it in told["quarters"])
    text = copy.text("gap", plan)
    month = next(line for line in text.splitlines() if "2027-03" in line)
    quarter = next(line for line in text.splitlines() if line.split()[:1] == ["Q1"])
    assert month.endswith("52.7%")
    assert "%" not in quarter
    equation = copy.json("explain", plan, "months.2027-03.to_find")["formula"]
    assert equation == (
        "(months.2027-03.target - months.2027-03.retained - months.2027-03.base / 100)"
        " / months.2027-03.target"
    )
    company = copy.text("gap", copy.write("company.yaml", COMPANY))
    row = next(line for line in company.splitlines() if line.split()[:2] == ["home", "USD"])
    assert row.endswith("52.7%")
    both = copy.text("gap", plan, "company.yaml")
    assert next(line for line in both.splitlines() if "plan.yaml" in line).endswith("52.7%")
    recurring = copy.write("recurring.yaml", f"{PLAN}basis: arr\n".replace("{revenue:", "{arr:"))
    assert copy.json("gap", recurring)["bridge"]["to_find"] == "0.526667"


def answers_as_a_figure_beyond_the_bridge(copy: Copy) -> None:
    reps = "capacity: {productivity: 1M, reps: {west: {count: 7, starts: 2024-01}}}\n"
    plan = copy.write("plan.yaml", f"{PLAN}{reps}")
    assert copy.json("capacity", plan)["spare_twice"] == "0"
    five = "capacity.reps.west.count=5"
    assert copy.json("capacity", plan, "--set", five)["spare_twice"] == "-4000000"
    assert copy.json("gap", plan, "--set", five)["capacity"]["spare_twice"] == "-4000000"
    told = copy.json("explain", plan, "capacity.spare_twice")
    assert (told["label"], told["formula"]) == (
        "Twice to spare",
        "2 * (capacity.year - bookings)",
    )
    pinned = f"{PLAN}{reps}expect: {{capacity.spare_twice: 1M}}\n"
    assert "RP202" in copy.text("check", copy.write("wrong.yaml", pinned), code=1)
    later = copy.write("later.yaml", f"{PLAN}{reps.replace('7', '8')}")
    split = copy.json("diff", plan, later, "--measure", "capacity.spare_twice")
    assert [it["effect"] for it in split["changes"]] == [split["change"]] == ["2000000"]


def answers_as_a_command(copy: Copy) -> None:
    plan = copy.write("plan.yaml", PLAN)
    assert copy.text("largest", plan) == "premium\n"
    assert copy.json("largest", plan) == {"path": "upsell.premium"}
    assert "Name the line that moves most." in copy.text("--help")


def answers_as_a_kind(copy: Copy) -> None:
    asked = """
from decimal import Decimal
import revplan
from revplan.model.values import with_values
from revplan.numbers import acts
from revplan.numbers.kind import Kind
from revplan.numbers.interval import Interval
plan = revplan.read_plan("plan.yaml").plan
wide = with_values(plan, {("churn", "rate"): Interval(Decimal("0.2"), Decimal("0.4"))})
outcome = revplan.work_out(wide)
found = outcome.figure("new_business")
assert (found.low, found.high) == (6_000_000, 8_000_000), (found.low, found.high)
month = outcome.figure("months.2027-03.new_business")
assert month.low < 583_333 < month.high
"""
    copy.write("plan.yaml", PLAN)
    done = copy.python("-c", asked)
    if done.returncode:
        raise Refused(done.stderr[-500:])
    held = (copy.folder / "revplan/numbers/acts.py").read_text()
    assert "(exact, vector, traced, interval)" in held, "no type checker sees the kind"
    assert "import interval" in held, "the type checker does not know the kind"


def answers_as_text(copy: Copy) -> None:
    plan = copy.write("plan.yaml", PLAN)
    told = copy.text("gap", plan, "--format", "tsv")
    assert told.startswith("Acme\tUSD\tmonth\t2027-01\t")
    copy.run("gap", plan, "--output", "plan.tsv")
    assert (copy.folder / "plan.tsv").read_text() == told
    assert "tsv" in copy.text("gap", "--help")


def answers_as_bytes(copy: Copy) -> None:
    plan = copy.write("plan.yaml", PLAN)
    copy.run("gap", plan, "--output", "plan.zip")
    data = copy.run("gap", plan, "--format", "archive")
    assert data[:2] == b"PK"
    with zipfile.ZipFile(copy.folder / "plan.zip") as archive:
        assert archive.read("formula.txt") == b"gap - upsell"
        assert archive.read("table.csv").decode() == copy.text("gap", plan, "-f", "csv")


def answers_by_month(copy: Copy) -> None:
    """A figure of the bridge gets months: of a plan, and of a company with a target of its own,
    whose months are not its segments' added up.
    """
    plan, company = copy.write("plan.yaml", PLAN), copy.write("company.yaml", COMPANY)
    month = copy.json("explain", company, "months.2027-03.gap")
    assert month["formula"] == "months.2027-03.target - months.2027-03.retained"
    for file in (plan, company):
        told = copy.json("gap", file)
        for row in told["months"]:
            assert int(row["gap"]) == int(row["target"]) - int(row["retained"])
        for rows in (told["months"], told["quarters"]):
            assert sum(int(it["gap"]) for it in rows) == int(told["bridge"]["gap"])


ANSWERS: dict[str, Callable[[Copy], None]] = {
    "rule": answers_as_a_rule,
    "words": answers_as_words,
    "section": answers_as_a_section,
    "figure": answers_as_a_figure,
    "share": answers_as_a_share,
    "figure_beyond": answers_as_a_figure_beyond_the_bridge,
    "command": answers_as_a_command,
    "kind": answers_as_a_kind,
    "text_format": answers_as_text,
    "bytes_format": answers_as_bytes,
    "months": answers_by_month,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_addition_answers_wherever_such_a_thing_answers(name: str, tmp_path: Path) -> None:
    with added(name, place=tmp_path) as copy:
        ANSWERS[name](copy)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_addition_touches_no_more_than_it_may(name: str) -> None:
    rows = ADDED[name]["rows"]
    assert len(rows) == ADDED[name]["costs"] <= 2
    for row in rows:
        assert len(list(elements(row))) == 1, row


@pytest.mark.parametrize("needed", ["freed", "recognised_revenue", "asked_by_nobody"])
def test_a_figure_made_of_what_is_not_there_before_it_says_so(needed: str, tmp_path: Path) -> None:
    with added("figure", place=tmp_path) as copy:
        formulas = copy.folder / "revplan/sections/bridge.py"
        formulas.write_text(
            formulas.read_text().replace(
                "def bare_growth(target: Number, ", f"def bare_growth({needed}: Number, "
            )
        )
        done = copy.python("-m", "revplan", "--debug", "gap", copy.write("plan.yaml", PLAN))
        assert done.returncode == 70
        assert (
            f"bare_growth is made of {needed}, which is not there before it".encode() in done.stderr
        )


def elements(row: dict[str, str]) -> Iterator[ast.AST]:
    """What a row adds: elements of a list or of a mapping, or statements."""
    written = row.get("add")
    if written is None:
        yield from ast.parse(row.get("end", row.get("by", "")).strip()).body
    elif ":" in written.partition("(")[0]:
        found = ast.parse(f"{{{written.strip()}}}", mode="eval").body
        assert isinstance(found, ast.Dict)
        yield from found.values
    else:
        found = ast.parse(f"[{written.strip()}]", mode="eval").body
        assert isinstance(found, ast.List)
        yield from found.elts


def parts(name: str) -> list[str]:
    rows = [f"row {at}" for at in range(len(ADDED[name]["rows"]))]
    bare = [str(path) for path in new_files(name) if path.name != "__init__.py"]
    return [*rows, *bare]


HOUSE = "no_formula or chapter or kind_of_number or (its_json and saas)"
HOUSE_FILES = ("test_house.py", "test_figures_in_json.py")


def house_falls(copy: Copy) -> bool:
    """Whether the tests of the house find that something in a copy is asked by nobody."""
    bare = (
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
        "-p",
        "no:xdist",
        "--assert=plain",
    )
    asked = ("-m", "pytest", "-q", *bare, *(str(HERE / it) for it in HOUSE_FILES))
    done = copy.python(*asked, "-k", HOUSE, "-o", "addopts=")
    assert done.returncode in (0, 1), done.stdout[-500:]
    return done.returncode == 1


def test_the_house_stands_with_all_additions(tmp_path: Path) -> None:
    with added(*ANSWERS, place=tmp_path) as copy:
        assert not house_falls(copy)


@pytest.mark.parametrize(
    ("name", "without"), [(name, part) for name in ANSWERS for part in parts(name)]
)
def test_an_addition_that_lacks_a_part_fails_aloud(name: str, without: str, tmp_path: Path) -> None:
    with added(name, place=tmp_path, without=without) as copy:
        try:
            ANSWERS[name](copy)
        except Refused:
            return  # a command ended with an error
        except (AssertionError, KeyError):
            assert house_falls(copy), "it answers as if nothing were missing"
        else:
            pytest.fail("it lacks nothing")

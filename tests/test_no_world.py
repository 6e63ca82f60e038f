"""The program alone: no network, no other program, no file but what was asked for."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LIMIT, ROOT, clean_environment, with_plans
from repositories import repository

pytestmark = pytest.mark.slow  # each starts a Python that is watched

WATCHED = """
import json, os, sys

seen, ours = [], os.path.realpath(os.getcwd())
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
ALWAYS = ("socket.", "subprocess.", "ctypes.", "urllib.", "http.", "ftplib.", "smtplib.",
          "webbrowser.", "shutil.", "tempfile.", "pty.")
NEVER = {{"os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn",
         "os.startfile", "os.kill"}}
CHANGING = {{"os.remove": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.mkdir": 1,
            "os.rmdir": 1, "os.chmod": 1, "os.truncate": 1, "os.utime": 1, "os.chown": 1}}


def inside(path):
    path = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
    return os.path.realpath(path).startswith(ours + os.sep)


def watch(event, arguments):
    if event.startswith(ALWAYS) or event in NEVER:
        seen.append([event, repr(arguments)[:2000]])
    elif event == "open":
        path, mode, flags = arguments
        writing = (flags or 0) & WRITING or set(mode or "r") & set("wax+")
        if writing and not isinstance(path, int) and not inside(path):
            seen.append([event, repr(arguments)[:200]])
    elif event in CHANGING:
        if not all(inside(path) for path in arguments[:CHANGING[event]]):
            seen.append([event, repr(arguments)[:200]])


sys.dont_write_bytecode = True
sys.addaudithook(watch)
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
from revplan.cli.app import run

code = run({arguments!r})
sys.stdout.flush()
heavy = sorted({{"pandas", "numpy", "duckdb", "matplotlib"}} & set(sys.modules))
print(json.dumps([code, seen, heavy]), file=sys.stderr)
"""

ASKED = [
    ["gap", "plans/acme-2027.yaml"],
    ["gap", "plans", "--format", "json"],
    ["gap", "plans/saas-arr-2027.yaml", "--definitions", "--format", "markdown"],
    ["gap", "plans/acme-2027.yaml", "--set", "churn.rate=10%", "--output", "out.csv"],
    ["gap", "broken.yaml"],
    ["check", "plans"],
    ["check", "broken.yaml", "--format", "github"],
    ["check", "broken.yaml", "--format", "sarif=out.sarif", "--format", "junit"],
    ["show", "plans/saas-arr-2027.yaml", "--format", "markdown"],
    ["explain", "plans/saas-arr-2027.yaml", "months.2027-03.new_business"],
    ["rule"],
    ["rule", "RP305", "--format", "csv"],
    ["schema"],
    ["help", "grr"],
    ["key", "churn.rate"],
    ["guide", "rules"],
    ["textconv", "plans/acme-2027.yaml"],
    ["textconv", "broken.yaml"],
    ["init", "new.yaml"],
    ["init", "new.yaml", "--full"],
    ["init", "--git"],
    ["--help"],
    ["gap", "--help"],
    ["--version"],
    ["gapp"],
]


TWO = [["diff", "one.yaml", "two.yaml"], ["diff", "one.yaml", "two.yaml", "-f", "markdown"]]
GIT = [
    ["diff"],
    ["diff", "main"],
    ["diff", "HEAD~1..HEAD", "--format", "json"],
    ["diff", "main:one.yaml", "two.yaml"],
    ["log", "one.yaml"],
]
NUMPYS_OWN = ["ctypes.dlopen", "(None,)"]  # as it is imported; it opens no file
ALLOWED = {"rev-parse", "merge-base", "ls-tree", "cat-file", "log"}


def watched(folder: Path, arguments: list[str]) -> tuple[int, list[list[str]], list[str]]:
    """A command in a fresh Python that writes down what it touches."""
    program = WATCHED.format(arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=clean_environment(folder),
        capture_output=True,
        timeout=LIMIT,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    code, seen, heavy = json.loads(done.stderr.splitlines()[-1])
    return code, seen, heavy


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_a_command_touches_nothing_but_its_files_and_stays_light(
    arguments: list[str], tmp_path: Path
) -> None:
    with_plans(tmp_path)
    (tmp_path / "broken.yaml").write_text("revplan: 1\nname: http://evil.example\n")
    before = set(tmp_path.rglob("*"))
    code, seen, heavy = watched(tmp_path, arguments)
    assert code in (0, 1, 2)
    assert seen == []
    assert heavy == []
    asked_for = {
        tmp_path / name
        for name in ("out.csv", "out.sarif", "new.yaml")
        if any(argument.endswith(name) for argument in arguments)
    }
    if "new.yaml" in arguments:
        asked_for.add(tmp_path / "revplan.schema.json")  # what `init` writes beside a plan
    assert set(tmp_path.rglob("*")) - before == asked_for


@pytest.mark.parametrize(
    "statement",
    ["import socket; socket.socket()", "import os; os.system('true')",
     "import subprocess; subprocess.run(['true'])", "open('/dev/null', 'w')"],
)  # fmt: skip
def test_the_watch_sees_what_it_is_there_to_see(statement: str, tmp_path: Path) -> None:
    program = WATCHED.format(arguments=["--version"])
    program = program.replace("code = run(", f"{statement}\ncode = run(")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        timeout=LIMIT,
        text=True,
        env=clean_environment(tmp_path),
    )
    assert json.loads(done.stderr.splitlines()[-1])[1] != []


def one_and_two(folder: Path, *changes: tuple[str, str]) -> None:
    text = (ROOT / "plans/acme-2027.yaml").read_text()
    (folder / "one.yaml").write_text(text)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "two.yaml").write_text(text)


@pytest.mark.parametrize("arguments", TWO, ids=" ".join)
def test_a_diff_of_two_files_starts_nothing_and_loads_numpy_for_a_split_alone(
    arguments: list[str], tmp_path: Path
) -> None:
    one_and_two(tmp_path, ("value: 30%", "value: 32%"))
    assert watched(tmp_path, arguments) == (0, [], [])
    one_and_two(tmp_path, ("value: 30%", "value: 32%"), ("growth: 50%", "growth: 60%"))
    code, seen, heavy = watched(tmp_path, arguments)
    assert (code, [it for it in seen if it != NUMPYS_OWN]) == (0, [])
    assert set(heavy) <= {"numpy"}


@pytest.mark.parametrize("arguments", GIT, ids=" ".join)
def test_with_commits_nothing_is_started_but_git_that_reads(
    arguments: list[str], tmp_path: Path
) -> None:
    made = repository(tmp_path)
    one_and_two(tmp_path)
    made.commit("start")
    one_and_two(tmp_path, ("value: 30%", "value: 32%"))
    made.commit("churn")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    code, seen, heavy = watched(tmp_path, arguments)
    assert (code, heavy) == (0, [])
    assert {event for event, _ in seen} <= {"subprocess.Popen", "os.kill", "os.killpg"}
    commands = [ast.literal_eval(told)[:2] for event, told in seen if event == "subprocess.Popen"]
    assert 2 <= len(commands) <= 8
    for program, command in commands:
        assert program == command[0] == shutil.which("git", path="/usr/bin:/bin")
        words = iter(command[1:])
        asked = next(
            word for word in words if not word.startswith("-") or (word == "-c" and not next(words))
        )
        assert asked in ALLOWED
        if asked == "rev-parse":
            assert command[-4:-1] == ["rev-parse", "--verify", "--end-of-options"]
        if asked == "cat-file":
            assert command[-2:] == ["cat-file", "--batch"]
        if asked == "ls-tree":
            assert "-z" in command
    assert sum("cat-file" in command for _, command in commands) <= 2
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before

"""The program alone: no network, no other program, no file but what was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LIMIT, clean_environment, with_plans

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
        seen.append([event, repr(arguments)[:200]])
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
    ["gap", "plans/saas-arr-2027.yaml", "--readings", "--format", "markdown"],
    ["gap", "plans/acme-2027.yaml", "--set", "churn.rate=10%", "--output", "out.csv"],
    ["gap", "broken.yaml"],
    ["check", "plans"],
    ["check", "broken.yaml", "--format", "github"],
    ["check", "broken.yaml", "--format", "sarif=out.sarif", "--format", "junit"],
    ["explain", "plans/saas-arr-2027.yaml", "months.2027-03.new_business"],
    ["rule"],
    ["rule", "RP305", "--format", "csv"],
    ["schema"],
    ["textconv", "plans/acme-2027.yaml"],
    ["textconv", "broken.yaml"],
    ["init", "new.yaml"],
    ["init", "--git"],
    ["--help"],
    ["gap", "--help"],
    ["--version"],
    ["gapp"],
]


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

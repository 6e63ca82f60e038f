"""Pipes, files and signals: a reader that leaves, a disk that is full, a file that is there."""

from __future__ import annotations

import json
import os
import pty
import resource
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ENDING, LIMIT, Ran, Revplan, ended
from tools import without_rights

ACME = "plans/acme-2027.yaml"
BARE = "revplan: 1\nname: A\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 1M}\n"
SECRET = "target: hunter2-is-the-password\n"


def one_line(ran: Ran) -> bool:
    return ran.err.count("\n") == 1 and ran.err.startswith("error: ")


def parts_left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if ".part" in path.name]


def test_a_reader_that_leaves_after_a_line_is_no_error(revplan: Revplan) -> None:
    command = "(revplan gap plans --format json --quiet; echo $? >code) | head -1"
    ran = revplan.shell(command)
    assert (ran.out, ran.err) == ("{\n", "")
    assert (revplan.folder / "code").read_text() in ("0\n", "141\n")


@pytest.mark.parametrize("asked", [["check", "plans"], ["gap", "plans", "-f", "json"], ["rule"],
                                   ["--help"], ["gap", "--help"], ["--version"]])  # fmt: skip
def test_a_reader_that_is_gone_is_no_error(asked: list[str], revplan: Revplan) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = revplan.start(*asked, stdout=writer)
    os.close(writer)
    _, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.parametrize("asked", ["gap plans", "check plans", "rule", "schema", "--help"])
def test_a_full_disk_under_stdout_is_said_in_a_line(asked: str, revplan: Revplan) -> None:
    ran = revplan.shell(f"revplan {asked} >/dev/full")
    assert ran.code == 2
    assert one_line(ran)


@pytest.mark.parametrize("asked", ["gap plans", "check plans", "--version"])
def test_a_closed_stdout_is_no_bug(asked: str, revplan: Revplan) -> None:
    ran = revplan.shell(f"revplan {asked} >&-")
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err
    assert "bug" not in ran.err


def test_closed_streams_are_no_bug(revplan: Revplan) -> None:
    assert revplan.shell("revplan gap nowhere.yaml <&- >&- 2>&-").code == 2
    assert revplan.shell("revplan gap plans 2>&-").code == 0


def many_plans(revplan: Revplan, count: int) -> None:
    text = (revplan.folder / "plans/subscription-2027.yaml").read_text(encoding="utf-8")
    (revplan.folder / "many").mkdir()
    for number in range(count):
        (revplan.folder / f"many/{number:04}.yaml").write_text(text, encoding="utf-8")


def has_children(pid: int) -> bool:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return bool(found.read_text().strip()) if found.exists() else False


def interrupted(revplan: Revplan, *paths: str, after: float) -> tuple[int, bytes, bytes]:
    """A check that is interrupted so long after its first worker appears, or 1.5 seconds on."""
    process = revplan.start(
        *["check", *paths, "--output", "out.txt"], stdin=subprocess.PIPE, start_new_session=True
    )
    until = time.monotonic() + 1.5
    while time.monotonic() < until and not has_children(process.pid):
        time.sleep(0.005)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the whole group
    out, err = process.communicate(timeout=LIMIT)
    return process.returncode, out, err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "paths", "delays"),
    [(20, ["many", "-"], [0.0]), (1500, ["many"], [0.2, 0.4]), (1500, ["many"], [0.0] * 6)],
    ids=["while it waits", "while all cores work", "while workers start"],
)
def test_an_interrupted_check_says_nothing_and_leaves_nothing(
    count: int, paths: list[str], delays: list[float], revplan: Revplan
) -> None:
    many_plans(revplan, count)
    for delay in delays:
        assert interrupted(revplan, *paths, after=delay) == (130, b"", b"")
    assert sorted(path.name for path in revplan.folder.iterdir()) == ["many", "plans"]


LINGERS = """
import os, signal, time
from revplan.workspace.check_plans import check_all
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.5)
try:
    check_all(["many"], [], [])
except KeyboardInterrupt:
    time.sleep(0.5)
    os._exit(130)
"""


@pytest.mark.slow
def test_no_thread_of_an_interrupted_check_speaks_after_it(revplan: Revplan) -> None:
    many_plans(revplan, 3000)
    ran = ended([sys.executable, "-c", LINGERS], cwd=revplan.folder)
    assert (ran.code, ran.raw_out, ran.raw_err) == (130, b"", b"")


@pytest.fixture
def background() -> Iterator[None]:
    """This process ignores what ends a process, as a background job or one under nohup does."""
    before = {each: signal.signal(each, signal.SIG_IGN) for each in ENDING}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.usefixtures("background")
@pytest.mark.parametrize("sent", ENDING, ids=lambda sent: sent.name)
def test_a_run_can_be_ended_though_its_tests_are_a_background_job(
    sent: signal.Signals, revplan: Revplan
) -> None:
    process = revplan.start("gap", "-", stdin=subprocess.PIPE)
    process.send_signal(sent)
    assert process.wait(LIMIT) != 0
    process.communicate()
    assert [signal.getsignal(each) for each in ENDING] == [signal.SIG_IGN] * 3


def test_a_dash_reads_stdin(revplan: Revplan) -> None:
    text = (revplan.folder / ACME).read_bytes()
    piped, named = (revplan("gap", "-", "--set", "churn.rate=10%", stdin=text),
                    revplan("gap", ACME, "--set", "churn.rate=10%"))  # fmt: skip
    assert piped.code == 0
    assert piped.raw_out == named.raw_out
    assert revplan("check", "-", stdin=text).out == "Checked 1 plan: no findings.\n"
    assert revplan("explain", "-", "gap", stdin=text).code == 0
    assert revplan("check", "-", stdin=b"").code == 1


@pytest.mark.parametrize(
    "asked",
    [["gap", "-"], ["check", "-"], ["explain", "-", "gap"], ["textconv", "-"], ["funnel", "-"],
     ["gap", "-", "--set", "churn.rate*=0.9"]],
    ids=" ".join,
)  # fmt: skip
def test_a_terminal_is_no_plan_and_is_not_waited_for(asked: list[str], revplan: Revplan) -> None:
    master, slave = pty.openpty()
    process = revplan.start(*asked, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.close(slave)
    told, _ = process.communicate(timeout=20)
    os.close(master)
    assert told.decode().removeprefix("# ") == (
        "error: - reads a plan from standard input, and nothing is piped in: name the plan's file, "
        f"or write {shlex.join(['revplan', *asked])} < plan.yaml\n"
    )
    assert process.returncode == (0 if asked[0] == "textconv" else 2)


def test_an_error_on_stdin_has_a_place(revplan: Revplan) -> None:
    ran = revplan("gap", "-", stdin=BARE + "target: {growth: 30}\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("<stdin>:6:18: error[RP115]")


@pytest.mark.parametrize("command", ["gap", "check", "explain"])
def test_messages_call_stdin_what_the_caller_calls_it(command: str, revplan: Revplan) -> None:
    asked = [command, "-", "--stdin-filename", "plans/a\x1bb.yaml"]
    ran = revplan(*asked, stdin=BARE + "target: {growth: 30}\n")
    said = ran.out if command == "check" else ran.err
    assert said.startswith("plans/a\\x1bb.yaml:6:18: error[RP115]")


@pytest.mark.parametrize("command", ["gap", "check"])
def test_a_folder_without_plans_is_no_answer(command: str, revplan: Revplan) -> None:
    (revplan.folder / "empty/.hidden").mkdir(parents=True)
    shutil.copy(revplan.folder / ACME, revplan.folder / "empty/.hidden/plan.yaml")
    (revplan.folder / "empty/notes.txt").write_text("no plan")
    ran = revplan(command, "empty")
    assert (ran.code, ran.out) == (2, "")
    assert one_line(ran)


@pytest.mark.parametrize(
    "asked",
    [["gap", "nowhere.yaml"], ["check", "nowhere"], ["check", "plans", "nowhere"],
     ["explain", "nowhere.yaml", "gap"], ["explain", "plans", "gap"], ["gap", ""], ["check", ""],
     ["gap", "plans/acme-2027.yaml/x"], ["gap", "x" * 5000]],
    ids=lambda asked: " ".join(asked)[:30],
)  # fmt: skip
def test_what_is_not_there_is_said_in_a_line(asked: list[str], revplan: Revplan) -> None:
    ran = revplan(*asked)
    assert (ran.code, ran.out) == (2, "")
    assert one_line(ran)
    assert "write" not in ran.err
    assert revplan(*asked, "--format", "json").document["diagnostics"]


@pytest.mark.parametrize("asked", [["gap"], ["--no-such-option"], ["gapp"]], ids=str)
def test_wrong_usage_never_looks_like_a_bug(asked: list[str], revplan: Revplan) -> None:
    ran = revplan(*asked)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "bug" not in ran.err


@pytest.mark.parametrize(
    ("name", "first"),
    [("out.json", "{"), ("out.csv", "plan,currency,"), ("out.md", "**Acme 2027"),
     ("out.txt", "Acme 2027"), ("out", "Acme 2027"), ("OUT.JSON", "{")],
)  # fmt: skip
def test_the_suffix_decides_the_format(name: str, first: str, revplan: Revplan) -> None:
    ran = revplan("gap", ACME, "--output", name)
    written = (revplan.folder / name).read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, "")
    assert written.startswith(first)
    assert written.endswith("\n")


def test_a_file_holds_what_stdout_would_show(revplan: Revplan) -> None:
    for form in ("text", "json", "csv", "markdown"):
        revplan("gap", ACME, "--format", form, "--output", f"out-{form}", "--color", "always")
        shown = revplan("gap", ACME, "--format", form)
        assert (revplan.folder / f"out-{form}").read_bytes() == shown.raw_out
    revplan("check", "plans", "--output", "found.json")
    assert json.loads((revplan.folder / "found.json").read_text())["command"] == "check"


def test_a_file_that_is_there_stays_without_force(revplan: Revplan) -> None:
    kept = revplan.folder / "out.csv"
    kept.write_text("mine")
    kept.chmod(0o640)
    ran = revplan("gap", ACME, "--output", "out.csv")
    assert (ran.code, kept.read_text(), one_line(ran)) == (2, "mine", True)
    assert revplan("gap", ACME, "--output", "out.csv", "--force").code == 0
    assert kept.read_text().startswith("plan,currency")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert parts_left(revplan.folder) == []


def test_a_new_file_has_the_mode_that_the_user_s_mask_gives(revplan: Revplan) -> None:
    revplan.process("gap", ACME, "--output", "out.csv", preexec=lambda: os.umask(0o027) and None)
    assert stat.S_IMODE((revplan.folder / "out.csv").stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(revplan: Revplan) -> None:
    (revplan.folder / "deep").mkdir()
    target = revplan.folder / "deep/real.csv"
    target.write_text("old")
    (revplan.folder / "link.csv").symlink_to("deep/real.csv")
    assert revplan("gap", ACME, "--output", "link.csv", "--force").code == 0
    assert (revplan.folder / "link.csv").is_symlink()
    assert target.read_text().startswith("plan,currency")


def test_init_never_overwrites(revplan: Revplan) -> None:
    before = (revplan.folder / ACME).read_bytes()
    ran = revplan("init", ACME)
    assert (ran.code, one_line(ran)) == (2, True)
    assert (revplan.folder / ACME).read_bytes() == before


@pytest.mark.parametrize("place", ["nowhere/out.csv", "plans", "/dev/full", ACME + "/out.csv"])
def test_a_place_that_cannot_be_written_is_said_in_a_line(place: str, revplan: Revplan) -> None:
    ran = revplan("gap", ACME, "--output", place, "--format", "csv")
    assert (ran.code, ran.out, one_line(ran)) == (2, "", True)
    assert revplan("gap", ACME, "-f", "json", "-o", place).document["status"] == "error"
    assert parts_left(revplan.folder) == []


def test_a_read_only_folder_is_said_in_a_line(revplan: Revplan) -> None:
    (revplan.folder / "locked").mkdir(mode=0o555)
    ran = revplan.process("gap", ACME, "--output", "locked/out.csv", preexec=without_rights)
    assert (ran.code, one_line(ran)) == (2, True)
    assert not (revplan.folder / "locked/out.csv").exists()


def test_a_file_that_may_not_grow_leaves_nothing_behind(revplan: Revplan) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    kept = revplan.folder / "old.json"
    kept.write_text("old")
    # Compiled modules would be cut off as well, and break every later run.
    alone = {"PYTHONDONTWRITEBYTECODE": "1"}
    for name, force in (("new.json", []), ("old.json", ["--force"])):
        asked = ("gap", ACME, "-f", "markdown", "-o", name, *force)
        ran = revplan.process(*asked, preexec=no_room, env=alone)
        assert (ran.code, one_line(ran)) == (2, True)
    assert kept.read_text() == "old"
    assert sorted(path.name for path in revplan.folder.iterdir()) == ["old.json", "plans"]


@pytest.mark.parametrize("command", ["gap", "check", "explain"])
def test_what_is_no_regular_file_is_refused_and_not_waited_for(
    command: str, revplan: Revplan
) -> None:
    os.mkfifo(revplan.folder / "pipe.yaml")
    for path in ("pipe.yaml", "/dev/zero"):
        ran = revplan(command, path)
        assert ran.code == (1 if command == "check" else 2)
        assert "RP001" in ran.out + ran.err


@pytest.mark.parametrize("command", ["gap", "check"])
@pytest.mark.parametrize("kind", ["file", "folder", "chain"])
def test_a_link_that_leads_out_of_the_folder_shows_nothing(
    command: str, kind: str, revplan: Revplan
) -> None:
    outside, team = revplan.folder / "outside", revplan.folder / "team"
    outside.mkdir()
    team.mkdir()
    (outside / "secret.yaml").write_text(SECRET)
    shutil.copy(revplan.folder / ACME, team / "a.yaml")
    if kind == "folder":
        (team / "sub").symlink_to(outside)
    else:
        (team / "b.yaml").symlink_to("c.yaml" if kind == "chain" else outside / "secret.yaml")
    if kind == "chain":
        (team / "c.yaml").symlink_to("../outside/secret.yaml")
    for form in ("text", "json"):
        ran = revplan(command, "team", "--format", form)
        assert "hunter2" not in ran.out + ran.err
        refused = {"gap": 2, "check": 1}[command]
        assert ran.code == (0 if kind == "folder" else refused)


def test_a_link_that_stays_in_the_folder_is_read(revplan: Revplan) -> None:
    (revplan.folder / "plans/again.yaml").symlink_to("acme-2027.yaml")
    assert "\nChecked 10 plans: " in revplan("check", "plans").out


@pytest.mark.slow
def test_two_writers_leave_one_whole_file(revplan: Revplan) -> None:
    writers = [
        revplan.start("gap", plan, "-o", "out.json", "--force", stdout=None, stderr=None)
        for plan in (ACME, "plans/shop-2026-27.yaml") * 3
    ]
    assert [writer.wait(LIMIT) for writer in writers] == [0] * 6
    assert json.loads((revplan.folder / "out.json").read_text())["status"] == "ok"
    assert parts_left(revplan.folder) == []

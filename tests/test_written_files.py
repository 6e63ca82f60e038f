"""Files that are written: a signal leaves nothing of them, and no one reads them who may not."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import LIMIT, Revplan

from revplan.render import files
from revplan.render.files import NotWritten, write_whole

ACME = "plans/acme-2027.yaml"
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
RUN_THAT_HALTS = """
import os, signal, sys, time
from revplan.cli.entry import main

def halt(handle):
    print("writing", flush=True)
    time.sleep(60)

os.fsync = halt
for number, handler in ((signal.SIGTERM, signal.SIG_DFL), (signal.SIGHUP, signal.SIG_DFL),
                        (signal.SIGINT, signal.default_int_handler)):
    signal.signal(number, handler)
main()
"""


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """The handlers as they are by default, whatever the tests were started with."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def stopped(revplan: Revplan, number: int, *arguments: str) -> int:
    """How a run ends that gets a signal when its file is written and not yet in its place."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN_THAT_HALTS, *arguments],
        cwd=revplan.folder,
        env=revplan.environment,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(number)
    process.communicate(timeout=LIMIT)
    return process.returncode


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, -15), (signal.SIGHUP, -1), (signal.SIGINT, 130)],
)
def test_a_run_that_is_killed_while_it_writes_leaves_nothing(
    number: int, code: int, revplan: Revplan
) -> None:
    kept = revplan.folder / "out.csv"
    kept.write_text("old")
    asked = ("gap", ACME, "--output", "out.csv", "--force")
    assert stopped(revplan, number, *asked) == code
    assert sorted(path.name for path in revplan.folder.iterdir()) == ["out.csv", "plans"]
    assert kept.read_text() == "old"


def test_a_file_under_the_number_of_this_process_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f".revplan-{os.getpid()}.part").write_text("left by a kill")
    write_whole(str(tmp_path / "out"), "new", force=False)
    write_whole(str(tmp_path / "out"), "newer", force=True)
    assert (tmp_path / "out").read_text() == "newer"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o644])
def test_a_file_has_the_mode_of_the_one_it_replaces_before_it_has_a_byte(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "out"
    kept.write_text("old")
    kept.chmod(mode)
    seen = []

    class Watched(io.FileIO):
        def write(self, data: object) -> int:
            seen.append((stat.S_IMODE(made[0]), stat.S_IMODE(os.fstat(self.fileno()).st_mode)))
            return super().write(data)  # type: ignore[arg-type]

    made, create = [], os.open

    def created(*asked: object) -> int:
        handle = create(*asked)  # type: ignore[arg-type]
        made.append(os.fstat(handle).st_mode)
        return handle

    monkeypatch.setattr(os, "open", created)
    monkeypatch.setattr(files, "open", Watched, raising=False)
    write_whole(str(kept), "new", force=True)
    assert seen == [(0o600, mode)]
    assert stat.S_IMODE(kept.stat().st_mode) == mode
    assert kept.read_text() == "new"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
def test_a_file_stays_its_owner_s(tmp_path: Path) -> None:
    kept = tmp_path / "out"
    kept.write_text("old")
    os.chown(kept, 1234, 4321)
    kept.chmod(0o640)
    write_whole(str(kept), "new", force=True)
    now = kept.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (1234, 4321, 0o640)


def test_another_group_is_not_let_in_where_the_group_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "out"
    kept.write_text("old")
    kept.chmod(0o664)
    was = kept.stat()
    strangers = os.stat_result([*was[:5], was.st_gid + 1, *was[6:]])
    monkeypatch.setattr(Path, "stat", lambda *_: strangers)
    monkeypatch.setattr(os, "fchown", forbidden)
    write_whole(str(kept), "new", force=True)
    monkeypatch.undo()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o604


def forbidden(*_: object) -> None:
    raise PermissionError


def test_somebodys_handler_stays_his_while_a_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mine(*_: object) -> None:
        """Nothing."""

    signal.signal(signal.SIGTERM, mine)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while_written = []
    monkeypatch.setattr(os, "fsync", lambda _: while_written.extend(map(signal.getsignal, SIGNALS)))
    write_whole(str(tmp_path / "out"), "text", force=False)
    assert while_written[:2] == [mine, signal.SIG_IGN]
    assert while_written[2] is not signal.SIG_DFL
    now = [signal.getsignal(number) for number in SIGNALS]
    assert now == [mine, signal.SIG_IGN, signal.SIG_DFL]


def test_handlers_are_as_before_after_a_file_that_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        write_whole(str(tmp_path / "nowhere/out"), "text", force=False)
    assert [signal.getsignal(number) for number in SIGNALS] == [signal.SIG_DFL] * 3


def test_a_thread_writes_too_and_touches_no_handler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_written = []
    monkeypatch.setattr(os, "fsync", lambda _: while_written.extend(map(signal.getsignal, SIGNALS)))
    asked = (str(tmp_path / "out"), "text", False)
    thread = threading.Thread(target=write_whole, args=asked)
    thread.start()
    thread.join()
    assert while_written == [signal.SIG_DFL] * 3
    assert (tmp_path / "out").read_text() == "text"

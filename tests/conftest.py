"""The program, run in this process, or as a user runs it: by itself, in a pipe, on a terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import sysconfig
import termios
import tty
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from functools import cache
from pathlib import Path
from typing import Any

import examples  # noqa: F401 (its profiles are there before an option names one)
import pytest
from in_this_process import in_this_process, needs_a_start

collect_ignore = ["benchmarks", "additions"]

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60  # seconds that no run may take
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@cache
def script() -> str:
    """The console script that was installed with this Python."""
    for folder in (str(Path(sys.executable).parent), sysconfig.get_path("scripts")):
        found = shutil.which("revplan", path=folder)
        if found:
            return found
    raise AssertionError("revplan is not installed beside this Python: pip install -e '.[test]'")


def clean_environment(home: Path) -> dict[str, str]:
    """What a run sees of the world: next to nothing, so that no one's settings decide a test.

    SOURCE_DATE_EPOCH is June 2026: `init` writes plans for 2027.
    """
    return {
        "PATH": os.pathsep.join([str(Path(script()).parent), "/usr/bin", "/bin"]),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "random",
        "SOURCE_DATE_EPOCH": "1780272000",
        "TERM": "xterm-256color",
    }


@contextmanager
def usual_signals() -> Iterator[None]:
    """What is started in here can be interrupted, whoever started the tests: a shell ignores SIGINT
    for its background jobs, nohup SIGHUP, and a process passes on what it ignores.
    """
    ignored = [each for each in ENDING if signal.getsignal(each) is signal.SIG_IGN]
    for each in ignored:
        signal.signal(each, signal.SIG_DFL)
    try:
        yield
    finally:
        for each in ignored:
            signal.signal(each, signal.SIG_IGN)


def started(command: Sequence[str | bytes], **options: Any) -> subprocess.Popen[bytes]:
    """A process that can be interrupted, its output in pipes unless it is told otherwise."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with usual_signals():
        return subprocess.Popen(command, **pipes | options)


def ended(command: Sequence[str | bytes], stdin: bytes = b"", **options: Any) -> Ran:
    """What a process left behind that was given all of its input at once."""
    with started(command, stdin=subprocess.PIPE, **options) as process:
        try:
            out, err = process.communicate(stdin, LIMIT)
        except BaseException:
            process.kill()
            raise
    return Ran(process.returncode, out, err)


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    raw_out: bytes
    raw_err: bytes

    @property
    def out(self) -> str:
        return self.raw_out.decode("utf-8")

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout, read strictly, its envelope looked over."""
        found = json.loads(self.out, parse_constant=_refused, object_pairs_hook=_without_repeats)
        assert self.out.endswith("}\n")
        assert list(found) == [
            "format_version", "tool", "command", "status", "result", "diagnostics",
        ]  # fmt: skip
        assert (found["format_version"], found["tool"]["name"]) == ("1.0", "revplan")
        assert found["status"] == {0: "ok", 1: "findings"}.get(self.code, "error")
        _no_null(found)
        return found

    @property
    def err(self) -> str:
        return self.raw_err.decode("utf-8")


def _refused(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a key stands twice"
    return dict(pairs)


def _no_null(part: Any) -> None:
    assert part is not None, "null where a value is meant"
    assert not isinstance(part, float), "a figure as a binary fraction"
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for inner in below:
        _no_null(inner)


class Revplan:
    """Runs the program; `folder` is where, with a copy of the shipped plans."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = script()
        self.environment = clean_environment(folder)

    def __call__(
        self,
        *arguments: str | bytes,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        cwd: Path | None = None,
    ) -> Ran:
        """A run in this process, or in one of its own where only that shows what variables do."""
        environment = self.environment | dict(env or {})
        if needs_a_start(name for name, _ in environment.items() - self.environment.items()):
            return self.process(*arguments, env=env, stdin=stdin, cwd=cwd)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        return Ran(*in_this_process(arguments, given, environment, cwd or self.folder))

    def process(
        self,
        *arguments: str | bytes,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        cwd: Path | None = None,
        preexec: Callable[[], None] | None = None,
    ) -> Ran:
        """A run of the installed script."""
        return ended(
            [self.script, *arguments],
            stdin.encode() if isinstance(stdin, str) else stdin,
            env=self.environment | dict(env or {}),
            cwd=cwd or self.folder,
            preexec_fn=preexec,
        )

    def shell(self, command: str, env: Mapping[str, str] | None = None) -> Ran:
        """A line as it is typed, with its pipes and redirections."""
        environment = self.environment | dict(env or {})
        return ended(["/bin/sh", "-c", command], env=environment, cwd=self.folder)

    def start(self, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
        """The script started and left running."""
        given = {"env": self.environment, "cwd": self.folder, **options}
        return started([self.script, *arguments], **given)

    def terminal(
        self,
        *arguments: str,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
        err_too: bool = False,
    ) -> Ran:
        """A run with stdout on a terminal that has so many columns; stderr too where asked."""
        masters, slaves = [], []
        for _ in range(2 if err_too else 1):
            master, slave = pty.openpty()
            tty.setraw(slave)
            ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
            masters.append(master)
            slaves.append(slave)
        reader, writer = (masters[1], slaves[1]) if err_too else os.pipe()
        if not err_too:
            slaves.append(writer)
        process = self.start(
            *arguments,
            env=self.environment | dict(env or {}),
            stdin=subprocess.DEVNULL,
            stdout=slaves[0],
            stderr=writer,
        )
        for handle in slaves:
            os.close(handle)
        out, err = _drained([masters[0], reader])
        return Ran(process.wait(LIMIT), out, err)


def _drained(handles: Sequence[int]) -> list[bytes]:
    held = dict.fromkeys(handles, b"")
    open_handles = set(handles)
    while open_handles:
        ready, _, _ = select.select(list(open_handles), [], [], LIMIT)
        assert ready, "the run says nothing and does not end"
        for handle in ready:
            try:
                data = os.read(handle, 65536)
            except OSError:  # a terminal whose other side is closed
                data = b""
            held[handle] += data
            if not data:
                open_handles.remove(handle)
                os.close(handle)
    return [held[handle] for handle in handles]


SLOW_FIXTURES = {"runner", "pre_commit"}  # the action's steps in bash, hooks that pip installs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


class Listener:
    """One who is told how far long work is."""

    def __init__(self) -> None:
        self.told: tuple[str, int, int] | None = None
        self.steps = 0

    @contextmanager
    def __call__(self, label: str, total: int, least: int) -> Iterator[Callable[[int], None]]:
        self.told = label, total, least
        yield self.tick

    def tick(self, count: int) -> None:
        self.steps += count


def with_plans(folder: Path) -> Path:
    """The folder, with a copy of the shipped plans in it."""
    shutil.copytree(ROOT / "plans", folder / "plans")
    return folder


@pytest.fixture
def revplan(tmp_path: Path) -> Revplan:
    """The installed script in a folder of its own."""
    return Revplan(with_plans(tmp_path))


@pytest.fixture(scope="module")
def shared_revplan(tmp_path_factory: pytest.TempPathFactory) -> Revplan:
    """The same for tests that write nothing: one folder for all of a module."""
    return Revplan(with_plans(tmp_path_factory.mktemp("plans")))

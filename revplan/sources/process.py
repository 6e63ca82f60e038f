"""A program that was started: read under a limit on its silence, and always ended."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BufferedRandom
from typing import cast

LIMIT = 60.0
"""Seconds that git may say nothing while it is waited for."""

MOST_COMPLAINT = 8_192
"""Bytes of a line, and of a complaint, that are kept."""


ASKED_AT_ONCE = 200
"""Short lines that a pipe holds, though nobody reads them yet."""


class NoRevision(Exception):
    """What git cannot give.

    `message` is one line in the user's words, `hint` what to type instead; it may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def line(self) -> str:
        """Both, in one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class Running:
    """A git that was started; reading from it gives up when it says nothing for too long."""

    def __init__(self, command: list[str], folder: str, environment: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            env=environment,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,  # no terminal to ask on, and whatever it starts ends with it
        )
        streams = (self._process.stdin, self._process.stdout, self._process.stderr)
        self._in, self._out, self._err = (cast(BufferedRandom, stream) for stream in streams)
        self._complaint = b""
        self._waiting_since: float | None = None
        self._slow = False
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._watch, self._listen)
        ]
        for thread in self._threads:
            thread.start()

    def _watch(self) -> None:
        while not self._over.wait(LIMIT / 20):
            since = self._waiting_since
            if since is not None and time.monotonic() - since > LIMIT:
                self._slow = True
                self._kill()
                return

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            while said := self._err.read(MOST_COMPLAINT):
                self._complaint += said[: MOST_COMPLAINT - len(self._complaint)]

    def _kill(self) -> None:
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _patiently(self, read: Callable[[], bytes]) -> bytes:
        self._waiting_since = time.monotonic()
        data = read()
        self._waiting_since = None
        if self._slow:
            raise _too_slow()
        return data

    def say(self, line: str) -> None:
        """A line put in; a git that is gone will be missed when it is read from."""
        with suppress(OSError):
            self._in.write(line.encode() + b"\n")
            self._in.flush()

    def line(self) -> bytes:
        """The next line; empty at the end."""
        return self._patiently(lambda: self._out.readline(MOST_COMPLAINT))

    def ask(self, lines: Sequence[str]) -> Iterator[bytes]:
        """The line that is said to each line, of a program that says one to each; put in by so few
        at a time that the pipes hold them.
        """
        for first in range(0, len(lines), ASKED_AT_ONCE):
            some = lines[first : first + ASKED_AT_ONCE]
            self.say("\n".join(some))
            yield from (self.line().strip() for _ in some)

    def read(self, size: int = -1) -> bytes:
        """That many bytes, fewer at the end."""
        return self._patiently(lambda: self._out.read(size))

    def some(self) -> bytes:
        """What there is to read; empty at the end."""
        return self._patiently(lambda: self._out.read1(65_536))

    def finish(self) -> tuple[int, str]:
        """The exit code and the complaint of a git that was read to its end."""
        with suppress(OSError):
            self._in.close()
        try:
            code = self._process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            raise _too_slow() from None
        self._threads[1].join(1)
        return code, self._complaint.decode("utf-8", "replace")

    def end(self) -> None:
        """The process and what it started killed and waited for, the pipes closed."""
        self._over.set()
        self._threads[0].join()
        if self._process.returncode is None:
            self._kill()
            self._process.wait()
        self._threads[1].join(1)
        for pipe in (self._in, self._out, self._err):
            with suppress(OSError):
                pipe.close()


def _too_slow() -> NoRevision:
    return NoRevision(f"git took too long: it said nothing for {LIMIT:g} seconds")

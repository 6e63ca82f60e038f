"""The script without its process: the same entry, its streams, folder and environment its own.

A new process costs a fifth of a second, most of it imports. What only a process can show (signals,
terminals, pipes, how an interpreter starts) needs one; transcripts are run in one all the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unittest import mock

from revplan.cli import entry

OF_THE_START = ("PYTHON", "LC_", "LANG", "TERMINAL_", "GITHUB_ACTIONS", "_REVPLAN")
"""How variables begin that an interpreter, or a package on being imported, reads once."""


def needs_a_start(names: Iterable[str]) -> bool:
    """Whether only a new process shows what these variables do."""
    return any(name.startswith(OF_THE_START) for name in names)


def stream() -> io.TextIOWrapper:
    """A standard stream as an interpreter makes it under C.UTF-8."""
    return io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape", newline="\n")


def in_this_process(
    words: Sequence[str | bytes], stdin: bytes, environment: Mapping[str, str], folder: Path
) -> tuple[int, bytes, bytes]:
    """The exit code, stdout and stderr of a run."""
    given, out, err = stream(), stream(), stream()
    given.buffer.write(stdin)
    given.seek(0)
    arguments = ["revplan", *map(os.fsdecode, words)]
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "argv", arguments),
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = entry._flush(entry._run())
    return code, out.buffer.getvalue(), err.buffer.getvalue()  # type: ignore[attr-defined]

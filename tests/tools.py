"""What the tests need beyond Python: programs named in .ci/tools, and root with a root's rights."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

import pytest

LIST = Path(__file__).resolve().parent.parent / ".ci/tools"
NO_SKIP = "REVPLAN_NO_SKIP"  # CI's: what is not here fails instead of being skipped
BOUNDING_SET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2


def needs_tool(name: str) -> str:
    """Where the program is; without it the test is skipped, in CI it fails."""
    found = shutil.which(name)
    if found:
        return found
    reason = f"{name} is not installed (.ci/tools names it)"
    if os.environ.get(NO_SKIP):
        pytest.fail(reason)
    pytest.skip(reason)


def without_rights() -> None:
    """In a process that starts: files and folders are closed to it as to anyone, also to root's."""
    if os.geteuid():
        return
    library = ctypes.CDLL(None, use_errno=True)
    for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
        if library.prctl(BOUNDING_SET_DROP, right, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "cannot give up a right")

"""`python peak.py COMMAND...` prints seconds, peak resident MB and exit code of one process.

A fresh process for each, as a parent only knows the largest of all its children.
"""

from __future__ import annotations

import subprocess
import sys
import time

PATIENCE = 10.0
"""Seconds after which a process is stopped; its code is then -9."""

if __name__ == "__main__":
    import resource

    began = time.perf_counter()
    try:
        code = subprocess.run(
            sys.argv[1:], capture_output=True, timeout=PATIENCE, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        code = -9
    seconds = time.perf_counter() - began
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    kilobytes /= 1024 if sys.platform == "darwin" else 1
    print(seconds, kilobytes / 1024, code)

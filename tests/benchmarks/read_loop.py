"""The floor under a company of many files: each file read as a plan, and nothing more.

`python read_loop.py FOLDER` prints how many plans it read and the seconds its loop took.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from revplan.sources.plan_file import read_file


def main() -> None:
    """Read every plan below the folder."""
    files = sorted(map(str, Path(sys.argv[1]).rglob("*.yaml")))
    started = time.perf_counter()
    for file in files:
        assert read_file(file).plan is not None, file
    print(len(files), time.perf_counter() - started)


if __name__ == "__main__":
    main()

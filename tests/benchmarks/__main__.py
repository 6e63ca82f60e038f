"""The figures of revplan's speed, as ratios within one run: `python tests/benchmarks`.

`python tests/benchmarks startup check diff` runs only the parts that are named; `--quick` takes
fewer rounds and leaves out the 10,000 plans. Leaves with 1 when a limit is not met.
"""

from __future__ import annotations

import argparse
import sys

import bench_check
import bench_completion
import bench_diff
import bench_hostile
import bench_segments
import bench_startup
from rounds import Figure

PARTS = {
    "startup": bench_startup,
    "check": bench_check,
    "diff": bench_diff,
    "completion": bench_completion,
    "hostile": bench_hostile,
    "segments": bench_segments,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller folders")
    asked = parser.parse_args()
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]}; choose from {', '.join(PARTS)}")
    found: list[Figure] = []
    for name, part in PARTS.items():
        if not asked.parts or name in asked.parts:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            found.extend(part.figures(asked.quick))
    print(report(found))
    return 0 if all(figure.met for figure in found) else 1


def report(found: list[Figure]) -> str:
    """The figures as a table of text."""
    rows = [("figure", "measured", "limit", "aim", "", "")]
    for figure in found:
        limited = figure.limit is not None
        rows.append(
            (
                figure.name,
                _number(figure.value, figure.unit),
                _number(figure.limit, figure.unit) if limited else "",
                _number(figure.aim, figure.unit) if figure.aim is not None else "",
                ("met" if figure.met else "NOT MET") if limited else "",
                figure.note,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, measured, limit, aim, met, note = row
    cells = [name.ljust(widths[0]), measured.rjust(widths[1]), limit.rjust(widths[2])]
    cells += [aim.rjust(widths[3]), met.ljust(widths[4]), note]
    return "  ".join(cells).rstrip()


def _number(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if unit == "MB" else f"{value:.2f} {unit}".rstrip()


if __name__ == "__main__":
    sys.exit(main())

"""(b) `revplan check` of many plans against CSafeLoader and plain pydantic models in a loop."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from made_plans import write_plans
from rounds import (
    PYTHON,
    REVPLAN,
    Figure,
    Run,
    Side,
    can_pin,
    in_turns,
    on_one_core,
    paired,
)

ROUNDS = {1_000: 9, 10_000: 3}
LIMIT, AIM = 2.5, 1.0
FLAT = 1.1
FLOOR = str(Path(__file__).with_name("floor_loop.py"))
FOUND_OR_NOT = (0, 1)


def figures(quick: bool) -> list[Figure]:
    found: list[Figure] = []
    costs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as temporary:
        for size, rounds in ROUNDS.items() if not quick else [(1_000, 3)]:
            folder = Path(temporary, str(size))
            write_plans(folder, size)
            taken = _measured(folder, rounds, single=size == 1_000)
            checked = median(taken["check"])
            costs.append((checked / size, (checked - median(taken["one"])) / size))
            found.extend(_ratios(size, taken))
    if len(costs) == 2:
        (whole, without), (large, large_without) = costs
        found.append(Figure("cost a plan, of 10,000 / of 1,000", large / whole, FLAT))
        label = "  the same, less the start of the process"
        found.append(Figure(label, large_without / without, FLAT))
    return found


def _measured(folder: Path, rounds: int, single: bool) -> dict[str, list[float]]:
    check = [REVPLAN, "check", str(folder)]
    one = [REVPLAN, "check", str(next(folder.rglob("*.yaml")))]
    loop = [PYTHON, FLOOR, str(folder)]
    inside: dict[str, list[float]] = {"loop": []}
    sides: dict[str, Side] = {
        "whole": _floor(Run(loop, folder), inside["loop"]),
        "check": Run(check, folder, FOUND_OR_NOT),
        "one": Run(one, folder, FOUND_OR_NOT),
    }
    if single and can_pin():
        inside["single loop"] = []
        sides["single whole"] = _floor(Run(on_one_core(loop), folder), inside["single loop"])
        sides["single"] = Run(on_one_core(check), folder, FOUND_OR_NOT)
    taken = in_turns(sides, rounds)
    return taken | {name: seconds[1:] for name, seconds in inside.items()}  # less the warming round


def _floor(whole: Run, inside: list[float]) -> Side:
    """The floor's whole process [s]; the seconds inside its loop are put by."""

    def run() -> float:
        seconds = whole()
        inside.append(float(whole.printed.split()[1]))
        return seconds

    return run


def _ratios(size: int, taken: dict[str, list[float]]) -> list[Figure]:
    loop = f"{median(taken['loop']) / size * 1e6:.0f}"
    note = f"{median(taken['check']) / size * 1e6:.0f} us a plan to {loop}"
    ratio = paired(taken["check"], taken["loop"])
    found = [Figure(f"check {size:,} plans / bare loop", ratio, LIMIT, AIM, note=note)]
    ratio = paired(taken["check"], taken["whole"])
    found.append(Figure("  the same / the loop with its process", ratio, LIMIT, AIM))
    if "single" in taken:
        ratio = paired(taken["single"], taken["single loop"])
        label = "  the same / bare loop, both on one core"
        note = f"{median(taken['single']) / size * 1e6:.0f} us a plan"
        found.append(Figure(label, ratio, LIMIT, AIM, note=note))
    return found

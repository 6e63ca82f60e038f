"""(c) The worst documents through `revplan check` and `revplan gap`: seconds and peak memory.

Each runs once; what takes more than half the limit is run again, and its median counts.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from hostile_corpus import corpus
from rounds import PYTHON, REVPLAN, Figure, Run

ROUNDS = 3
SECONDS, MEGABYTES = 1.0, 200.0
SHOWN = 3
PEAK = str(Path(__file__).with_name("peak.py"))
EXITS = (0, 1, 2)
COMMANDS = (("check",), ("gap", "--format", "json"))


@dataclass(frozen=True, slots=True)
class Met:
    """What one command made of one document."""

    name: str
    seconds: float
    megabytes: float
    answered: bool


def figures(quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.yaml")
        taken = [
            _met(name, data, path, command, 1 if quick else ROUNDS)
            for command in COMMANDS
            for name, data in corpus()
        ]
    found = _worst(taken, "seconds", SECONDS, "s")
    found += _worst(taken, "megabytes", MEGABYTES, "MB")
    lost = [met.name for met in taken if not met.answered]
    note = "; ".join(lost[:SHOWN])
    return [*found, Figure("hostile, left without an answer", len(lost), 0, note=note)]


def _worst(taken: list[Met], measure: str, limit: float, unit: str) -> list[Figure]:
    """The three worst of the documents, and all that are above the limit."""
    ordered = sorted(taken, key=lambda met: -float(getattr(met, measure)))
    over = sum(getattr(met, measure) > limit for met in taken)
    return [
        Figure(f"hostile, worst {place} of {len(taken)}", getattr(met, measure), limit, unit=unit,
               note=met.name)
        for place, met in enumerate(ordered[: max(SHOWN, over)], 1)
    ]  # fmt: skip


def _met(name: str, data: bytes, path: Path, command: tuple[str, ...], rounds: int) -> Met:
    path.write_bytes(data)
    whole = Run([PYTHON, PEAK, REVPLAN, *command, path.name], path.parent)
    seconds, megabytes, answered = [], [], True
    while not seconds or (len(seconds) < rounds and seconds[0] > SECONDS / 2 and answered):
        whole()
        took, held, code = whole.printed.split()
        answered = answered and int(code) in EXITS
        seconds.append(float(took))
        megabytes.append(float(held))
    return Met(f"{command[0]}: {name}", median(seconds), max(megabytes), answered)

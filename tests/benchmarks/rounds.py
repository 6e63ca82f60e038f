"""Measuring on a noisy machine: sides that take turns, and the median of their paired ratios."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
REVPLAN = str(Path(sysconfig.get_path("scripts")) / "revplan")
LIBRARIES = "import typer, pydantic, yaml, rich"

Side = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the report. `limit` is what the figure may reach; None where it only informs."""

    name: str
    value: float
    limit: float | None = None
    aim: float | None = None
    unit: str = ""
    note: str = ""

    @property
    def met(self) -> bool:
        return self.limit is None or self.value <= self.limit


def in_turns(sides: Mapping[str, Side], rounds: int) -> dict[str, list[float]]:
    """Every side once a round, in turning order, after one round that warms caches and .pyc."""
    names = list(sides)
    for name in names:
        sides[name]()
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        order = names[first:] + names[:first]
        for name in order if number % 2 else reversed(order):
            taken[name].append(sides[name]())
    return taken


def paired(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(a / b for a, b in zip(above, below, strict=True))


def environment() -> dict[str, str]:
    """This environment less what changes how Python and its programs start or colour."""
    unwanted = ("FORCE_COLOR", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"LC_ALL": "C.UTF-8"}


def can_pin() -> bool:
    """Whether a process can be held to one core here."""
    return shutil.which("taskset") is not None


def on_one_core(command: Sequence[str]) -> list[str]:
    """The command, held to the first core that this process may use."""
    return ["taskset", "-c", str(min(os.sched_getaffinity(0))), *command]


class Run:
    """A whole process with its output read through a pipe; called, it gives its seconds."""

    def __init__(self, command: Sequence[str], cwd: Path, accepted: Sequence[int] = (0,)) -> None:
        self.command = list(command)
        self.cwd = cwd
        self.accepted = accepted
        self.printed = ""

    def __call__(self) -> float:
        began = time.perf_counter()
        done = subprocess.run(
            self.command, cwd=self.cwd, env=environment(), capture_output=True, check=False
        )
        seconds = time.perf_counter() - began
        self.printed = done.stdout.decode(errors="replace")
        if done.returncode not in self.accepted:
            told = done.stderr.decode(errors="replace")[-500:]
            raise SystemExit(f"{' '.join(self.command)} left with {done.returncode}: {told}")
        return seconds

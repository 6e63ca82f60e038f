"""(a) A whole `revplan gap` against a process that only imports the libraries it stands on."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from rounds import LIBRARIES, PYTHON, REPOSITORY, REVPLAN, Figure, Run, in_turns, paired

ROUNDS = 41
LIMIT, AIM = 1.25, 1.1
PLANS = {"short": "acme-2027.yaml", "full": "packaging-2027.yaml"}


def figures(quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        sides = {"floor": Run([PYTHON, "-c", LIBRARIES], cwd)}
        sides["bare"] = Run([PYTHON, "-c", "pass"], cwd)
        for name, plan in PLANS.items():
            shutil.copy(REPOSITORY / "plans" / plan, cwd / f"{name}.yaml")
            sides[name] = Run([REVPLAN, "gap", f"{name}.yaml"], cwd)
        taken = in_turns(sides, 9 if quick else ROUNDS)
    floor = taken["floor"]
    found = []
    for name, plan in PLANS.items():
        note = f"{median(taken[name]) * 1000:.0f} ms to {median(floor) * 1000:.0f} ms"
        label = f"gap {plan} / imports of its libraries"
        found.append(Figure(label, paired(taken[name], floor), LIMIT, AIM, note=note))
    bare = paired(taken["short"], taken["bare"])
    return [*found, Figure("gap acme-2027.yaml / python -c pass", bare)]

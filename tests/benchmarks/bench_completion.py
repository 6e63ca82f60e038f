"""(f) What a Tab costs: against the launcher with an empty main, and, where a plan is read, against
a process that only imports the libraries that `gap` stands on.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from rounds import LIBRARIES, PYTHON, REPOSITORY, REVPLAN, Figure, Run, in_turns, paired

ROUNDS = 41
EMPTY, WITH_PLAN = 1.5, 0.5
PLAN = "saas-arr-2027.yaml"
LINES = {
    "commands": "revplan ",
    "options": "revplan gap --",
    "rules": "revplan rule RP",
    "plans": "revplan gap ",
    "refs": "revplan diff HE",
}
IN_PLAN = {"figures": f"revplan explain {PLAN} ", "places": f"revplan gap {PLAN} --set churn."}


def tab(line: str, cwd: Path, program: str = REVPLAN) -> Run:
    """A shell's question about a line, put to a program."""
    told = ["_REVPLAN_COMPLETE=complete_zsh", f"_TYPER_COMPLETE_ARGS={line}"]
    return Run(["env", *told, program], cwd)


def launcher(folder: Path) -> str:
    """The installed script with an empty main."""
    (folder / "empty_main.py").write_text("def main():\n    pass\n")
    text = Path(REVPLAN).read_text(encoding="utf-8")
    assert "revplan.cli.entry" in text, f"{REVPLAN} starts the program in another way"
    place = folder / "launcher"
    place.write_text(text.replace("revplan.cli.entry", "empty_main"))
    place.chmod(0o755)
    return str(place)


def figures(quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        shutil.copy(REPOSITORY / "plans" / PLAN, cwd)
        sides = {"empty": tab("revplan ", cwd, launcher(cwd))}
        sides["floor"] = Run([PYTHON, "-c", LIBRARIES], cwd)
        sides |= {name: tab(line, cwd) for name, line in (LINES | IN_PLAN).items()}
        taken = in_turns(sides, 9 if quick else ROUNDS)
    found = []
    for name in LINES | IN_PLAN:
        under, limit = ("empty", EMPTY) if name in LINES else ("floor", WITH_PLAN)
        note = f"{median(taken[name]) * 1000:.0f} ms to {median(taken[under]) * 1000:.0f} ms"
        label = "an empty main" if name in LINES else "imports of gap's libraries"
        value = paired(taken[name], taken[under])
        found.append(Figure(f"Tab: {name} / {label}", value, limit, note=note))
    return found

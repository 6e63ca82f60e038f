"""How many small mistakes in the arithmetic the tests would notice: `python tests/mutation`.

Each function of the files that `[tool.mutmut]` names is copied with one small change, a mutant,
and the tests that reach the function are run with it. `python tests/mutation FILE ...` takes only
some files, `--every 10` a tenth of the mutants. What no test noticed is told as it is found.
Leaves with 1 where fewer than 95% were noticed of those that some test reaches.

Needs `pip install -e '.[mutation]'` and most of an hour on one core: it is no part of CI. Of what
is no arithmetic no mutants are made: class bodies, annotations, decorated functions (by mutmut);
texts for people, what errors call an amount, and `strict=` of `zip` (by `words.py`). `same.yaml`
names the mutants that change nothing that anybody could see, each with the reason.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pytest
from copies import Mutants, copied
from few_examples import FewExamples
from loop import Loop
from mutmut.configuration import config

ROOT = Path(__file__).resolve().parent.parent.parent
LEAST = 95  # per cent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/mutation", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="revplan/sections/lines.py, say")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="of N mutants one")
    asked = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as temporary:
        mutants = copied(Path(temporary), asked.files, asked.every)
        verdicts = run(Path(temporary), mutants)
    print(report(mutants, verdicts))
    return 0 if score(list(verdicts.values())) >= LEAST else 1


def run(place: Path, mutants: Mutants) -> dict[str, str]:
    """What becomes of each mutant against the tests that reach it, in the copy of the tree."""
    loop = Loop(mutants)
    stated = config()
    chosen = [*stated.pytest_add_cli_args, *stated.pytest_add_cli_args_test_selection]
    os.chdir(place)
    sys.path[:0] = [str(place)]
    ended = pytest.main(["-q", *chosen], plugins=[FewExamples(), loop])
    os.chdir(ROOT)
    if ended or not loop.verdicts:
        sys.exit("the tests fail without any mutant")
    return loop.verdicts


def report(mutants: Mutants, verdicts: dict[str, str]) -> str:
    """By file, how many mutants there are and what became of them."""
    kinds = ("killed", "timeout", "survived", "not reached")
    lines = [f"{'file':36}{'mutants':>8}" + "".join(f"{kind:>12}" for kind in kinds) + "   score"]
    for file in (*dict.fromkeys(mutants.names.values()), "in all"):
        found = [verdicts[it] for it, at in mutants.names.items() if file in (at, "in all")]
        counts = "".join(f"{found.count(kind):12}" for kind in kinds)
        lines.append(f"{file:36}{len(found):8}{counts}{score(found):7.1f}%")
    lines.append(
        f"left out: {len(mutants.words)} of words and guards, {len(mutants.same)} the same"
    )
    return "\n".join(lines)


def score(verdicts: list[str]) -> float:
    """Of the mutants that some test reaches, those that are noticed [per cent]."""
    reached = [verdict for verdict in verdicts if verdict != "not reached"]
    lives = reached.count("survived")
    return 100 * (len(reached) - lives) / len(reached) if reached else 100.0


if __name__ == "__main__":
    sys.exit(main())

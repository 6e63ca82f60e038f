"""A copy of the tree in which each function of the arithmetic stands beside its mutants."""

from __future__ import annotations

import ast
import difflib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents
from words import arithmetic

COPIED = ("revplan", "tests", "plans", "pyproject.toml", "README.md")
SAME = Path(__file__).with_name("same.yaml")


@dataclass
class Mutants:
    """The mutants by name, each with its file; `words` and `same` are those that are left out."""

    names: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)

    def sides(self, name: str) -> tuple[list[str], list[str]]:
        """The lines of a function and of its mutant, the first being its `def`."""
        return self.texts[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"], self.texts[name]

    def difference(self, name: str) -> list[str]:
        """The lines that a mutant changes, without (-) and with (+) the change."""
        before, after = ([line.strip() for line in lines[1:]] for lines in self.sides(name))
        lines = difflib.unified_diff(before, after, n=0, lineterm="")
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]

    def leave_out(self, every: int) -> None:
        """Leave out what changes words and guards alone, or nothing; then keep some of the rest."""
        known = {(it["in"], it["becomes"]) for it in yaml.safe_load(SAME.read_text("utf-8"))}
        for name in self.names:
            before, after = map(arithmetic, self.sides(name))
            if before == after:
                self.words.append(name)
            elif (where(name), self._becomes(name)) in known:
                self.same.append(name)
        left_out = {*self.words, *self.same}
        kept = [name for name in self.names if name not in left_out][::every]
        self.names = {name: self.names[name] for name in kept}

    def _becomes(self, name: str) -> str:
        return " ".join(line[1:] for line in self.difference(name) if line.startswith("+"))


def where(name: str) -> str:
    """The function of a mutant: revplan.engine.year.Year.figure."""
    module, _, function = name.partition("__mutmut_")[0].rpartition(".")
    return f"{module}.{function.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def copied(place: Path, files: list[str], every: int) -> Mutants:
    """The tree copied to a place, the mutants of the files (default: all) in it."""
    for name in COPIED:
        if Path(name).is_dir():
            shutil.copytree(name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, place / name)
    found = Mutants()
    for file in files or [str(path) for path in sorted(Path("revplan").rglob("*.py"))]:
        if config().should_mutate(file):
            _mutate(place / file, file, found)
    found.leave_out(every)
    return found


def _mutate(path: Path, file: str, found: Mutants) -> None:
    module = file.removesuffix(".py").replace("/", ".")
    mutated = mutate_file_contents(file, path.read_text(encoding="utf-8"))
    path.write_text(mutated.code, encoding="utf-8")
    found.names.update((f"{module}.{name}", file) for name in mutated.mutant_names)
    lines = mutated.code.splitlines()
    for node in ast.walk(ast.parse(mutated.code)):
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name:
            found.texts[f"{module}.{node.name}"] = lines[node.lineno - 1 : node.end_lineno]

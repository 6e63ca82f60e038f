"""Findings as other programs know them: a file's portable name, and marks that outlive edits."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath

from revplan.base.paths import path_text
from revplan.base.problem import Location, Place, Problem
from revplan.workspace.checked import Checked


def in_files(checked: Checked) -> Checked:
    """The findings as programs take them that know files alone: what was found of a value that was
    tried stands where the plan has that, and says what was tried.
    """
    plans = (
        plan._replace(problems=tuple(in_file(it, plan.name) for it in plan.problems))
        for plan in checked.plans
    )
    return replace(checked, plans=tuple(plans))


def in_file(problem: Problem, plan: str = "") -> Problem:
    """A problem of a value that was tried, placed in the plan's file; others as they are."""
    place = problem.place
    if place is None or not place.tried:
        return problem
    itself = Place(Location(plan, 1, 1, 1, 1)) if plan else None
    at = problem.related[1] if problem.related is not None else itself
    return replace(
        problem, message=f"{problem.message} (with {place.tried})", place=at, related=None
    )


def file_of(plan: str, problem: Problem) -> str:
    """The file that a problem stands in; its plan's where its place is not known."""
    return portable(problem.place.location.file if problem.place is not None else plan)


def portable(name: str) -> str:
    """A file's name as a clone of the repository has it elsewhere: relative, forward slashes.

    What lies outside the folder of the run keeps the name that it was given.

    >>> portable("./plans//acme.yaml")
    'plans/acme.yaml'
    """
    path = PurePath(name)
    if path.is_absolute() and path.is_relative_to(here := Path.cwd()):
        path = path.relative_to(here)
    return path.as_posix()


def in_workspace(name: str) -> str:
    """A file's name from the root of the checkout, where a runner says which it is."""
    root = os.environ.get("GITHUB_WORKSPACE", "")
    path = Path(os.path.abspath(name))  # noqa: PTH100 - links are left as they are
    if root and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return portable(name)


def fingerprints(checked: Checked) -> list[str]:
    """By finding, a mark that no other has and that stays when lines and amounts move.

    Made from the rule, the file, the place in the plan and the message without its numbers;
    findings alike in all of these are counted.
    """
    seen: Counter[str] = Counter()
    marks = []
    for plan, problem in checked.findings:
        message = re.sub(r"\d+(?:[.,]\d+)*", "", problem.message)
        known = (problem.code, file_of(plan, problem), path_text(problem.path), message)
        alike = "\0".join(known)
        seen[alike] += 1
        text = f"{alike}\0{seen[alike]}"
        marks.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return marks

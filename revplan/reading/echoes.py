"""One problem a cause: what follows from another problem alone is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from revplan.base.basis import BASES
from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import listing
from revplan.fields.reads import Raw
from revplan.model.head import TWELVE_TIMES
from revplan.reading.mrr_meant import by_basis, by_year, is_of_mrr

_EITHER = f"write {listing(BASES)}"

Look = Callable[[Raw], Sequence[Problem]]
"""Who finds what is wrong with a plan's texts."""


def without_consequences(problems: list[Problem], raw: Raw, look: Look) -> list[Problem]:
    """The problems that would stay if each misspelt key were spelt well, and the basis a basis.

    MRR is told by the year: by the basis where that is none, else where it stands.
    """
    keys = {it.path: it.details["meant"] for it in problems if "meant" in it.details}
    basis = any(_is_of_basis(it) for it in problems)
    monthly = [it for it in problems if is_of_mrr(it)]
    if not keys and not basis:
        return problems
    mended = _renamed(raw, keys)
    bases = BASES if basis or monthly else ()
    tried = {it: look({**mended, "basis": it}) for it in bases} or {"": look(mended)}
    fits = min(tried, key=lambda it: len(tried[it]))
    left = tried[fits]
    stays = {(it.path, it.code, it.message) for it in left}
    causes = {*keys, ("basis",)} if basis else {*keys}
    kept = [
        it
        for it in problems
        if (it.path, it.code, it.message) in stays or _stands_in(it.path, causes)
    ]
    told = [it for it in problems if _is_of_basis(it) and it.hint in (_EITHER, TWELVE_TIMES)]
    if monthly and told:
        hint = by_basis(monthly, raw)
        return [replace(it, hint=hint) if it in told else it for it in kept if it not in monthly]
    either = {id(it): f"write {fits}" for it in told if it.hint == _EITHER}
    kept = [replace(it, hint=either[id(it)]) if id(it) in either else it for it in kept]
    return [by_year(it, raw) if is_of_mrr(it) else it for it in kept]


def _is_of_basis(problem: Problem) -> bool:
    return problem.path == ("basis",) and problem.code != "RP104"


def _stands_in(path: Path, causes: set[Path]) -> bool:
    return any(path[:length] in causes for length in range(1, len(path) + 1))


def _renamed(part: Any, keys: Mapping[Path, str], path: Path = ()) -> Any:
    """The texts with other names for the keys at these paths, unless such a key is there."""
    if not any(it[: len(path)] == path for it in keys):
        return part
    if isinstance(part, list):
        return [_renamed(entry, keys, (*path, n)) for n, entry in enumerate(part)]
    if not isinstance(part, Mapping):
        return part
    held = {}
    for key, value in part.items():
        name = keys.get((*path, key), key)
        held[key if name in part else name] = _renamed(value, keys, (*path, key))
    return held


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """Of several problems with one cause, the one that says it."""
    kept: dict[tuple[Path, str, str], Problem] = {}
    unknown = {problem.path for problem in problems if problem.code == "RP122"}
    causes = {problem.path for problem in problems if problem.code in ("RP103", "RP009")} - unknown
    glued = {problem.path[:-1] for problem in problems if problem.code == "RP009"}
    for problem in _merged(problems):
        path, code = problem.path, problem.code
        if code not in ("RP103", "RP009") and any(
            path[:length] in causes for length in range(len(path) + 1)
        ):
            continue
        if code in ("RP101", "RP105") and path in glued:
            continue
        if path in unknown and code != "RP122":
            continue
        kept.setdefault((path, code, problem.message), problem)
    return list(kept.values())


def _merged(problems: list[Problem]) -> Iterator[Problem]:
    """The problems, where one unknown key stands in a section in which one key is missing told
    once: what is missing is most likely what was meant.
    """
    missing = {it.path: it.details["missing"] for it in problems if "missing" in it.details}
    strange = Counter(it.path[:-1] for it in problems if "far" in it.details)
    wanted = Counter(it.path for it in problems if "missing" in it.details)
    both = {path for path in missing if wanted[path] == strange[path] == 1}
    for it in problems:
        if it.path in both and "missing" in it.details:
            continue
        far = "far" in it.details and it.path[:-1] in both
        hint = f"{listing(missing[it.path[:-1]])} is missing here" if far else it.hint
        yield replace(it, hint=hint)

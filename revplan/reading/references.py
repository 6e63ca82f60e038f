"""What a strategy names of the plan: numbers and figures by their paths, held against the plan."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from revplan.base.near_words import advice, closest, did_you_mean
from revplan.base.paths import path_text, with_beginnings
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.model import catalogue
from revplan.model.plan import Plan
from revplan.model.records import BEYOND_THE_BRIDGE, ROOTS
from revplan.model.shape import section_at
from revplan.model.values import numbers
from revplan.reading.wording import MOST_HINTS

DERIVING = (*BEYOND_THE_BRIDGE, "segments")
"""Sections that derive figures of their own, known only when they are worked out."""


def support_problems(plan: Plan) -> Iterator[Problem]:
    """What initiatives and risks name that is neither a number nor a figure of the plan."""
    if plan.strategy is None:
        return
    from revplan.sections.strategy import named_paths

    named = list(named_paths(plan.strategy))
    known = dict.fromkeys(_known(plan) if named else ())
    unfit = [(place, path) for place, path in named if not _names(plan, path, known)]
    for place, path in unfit:
        yield Problem(
            "RP122",
            f"{quote(path)} is neither a number nor a figure of this plan",
            meant_path(path, known) if len(unfit) <= MOST_HINTS else "",
            path=("strategy", *place),
        )


def meant_path(path: str, known: Iterable[str]) -> str:
    """What was meant by a path that leads nowhere, as a hint."""
    paths = list(known)
    ends = [other for other in paths if other.endswith(f".{path}")]
    if len(ends) == 1 and closest(path, paths) is None:
        return did_you_mean(ends[0])
    return advice(path, paths, ("churn.rate", "new_business"), catalogue.LISTS_ALL)


def _known(plan: Plan) -> list[str]:
    """What reading a plan shows that it has: figures of the bridge, lines, numbers, sections."""
    rows = list(catalogue.of_plan(plan))
    figures = [path for path, row in catalogue.ROWS.items() if row in rows]
    lines = [
        f"{section}.{name}"
        for section in catalogue.LINE_SECTIONS
        for name in getattr(plan, section)
    ]
    stated = with_beginnings(path_text(path) for path in numbers(plan))
    return list(dict.fromkeys([*figures, *catalogue.MADE, *lines, *stated]))


def _names(plan: Plan, path: str, known: Container[str]) -> bool:
    """Whether a path may name something, of a company also what its segments have and it adds up: a
    rule looks again when all figures are worked out.
    """
    if _of_plan(plan, path, known):
        return True
    beyond = plan.segments and path.partition(".")[0] in (*BEYOND_THE_BRIDGE, *ROOTS)
    return bool(beyond) and any(_names(it, path, _known(it)) for it in plan.segments.values())


def _of_plan(plan: Plan, path: str, known: Container[str]) -> bool:
    if path in known or path.startswith("months."):
        return path in known or _a_month(plan, path, known)
    if path.startswith(("quarters.", "readings.")):
        return True
    steps = path.split(".")
    around = section_at(tuple(steps[:-1])) if len(steps) > 1 else None
    if around is not None and steps[-1] in around.ONE_OF:
        return ".".join(steps[:-1]) in known  # the same number, stated in another way
    if steps[0] not in DERIVING:
        return steps[0] in ROOTS and (plan.funnel is not None or bool(plan.budget))
    return _may_be_derived(steps, known)


def _a_month(plan: Plan, path: str, known: Container[str]) -> bool:
    _, month, of = (*path.split(".", 2), "")[:3]
    is_line = of in known and of.count(".") < 2 and of.partition(".")[0] in catalogue.LINE_SECTIONS
    months = [str(it) for it in plan.year.months]
    return month in months and (not of or is_line or catalogue.has_months(of))


def _may_be_derived(steps: list[str], known: Container[str]) -> bool:
    """Whether a section may derive a figure of this path; an entry that it lacks has none."""
    if steps[0] not in known:
        return False
    entries, entry = ".".join(steps[:2]), ".".join(steps[:3])
    if len(steps) < 3 or entries not in known or entry in known:
        return True
    return section_at(tuple(steps[:2])) is not None

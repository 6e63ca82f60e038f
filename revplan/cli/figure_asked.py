"""Which figure of a plan was asked for, by its path or as tables call it, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.paths import path_text
from revplan.base.problem import Wrong
from revplan.base.words import first_few, quote
from revplan.cli.complete import tables
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import inner_path
from revplan.model.figure_meant import figure_advice
from revplan.model.records import RECORDS, Record
from revplan.model.values import numbers
from revplan.studies.explanation import Explanation, explain
from revplan.views.known_figures import find_figure
from revplan.views.labels import figures_called
from revplan.views.sections import states


def explanation_of(asked: str, outcome: Outcome) -> Explanation:
    """Where a figure comes from, by its path or by what tables call it. Raises Wrong where there is
    none, or where several are called so.
    """
    told = explain(outcome.plan, asked)
    if told is None:
        found = figures_called(outcome, asked)
        if len(found) > 1:
            several = f"several figures are called {quote(asked)}: {first_few(found)}"
            raise Wrong(f"{several}; write the path of one")
        told = explain(outcome.plan, found[0]) if found else None
    if told is None:
        raise Wrong(f"the plan has no figure {quote(asked)}{_why_not(asked, outcome)}")
    return told


def _why_not(asked: str, outcome: Outcome) -> str:
    """The sections that the plan does not have, or the figures that it has instead."""
    missing = _sections_missing(asked, outcome)
    in_no_segment = asked.startswith("segments.") and outcome.segment(asked)[0] is None
    if missing and not in_no_segment:
        has = " and ".join(f"no {it.key}" for it in missing)
        where = ", in the plan or in its segments" if outcome.segments else ""
        return f": it has {has}; {', and '.join(it.write for it in missing)}{where}"
    known = [*outcome.figure_paths(), *(path_text(path) for path in numbers(outcome.plan))]
    return f"; {figure_advice(asked, known)}"


def _sections_missing(asked: str, outcome: Outcome) -> list[Record]:
    """The sections that a plan would have to state so that it has the figure, the fewest."""
    stated = {it.key for it in RECORDS if it.write and states(it, outcome)}
    sections = {it.key: it for it in RECORDS if it.write}
    ways = [[it for it in way if it not in stated] for way in _sections_of(asked, sections)]
    return [sections[key] for key in min(ways, key=len, default=[])]


def _sections_of(asked: str, sections: dict[str, Record]) -> Iterator[list[str]]:
    """The sections that a figure needs, once for each way to it; of what is no figure the section
    that its path begins with.
    """
    figure = find_figure(asked)
    path = inner_path(asked if figure is None else figure.path)
    for needs, row in tables.rows("figures"):
        if figure is not None and _fits(path.split("."), row.split("/")):
            yield from ([it for it in way.split() if it in sections] for way in needs.split("|"))
            return
    yield [key for key in sections if key == path.partition(".")[0]]


def _fits(steps: list[str], pattern: list[str]) -> bool:
    pairs = zip(steps, pattern, strict=False)
    return len(steps) == len(pattern) and all(b == a or b.startswith("{") for a, b in pairs)

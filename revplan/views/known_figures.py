"""The figures that plans have, without a plan: by path, what each is called and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from revplan.base.docstrings import summary
from revplan.base.paths import ANY
from revplan.engine.definitions import LABELS
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.model.catalogue import CATALOGUE, ROWS, inner_path
from revplan.model.entry import Entry
from revplan.model.key_places import key_places
from revplan.model.meanings import MEANINGS
from revplan.model.places import put
from revplan.model.plan import Plan
from revplan.model.records import RECORDS
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit, period_of
from revplan.reading.one_plan import validate_one
from revplan.sections.economics import SUCCESS
from revplan.writing.key_example import example_of_all


class KnownFigure(NamedTuple):
    """A figure by its path, in which * stands for a name of the user's own."""

    path: str
    label: str
    unit: Unit
    says: str = ""
    section: str = ""


def known_figures() -> dict[str, KnownFigure]:
    """Every figure that some plan may have, by path; of months alone those that no year has."""
    own = {it.path: it for it in map(_of_catalogue, CATALOGUE) if it is not None}
    return own | {path: it for path, it in _of_sections().items() if path not in own}


def _of_catalogue(row: Entry) -> KnownFigure | None:
    """What an entry makes known; None where nobody can ask for it."""
    if not row.year and not row.months:
        return None
    path = row.path if row.year else f"{_OF_A_MONTH}{row.path}"
    return KnownFigure(path, row.label, row.unit, _says(row))


_OF_A_MONTH = f"months.{ANY}."


def find_figure(word: str) -> KnownFigure | None:
    """The figure of a path, of whatever month, quarter or segment, or of a label; a name of the
    user's own stands for any.
    """
    inner = inner_path(word)
    known = known_figures()
    path = ROWS[inner].path if inner in ROWS else inner
    alike = (it for at, it in known.items() if _fits(path, at) or _called(it) == word.lower())
    return known.get(path) or known.get(f"{_OF_A_MONTH}{path}") or next(alike, None)


def _called(figure: KnownFigure) -> str:
    return figure.label.lower()


def _fits(path: str, known: str) -> bool:
    steps, at = path.split("."), known.split(".")
    pairs = zip(steps, at, strict=False)
    return len(steps) == len(at) and all(b in (a, ANY) and bool(a) for a, b in pairs)


def _says(row: Entry) -> str:
    """What a figure is: as its formula says, its entry, or the key of its name."""
    if row.formula is not None:
        first = summary(row.formula)
        return re.sub(r" \[[^\]]+\]|[;.] None .*$", "", first).rstrip(".") + "."
    place = key_places().get((row.lines or row.path,))
    return row.says or (place.says if place is not None else "")


@cache
def _of_sections() -> Mapping[str, KnownFigure]:
    """The figures of a plan that has every section, as the examples of the keys state them."""
    raw, names = _sample()
    plan, _ = validate_one(raw)
    if plan is None:
        return {}
    with exactly():
        outcome = work_out(plan)
        paths = [path for path in outcome.figure_paths() if not period_of(path)]
        told = [_general(path, outcome, names) for path in paths]
    return {it.path: it for it in told}


def _general(path: str, outcome: Outcome, names: frozenset[str]) -> KnownFigure:
    """A figure of the sample as one of any plan: without the names that stand in the sample."""
    steps = [ANY if step in names else step for step in path.split(".")]
    label = outcome.label(path)
    if ANY in steps:
        label = re.sub(r"[\w-]+", lambda it: ANY if it[0] in names else it[0], label)
    if label == ANY:
        label = f"One line of {'.'.join(steps[:-1])}"
    section = next(
        (f"{it.key}: {it.says}" for it in RECORDS if it.says and steps[0] in it.roots), ""
    )
    general = ".".join(steps)
    return KnownFigure(general, label, outcome.unit(path), _meaning(general), section)


def _meaning(path: str) -> str:
    """What a figure is that a section, or a definition of the requirement, gives."""
    root, _, definition = path.partition(".")
    if root == "readings" and definition in LABELS:
        return f"What the year asks for by {definition}: {LABELS[definition]}."
    return MEANINGS.get(path, "")


def _sample() -> tuple[dict[str, Any], frozenset[str]]:
    """The texts of such a plan, and the names of the user's own in it."""
    sections = [it for it in Plan.model_fields if it not in _LEFT_OUT]
    raw = example_of_all(sections, without=("label", "value"))  # leads are counted if worth alike
    raw = put(raw, {("budget", "renewals"): _KEEPING})
    return raw, frozenset(_names(raw)) - {it.name for it in key_places().values()}


def _names(raw: Any) -> Iterator[str]:
    """The names of lines and the like, and of owners and territories."""
    for key, value in raw.items():
        yield key
        if isinstance(value, dict):
            yield from _names(value)
        elif key in ("owner", "territory"):
            yield value


_KEEPING = {"owner": SUCCESS, "amount": "60k", "every": "month", "last_year": "50k"}
"""What is spent on keeping customers, of which there are figures of its own."""

_LEFT_OUT = ("basis", "starts", "segments", "fx", "expect", "waivers", "commitments", "strategy")
"""What changes which figures there are, or makes none."""

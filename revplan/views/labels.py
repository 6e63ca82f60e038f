"""Which figures a plan says something about, what tables call them, and what months come to."""

from __future__ import annotations

from revplan.engine.outcome import Outcome
from revplan.model.catalogue import ROWS
from revplan.model.entry import Entry
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.sections.new_business import contracts


def worth_showing(outcome: Outcome, key: str) -> bool:
    """Whether the plan says something about a figure, so that it is not a mere zero."""
    plan = outcome.plan
    if key == "earned":
        return key in outcome.monthly
    if key == "unallocated":
        return bool(outcome.year.unallocated)
    if key == "bookings":
        if plan.basis == "revenue" and contracts(plan.new_business) is not None:
            return True
        if outcome.monthly["bookings"] != outcome.monthly["new_business"]:
            return True
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    if outcome.segments:
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    section = ROWS[key].only_with
    return not section or bool(getattr(plan, section))


def of_year(outcome: Outcome, row: Entry) -> Number | None:
    """What a column of months comes to: its figure of the year, or its months added up."""
    if row.year or row.of_year:
        return outcome.figure(row.of_year or row.path)
    with exactly():
        return sum(outcome.monthly[row.path])


def figures_called(outcome: Outcome, name: str) -> list[str]:
    """The paths of the figures that tables call so; where none is called just so, in capitals or
    not, and with an underscore for a space.
    """
    basis = outcome.plan.basis
    named = {
        path: {outcome.label(path), *([ROWS[path].heading(basis)] if path in ROWS else [])}
        for path in outcome.all_paths()
    }
    exactly_so = [path for path, names in named.items() if name in names]
    alike = (path for path, names in named.items() if _spoken(name) in map(_spoken, names))
    return exactly_so or [*alike]


def _spoken(label: str) -> str:
    return label.lower().replace("_", " ")

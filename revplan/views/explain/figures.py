"""What `explain` shows without a figure: all figures that the plan has, by path."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from revplan.base.table import Answer, Column, Note, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit, period_of
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.views.figure_text import figure_text
from revplan.views.heading import title, trial_data


def figures_answer(outcome: Outcome, tried: Sequence[Tried] = ()) -> Answer:
    """Every figure with its label and value; as text those of the year, with a note on months,
    quarters and segments, which are named alike.
    """
    with exactly():
        paths = outcome.all_paths()
        shown = [path for path in paths if _of_the_year(path)]
        rows = tuple(
            Row((path, escape(outcome.label(path)), figure_text(outcome, path))) for path in shown
        )
        columns = (
            Column("path", "Figure", whole=True),
            Column("label", "Label"),
            Column("value", "Value", True),
        )
        return Answer(
            title=title(outcome, tried),
            tables=(Table("figures", columns, rows), *map(Note, _notes(outcome, paths))),
            later=lambda: {"figures": figures_data(outcome, paths)} | trial_data(tried),
            flat=lambda: _flat(outcome, paths),
        )


def _of_the_year(path: str) -> bool:
    return not path.startswith("segments.") and not period_of(path)


def _notes(outcome: Outcome, paths: Sequence[str]) -> list[str]:
    """How the figures are named that are not listed one by one."""
    first = outcome.plan.year.first
    notes = [
        f"By month and quarter as well: months.{first}.target, quarters.Q1.target."
        + _deeper(paths, str(first))
    ]
    if outcome.segments:
        name = outcome.segments[0].name
        notes.append(
            f"Of a segment: segments.{name}.new_business, in the company's currency, and below "
            f"segments.{name}.local. in its own."
        )
    notes.append(
        "Each can be asked for: revplan explain PLAN FIGURE; pinned: expect: {FIGURE: VALUE}; and "
        "compared: revplan diff --measure FIGURE."
    )
    return notes


def _deeper(paths: Sequence[str], month: str) -> str:
    """One that has months of its own, as an example."""
    own = (it for it in paths if not it.startswith("segments."))
    found = next((it for it in own if f".months.{month}." in it), "")
    return f" Below sections: {found}." if found else ""


def figures_data(outcome: Outcome, paths: Sequence[str]) -> list[dict[str, Any]]:
    """They for JSON; `unit` is money, count or rate."""
    return [
        {
            "path": path,
            "label": outcome.label(path),
            "value": _plain(outcome, path),
            "unit": outcome.unit(path).value,
        }
        for path in paths
    ]


def _plain(outcome: Outcome, path: str) -> str:
    value, unit = outcome.figure(path), outcome.unit(path)
    if value is None:
        raise LookupError(f"{path} is listed, and has no value")
    if unit is Unit.money:
        return plain_amount(value, outcome.step(path))
    return plain_count(value) if unit is Unit.count else plain_share(value)


def _flat(outcome: Outcome, paths: Sequence[str]) -> Table:
    columns = (Column("path"), Column("label"), Column("value", number=True), Column("unit"))
    rows = tuple(
        Row((it["path"], it["label"], Decimal(it["value"]), it["unit"]))
        for it in figures_data(outcome, paths)
    )
    return Table("figures", columns, rows)

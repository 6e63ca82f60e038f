"""Which plan an answer is about: the line above it, and its part in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from revplan.base.table import Answer, Column, Table
from revplan.base.words import escape, first_few
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried

_MOST_NAMED = 50


def title(outcome: Outcome, tried: Sequence[Tried] = ()) -> str:
    """The line above everything: company, year, basis, currency and months; what was tried."""
    plan = outcome.plan
    year = str(plan.fiscal_year)
    name = plan.name if plan.name.endswith(year) else f"{plan.name} {year}"
    what = [trial_text(tried)] if tried else []
    return " · ".join((escape(name), plan.basis, plan.currency, str(plan.year), *what))


def trial_text(tried: Sequence[Tried]) -> str:
    """What was tried, each with what stood for the steps that it left open."""
    return f"with {', '.join(map(_tried_text, tried))}"


def say_trial(answer: Answer, tried: Sequence[Tried]) -> Answer:
    """The answer, with what was tried in a last column of its flat table, which has no title."""
    if not tried:
        return answer
    return replace(answer, flat=lambda: _with_trial(answer.flat_table(), trial_cell(tried)))


def trial_cell(tried: Sequence[Tried]) -> str:
    """What was tried, for a cell of comma-separated values."""
    return "; ".join(it.text for it in tried)


def _with_trial(table: Table | None, said: str) -> Table:
    if table is None:
        return Table("", (), ())
    rows = tuple(row._replace(cells=(*row.cells, said)) for row in table.rows)
    return table._replace(columns=(*table.columns, Column("set")), rows=rows)


def join_trials(plans: Iterable[Sequence[Tried]]) -> list[Tried]:
    """What was tried on several plans, each edit once with all that it met."""
    found: dict[str, Tried] = {}
    for it in (one for tried in plans for one in tried):
        before = found.get(it.text, it)
        names = dict.fromkeys((*before.names, *it.names))
        met = dict.fromkeys((*before.met, *it.met))
        found[it.text] = Tried(it.text, tuple(met), tuple(names))
    return list(found.values())


def _tried_text(it: Tried) -> str:
    met = f" ({first_few(it.names, _MOST_NAMED)})" if it.names else ""
    return f"{escape(it.text)}{met}"


def trial_data(tried: Sequence[Tried]) -> dict[str, Any]:
    """What was tried, for JSON: `set` as it was typed, `met` by these the paths that were met where
    steps were left open; nothing where nothing was tried.
    """
    met = {it.text: list(it.met) for it in tried if it.met}
    typed: dict[str, Any] = {"set": [it.text for it in tried]} if tried else {}
    return typed | ({"met": met} if met else {})


def plan_data(outcome: Outcome, file: str, tried: Sequence[Tried] = ()) -> dict[str, Any]:
    """Which plan it is, for JSON, and what was tried on it."""
    plan = outcome.plan
    return {
        "file": file,
        "name": plan.name,
        "fiscal_year": plan.fiscal_year,
        "starts": str(plan.year.first),
        "currency": plan.currency,
        "basis": plan.basis,
        "rounding": f"{plan.phasing.rounding:f}",
        **trial_data(tried),
    }

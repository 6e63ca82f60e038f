"""What `explain` shows: one equation a figure, then the inputs with their lines and sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from revplan.base.paths import Path, path_text
from revplan.base.problem import Locate, Place
from revplan.base.table import Answer, Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import trace_outcome
from revplan.model.tried import Tried
from revplan.model.values import value_at
from revplan.numbers.figure import Unit
from revplan.numbers.write import (
    amount_text,
)
from revplan.numbers.written import has_two_readings
from revplan.studies.explanation import Explanation, exact_text
from revplan.views.explain.data import explanation_data, setting_text, source_of
from revplan.views.explain.flat import flat_table
from revplan.views.heading import trial_data, trial_text

_Input = tuple[Explanation, Path]  # what the plan states, and its place there


def explain_answer(
    outcome: Outcome, told: Explanation, locate: Locate, tried: Sequence[Tried] = ()
) -> Answer:
    """The answer about one figure; `locate` knows where a path stands in the plan's file, or in
    what was tried.
    """
    plan = outcome.plan
    all_told = told.below()
    equations = [it for it in all_told if it.at is None]
    inputs = [(it, it.at) for it in all_told if it.at is not None]
    table = _input_table(outcome, inputs, equations, locate)
    head = told.label if told.label == told.path else f"{told.label} ({told.path})"
    title = f"{escape(head)} of {escape(plan.name)} {plan.fiscal_year}, {plan.currency}"
    title += f", {trial_text(tried)}" if tried else ""
    text = "\n".join([title, "", *(_equation(it, outcome) for it in equations)])
    rounded = [it.path for it in equations if "q(" in it.formula]
    if rounded:
        text += f"  q() rounds to {_roundings(rounded, outcome)}, halves away from zero.\n"
    return Answer(
        text=text,
        tables=(table,) if table.rows else (),
        data=explanation_data(told, outcome, locate) | trial_data(tried),
        flat=flat_table(all_told, outcome, locate),
        trace=partial(trace_outcome, outcome),
    )


def _value(it: Explanation, outcome: Outcome) -> str:
    if it.at is not None:
        text = str(getattr(value_at(outcome.plan, it.at), "text", ""))
        as_it_is = text.endswith("%") or has_two_readings(text)
        return text if as_it_is else amount_text(it.value)
    return exact_text(outcome, it.path, it.value)


def _equation(it: Explanation, outcome: Outcome) -> str:
    lead = f"  {it.path} "
    pad = " " * len(lead)
    value = _value(it, outcome)
    lines = [f"{lead}= {it.formula}"] if it.formula != value else []
    if it.with_numbers not in (value, it.formula):
        lines.append(f"{pad if lines else lead}= {it.with_numbers}")
    lines.append(f"{pad if lines else lead}= {value}")
    return "\n".join(lines) + "\n"


def _input_table(
    outcome: Outcome, inputs: list[_Input], equations: list[Explanation], locate: Locate
) -> Table:
    rows, plan = [], outcome.plan
    for name, values, at in _joined(inputs, outcome):
        source = escape(source_of(plan, at, locate))
        rows.append(Row((name, values, _where(locate(at)), source)))
    seen: set[Path] = set()
    for it in equations:
        for path in it.settings:
            if path not in seen:
                seen.add(path)
                rows.append(
                    Row(
                        (
                            path_text(path),
                            setting_text(value_at(plan, path)),
                            _where(locate(path)),
                            "",
                        )
                    )
                )
    columns = (
        Column("input", "Input", whole=True),
        Column("value", "Value"),
        Column("where", "Where"),
        Column("source", "Source"),
    )
    if not any(row.cells[3] for row in rows):
        return Table("inputs", columns[:3], tuple(Row(row.cells[:3]) for row in rows))
    return Table("inputs", columns, tuple(rows))


def _joined(inputs: list[_Input], outcome: Outcome) -> list[tuple[str, str, Path]]:
    """A row each: name, values, and where the first stands; entries of one list are one row."""
    rows: dict[str, list[_Input]] = {}
    for it, at in inputs:
        rows.setdefault(re.sub(r"\[\d+\]$", "", it.path), []).append((it, at))
    joined = []
    for path, entries in rows.items():
        entries.sort(key=lambda entry: int(_place(entry[0]) or 0))
        its = [it for it, _ in entries]
        if len(its) == 1:
            path = its[0].path
        elif its[0].path != path:
            path = f"{path}[{_place(its[0])}-{_place(its[-1])}]"
        joined.append((path, _few([_value(it, outcome) for it in its]), entries[0][1]))
    return joined


def _few(values: list[str]) -> str:
    """The first of several values, each whole."""
    shown = values[:1]
    for value in values[1:]:
        if len(", ".join([*shown, value])) > 44:
            return f"{', '.join(shown)}, ..."
        shown.append(value)
    return ", ".join(shown)


def _place(it: Explanation) -> str:
    match = re.search(r"\[(\d+)\]$", it.path)
    return match[1] if match else ""


def _where(place: Place) -> str:
    spot = place.location
    if place.tried:
        return escape(f"{spot.file} {place.tried}")
    return f"{escape(spot.file)}:{spot.line}:{spot.column}"


def _roundings(paths: Sequence[str], outcome: Outcome) -> str:
    """What q() rounds to: the plan's rounding step, and those of segments that have others."""
    own = outcome.plan.phasing.rounding
    others = {
        f"{path.rpartition('local.')[0]}local": outcome.step(path)
        for path in paths
        if ".local." in path and outcome.unit(path) is Unit.money and outcome.step(path) != own
    }
    return "".join([f"{own:f}", *(f", in {place} to {step:f}" for place, step in others.items())])

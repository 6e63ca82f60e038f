"""What `gap` shows of several plans: a row a plan, and the totals of each currency."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from revplan.base.table import Answer, Cell, Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import CATALOGUE, OF_YEAR, ROWS, WAY
from revplan.model.entry import ARR
from revplan.model.tried import Tried
from revplan.numbers.exact import exactly
from revplan.numbers.write import plain_amount
from revplan.views.figure_text import cell
from revplan.views.gap.data import bridge_data, word_of
from revplan.views.gap.flat import year_cells
from revplan.views.heading import join_trials, plan_data, trial_cell, trial_text

SUMMED = tuple(path for path in WAY if ROWS[path].bases[0] != ARR)
"""Figures that plans of either basis can have: they are added up."""


def plans_answer(
    plans: Sequence[tuple[str, Outcome]],
    complete: bool,
    parts: Collection[str] = (),
    tried: Mapping[str, Sequence[Tried]] = MappingProxyType({}),
) -> Answer:
    """Several plans by file. Totals only where every plan of the question could be worked out;
    `parts` are segments of others, which are not added up again; `tried` is what was, by file.
    """
    whole = [outcome for file, outcome in plans if file not in parts]
    totals = _totals(whole) if complete else {}
    shown = [
        row.path
        for row in CATALOGUE
        if row.plans and (row.always or any(_figure(outcome, row.path) for _, outcome in plans))
    ]
    rows = [_row(file, outcome, shown) for file, outcome in plans]
    worth_showing = [group for group in totals if totals[group][2] > 1 or len(plans) == 1]
    for place, group in enumerate(worth_showing):
        label = "Total" if len(totals) == 1 else f"Total {group}"
        cells: tuple[Cell, ...] = (
            label,
            group.split()[0],
            *(cell(ROWS[it], totals[group][0].get(it)) for it in shown),
        )
        rows.append(Row(cells, strong=True, rule=place == 0))
    together = join_trials(tried.values())
    return Answer(
        title=trial_text(together) if together else "",
        tables=(Table("plans", _columns(shown), tuple(rows)),),
        data=_data(plans, totals, tried),
        flat=_flat(plans, tried),
    )


def _flat(plans: Sequence[tuple[str, Outcome]], tried: Mapping[str, Sequence[Tried]]) -> Table:
    """A row a plan, with every figure of its bridge; empty where its basis has none. With what was
    tried on it, where that was done on any.
    """
    shown = [row for row in OF_YEAR if row.bridge]
    told = [(file, outcome, year_cells(outcome)) for file, outcome in plans]
    trial = any(tried.values())
    rows = tuple(
        Row((file, outcome.plan.currency, *(cells.get(word_of(row)) for row in shown),
             *((trial_cell(tried.get(file, ())),) if trial else ())))
        for file, outcome, cells in told
    )  # fmt: skip
    columns = _columns([row.path for row in shown])
    return Table("plans", (*columns, *((Column("set"),) if trial else ())), rows)


def _columns(shown: Sequence[str]) -> tuple[Column, ...]:
    rows = [ROWS[path] for path in shown]
    return (
        Column("plan", "Plan"),
        Column("currency", "Currency"),
        *(
            Column(word_of(row), row.heading(), True, 0 if row.kept else 2 + place)
            for place, row in enumerate(rows)
        ),
    )


def _figure(outcome: Outcome, key: str) -> Decimal:
    figure: Decimal | None = outcome.figure(key)
    return Decimal(0) if figure is None else figure


def _row(file: str, outcome: Outcome, shown: Sequence[str]) -> Row:
    cells: tuple[Cell, ...] = (
        file,
        outcome.plan.currency,
        *(cell(ROWS[key], _figure(outcome, key)) for key in shown),
    )
    return Row(cells)


Totals = dict[str, tuple[dict[str, Decimal], Decimal, int]]
"""By group: the sums, the finest rounding step, and how many plans there are."""


def _totals(outcomes: Sequence[Outcome]) -> Totals:
    """Sums by currency, and by basis where a currency has plans of both."""
    bases: dict[str, set[str]] = {}
    for outcome in outcomes:
        bases.setdefault(outcome.plan.currency, set()).add(outcome.plan.basis)
    groups: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=lambda it: list(bases).index(it.plan.currency)):
        plan = outcome.plan
        mixed = len(bases[plan.currency]) > 1
        group = f"{plan.currency} {plan.basis}" if mixed else plan.currency
        groups.setdefault(group, []).append(outcome)
    with exactly():
        return {
            group: (
                {key: sum((_figure(o, key) for o in members), Decimal(0)) for key in SUMMED},
                min(o.plan.phasing.rounding for o in members),
                len(members),
            )
            for group, members in groups.items()
        }


def _data(
    plans: Sequence[tuple[str, Outcome]], totals: Totals, tried: Mapping[str, Sequence[Tried]]
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "plans": [
            {
                "plan": plan_data(outcome, file, tried.get(file, ())),
                "bridge": bridge_data(outcome),
            }
            for file, outcome in plans
        ]
    }
    if totals:
        data["total"] = {
            group: {key: plain_amount(amount, quantum) for key, amount in sums.items()}
            for group, (sums, quantum, _) in totals.items()
        }
    return data

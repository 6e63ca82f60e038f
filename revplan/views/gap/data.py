"""What `gap` gives of one plan in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from revplan.engine.definitions import Definition
from revplan.engine.outcome import Outcome, Segment
from revplan.model.catalogue import OF_YEAR, is_rate
from revplan.model.entry import Entry
from revplan.model.tried import Tried
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain_amount, plain_share
from revplan.views.heading import plan_data
from revplan.views.sections import data_of, told_in


def gap_data(
    outcome: Outcome, file: str, found: list[Definition] | None, tried: Sequence[Tried] = ()
) -> dict[str, Any]:
    """The answer for JSON; what was tried stands beside the plan, under `set`."""
    quantum, year = outcome.plan.phasing.rounding, outcome.plan.year
    months, quarterly = [str(month) for month in year.months], outcome.quarterly
    data: dict[str, Any] = {
        "plan": plan_data(outcome, file, tried),
        "bridge": bridge_data(outcome),
    }
    if outcome.year.unallocated is not None:
        data["unallocated"] = plain_amount(outcome.year.unallocated, quantum)
    data |= {
        "lines": [
            {
                "path": line.path,
                "label": line.label,
                "amount": plain_amount(line.amount, quantum),
            }
            for line in outcome.lines
        ],
        "months": months_data(outcome, quantum),
        "quarters": [
            {"quarter": f"Q{i + 1}", "months": months[3 * i : 3 * i + 3]}
            | {key: plain_amount(of[i], quantum) for key, of in quarterly.items()}
            for i in range(4)
        ],
    }
    if outcome.segments:
        data["segments"] = [_segment_data(segment, quantum) for segment in outcome.segments]
    data |= {record.key: data_of(record, outcome) for record in told_in(outcome)}
    if found is not None:
        data["readings"] = [
            {"id": it.id, "label": it.label, "required": plain_amount(it.required, quantum)}
            for it in found
        ]
    return data


def months_data(outcome: Outcome, quantum: Decimal) -> list[dict[str, str]]:
    """The months for JSON."""
    return [
        {"month": str(month)}
        | {key: _written(key, of[i], quantum) for key, of in outcome.monthly.items()}
        for i, month in enumerate(outcome.plan.year.months)
    ]


def _written(path: str, figure: Decimal, quantum: Decimal) -> str:
    return plain_share(figure) if is_rate(path) else plain_amount(figure, quantum)


def _segment_data(segment: Segment, quantum: Decimal) -> dict[str, Any]:
    """A segment in the company's currency; `plan` is its file, where it has one."""
    own = segment.own.plan
    data: dict[str, Any] = {"segment": segment.name}
    if own.plan is not None:
        data["plan"] = own.plan
    return data | {
        "currency": own.currency,
        "bridge": bridge_data(segment.whole),
        "months": months_data(segment.whole, quantum),
    }


def word_of(row: Entry) -> str:
    """What JSON and columns call a figure of the bridge: its path, or the path's first word."""
    return row.path.partition(".")[0]


def bridge_data(outcome: Outcome) -> dict[str, str]:
    """The bridge for JSON; what the plan's basis does not have is absent."""
    quantum = outcome.plan.phasing.rounding
    return {
        word_of(row): plain_share(figure)
        if row.unit is Unit.rate
        else plain_amount(figure, quantum)
        for row in OF_YEAR
        if row.bridge and (figure := outcome.figure(row.path)) is not None
    }

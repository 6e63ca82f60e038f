"""What `show` says of the figures: where the revenue comes from, who signed up, the months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from revplan.base.table import Answer, Block, Column, Paragraph, Row, Table
from revplan.engine.outcome import Outcome
from revplan.engine.year import LineFigure
from revplan.model.catalogue import LINE_SECTIONS, ROWS
from revplan.model.values import value_at
from revplan.numbers.exact import exactly, to_step
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import percent, plain_amount
from revplan.sections.commitments import SOURCES
from revplan.sections.lines import Line
from revplan.views.gap.bridge import bridge_table
from revplan.views.gap.data import bridge_data, gap_data
from revplan.views.gap.segments import segments_table
from revplan.views.gap.tables import months_table
from revplan.views.gap.verdict import verdict_of
from revplan.views.show.chapter import Shown, prose, without_empty
from revplan.views.show.number import in_words

BRINGING = tuple(section for section in LINE_SECTIONS if section != "losses")
"""The sections whose lines bring revenue."""


def number(shown: Shown) -> Answer:
    """The number: in words, as the bridge, and the losses that are known by name."""
    outcome = shown.outcome
    words = in_words(outcome)
    verdict = verdict_of(outcome)
    parts: list[Block] = [*prose([Paragraph(text) for text in words])]
    parts += [*(() if verdict is None else (verdict,)), bridge_table(outcome)]
    losses = _lines(outcome, ("losses",))
    if losses:
        rows = tuple(
            Row((figure.label, -figure.amount, _when(line), line.owner)) for figure, line in losses
        )
        columns = (
            Column("line", "Line"),
            Column("amount", "Amount", True),
            Column("when", "Begins"),
            Column("owner", "Owner"),
        )
        parts.append(Table("losses", columns, rows, title="Losses known by name"))
        parts.extend(prose(_notes(losses)))
    data = {"number": {"in_words": words, "bridge": bridge_data(outcome)}}
    return Answer(tables=tuple(parts), data=data)


def segments(shown: Shown) -> Answer | None:
    """The segments of a company, each in the company's currency."""
    if not shown.outcome.segments:
        return None
    data = gap_data(shown.outcome, shown.file, None)
    return Answer(tables=(segments_table(shown.outcome),), data={"segments": data["segments"]})


def _lines(outcome: Outcome, sections: tuple[str, ...]) -> list[tuple[LineFigure, Line]]:
    """The lines of sections, each with what the plan states of it."""
    return [
        (figure, value_at(outcome.plan, tuple(figure.path.split("."))))
        for figure in outcome.lines
        if figure.section in sections
    ]


def _when(line: Line) -> str:
    begins = line.month or line.starts
    return str(begins) if begins is not None else ""


def _notes(lines: list[tuple[LineFigure, Line]]) -> list[Paragraph]:
    return [
        Paragraph(line.note, figure.label, 1) for figure, line in lines if line.note is not None
    ]


def sources(shown: Shown) -> Answer | None:
    """Where the target's revenue comes from: what stays, every line with its owner, what is won."""
    outcome = shown.outcome
    lines = _lines(outcome, BRINGING)
    if not lines:
        return None
    bridge = outcome.bridge
    rows = [Row((ROWS["retained"].label, "", *_of_target(outcome, bridge.retained), "", ""))]
    for figure, line in lines:
        kind = ROWS[LINE_SECTIONS[figure.section]].label
        amounts = _of_target(outcome, figure.amount)
        rows.append(Row((kind, figure.label, *amounts, _when(line), line.owner)))
    rows.append(Row(("New business", "", *_of_target(outcome, bridge.new_business), "", "")))
    rows.append(
        Row(("Target", "", *_of_target(outcome, bridge.target), "", ""), strong=True, rule=True)
    )
    columns = (
        Column("source", "Source"),
        Column("line", "Line"),
        Column("amount", "Amount", True),
        Column("share", "Share", True),
        Column("when", "Begins"),
        Column("owner", "Owner"),
    )
    table = Table("sources", columns, tuple(rows))
    data = [_line_data(outcome, figure, line) for figure, line in lines]
    return Answer(tables=(table, *prose(_notes(lines))), data={"lines": data})


def _of_target(outcome: Outcome, amount: Number) -> tuple[Number, str]:
    with exactly():
        target = outcome.bridge.target
        return amount, percent(amount / target) if target else ""


def _line_data(outcome: Outcome, figure: LineFigure, line: Line) -> dict[str, Any]:
    return without_empty(
        path=figure.path,
        label=figure.label,
        amount=plain_amount(figure.amount, outcome.plan.phasing.rounding),
        begins=_when(line),
        owner=line.owner,
        note=line.note,
    )


def commitments(shown: Shown) -> Answer | None:
    """Who has signed up for what, beside what the plan needs of it."""
    outcome = shown.outcome
    rows = [row for source in SOURCES for row in _committed(outcome, source)]
    if not rows:
        return None
    columns = (
        Column("source", "What"),
        Column("owner", "Who"),
        Column("amount", "Signed up for", True),
        Column("needed", "The plan needs", True),
    )
    quantum = outcome.plan.phasing.rounding
    data = [
        {"owner": owner, "source": source, "amount": plain_amount(amount, quantum)}
        for source in SOURCES
        for owner, amount in _promised(outcome, source)
    ]
    told = Table("commitments", columns, tuple(rows))
    return Answer(tables=(told,), data={"commitments": data})


def _promised(outcome: Outcome, source: str) -> list[tuple[str, Number]]:
    """What each owner signed up for of a source [currency]."""
    with exactly():
        return [
            (owner, value_at.value if source == "leads" else outcome.plan.q(value_at.value))
            for owner, commitment in outcome.plan.commitments.items()
            if (value_at := getattr(commitment, source)) is not None
        ]


def _committed(outcome: Outcome, source: str) -> Iterator[Row]:
    """An owner a row; several are added up, and what is needed stands beside the last row."""
    promised = _promised(outcome, source)
    label, figure = _COMMITTED[source], SOURCES[source]
    needed = outcome.printed(figure)
    if needed is not None and outcome.unit(figure) is Unit.count:
        needed = to_step(outcome.figure(figure), Decimal(1))
    for place, (owner, amount) in enumerate(promised):
        alone = len(promised) == 1
        yield Row(("" if place else label, owner, amount, needed if alone else None))
    if len(promised) > 1:
        with exactly():
            total = sum(amount for _, amount in promised)
        yield Row(("", "together", total, needed), strong=True)


_COMMITTED = {
    "new_business": "New business",
    "bookings": "Bookings",
    "carry_over": "Carried over",
    "upsell": "Upsell",
    "new_streams": "New streams",
    "churn": "Churn, at most",
    "leads": "Leads",
    "lead_value": "Lead value",
    "budget": "Budget granted",
}


def months(shown: Shown) -> Answer:
    """The months and the quarters."""
    data = gap_data(shown.outcome, shown.file, None)
    return Answer(
        tables=(months_table(shown.outcome),),
        data={key: data[key] for key in ("months", "quarters")},
    )

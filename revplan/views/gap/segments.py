"""The segments of a company as a table."""

from __future__ import annotations

from revplan.base.table import Column, Row, Table
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.views.labels import NEVER_DROPPED, SHORT, worth_showing

_SEGMENT_COLUMNS = (
    "prior_year",
    "churned",
    "contracted",
    "retained",
    "target",
    "carried_over",
    "upsell",
    "new_streams",
    "new_business",
    "bookings",
)


def segments_table(outcome: Outcome) -> Table:
    """A row a segment, in the company's currency, then what none covers, and the company."""
    shown = [key for key in _SEGMENT_COLUMNS if worth_showing(outcome, key)]
    rows = [
        Row(
            (
                escape(segment.name),
                segment.own.plan.currency,
                *(getattr(segment.whole.bridge, key) for key in shown),
            )
        )
        for segment in outcome.segments
    ]
    spare = outcome.year.unallocated
    if spare:
        signed = outcome.bridge.bookings - sum(it.whole.bridge.bookings for it in outcome.segments)
        uncovered = {"target": spare, "new_business": spare, "bookings": signed}
        told = "in no segment" if spare > 0 else "beyond the target"
        rows.append(Row((told, "", *(uncovered.get(key) for key in shown))))
    whole = (getattr(outcome.bridge, key) for key in shown)
    rows.append(Row((escape(outcome.plan.name), outcome.plan.currency, *whole), True, True))
    label = SHORT | {"prior_year": "Opening ARR"} if outcome.plan.basis == "arr" else SHORT
    columns = [
        Column(key, label[key], True, 0 if key in NEVER_DROPPED else 1 + i)
        for i, key in enumerate(shown)
    ]
    own = Column("currency", "Own currency", keep=1)
    return Table("segments", (Column("segment", "Segment"), own, *columns), tuple(rows))

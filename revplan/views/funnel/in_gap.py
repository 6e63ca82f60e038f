"""What `gap` says of the leads beside what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Row
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.sections.leads_in_time import LeadsInTime
from revplan.views.funnel.lead_value import held_figure, shown_count


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """The leads that come in time beside what is asked for, in a line."""
    funnel, lead = outcome.work.funnel, outcome.work.lead_value
    if funnel is None or lead is None:
        return
    needed = shown_count(funnel.leads)
    if not lead.sources:
        yield Row(
            (outcome.label("funnel.leads"), needed, "and no source says where they come from")
        )
        return
    in_time: LeadsInTime = outcome.work.found["leads_in_time"]
    held, counted = in_time.held, in_time.leads is not None
    asked, came, short = (held_figure(counted, x) for x in (held.asked, held.in_time, held.short))
    label = outcome.label(f"funnel.lead_value.{'leads_in_time' if counted else 'in_time'}")
    says = f"covers the {amount_text(asked)} asked for"
    if short > 0:
        says = f"{amount_text(short)} short of the {amount_text(asked)} asked for"
    yield Row((label, came, says))

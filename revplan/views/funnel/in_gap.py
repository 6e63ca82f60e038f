"""What `gap` says of the leads beside what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Row
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.views.funnel.lead_value import held_figure, shown_count


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """The leads beside what is asked for, in a line."""
    funnel, lead = outcome.work.funnel, outcome.work.lead_value
    if funnel is None or lead is None:
        return
    needed = shown_count(funnel.leads)
    if not lead.sources:
        yield Row(
            (outcome.label("funnel.leads"), needed, "and no source says where they come from")
        )
        return
    held, counted_leads = lead.held, lead.leads is not None
    asked, planned, short = (
        held_figure(counted_leads, x) for x in (held.asked, held.planned, held.short)
    )
    label = outcome.label(f"funnel.lead_value.{'leads_planned' if counted_leads else 'planned'}")
    says = f"covers the {amount_text(asked)} asked for"
    if short > 0:
        says = f"{amount_text(short)} short of the {amount_text(asked)} asked for"
    yield Row((label, planned, says))

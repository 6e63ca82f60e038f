"""What `gap` says of the leads beside what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Phrase
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.sections.leads_in_time import LeadsInTime
from revplan.views.funnel.lead_value import held_figure, shown_count
from revplan.views.verdict_words import against, difference


def verdict(outcome: Outcome) -> Iterator[Phrase]:
    """The leads that come in time beside what is asked for."""
    funnel, lead = outcome.work.funnel, outcome.work.lead_value
    if funnel is None or lead is None:
        return
    if not lead.sources:
        needed = amount_text(shown_count(funnel.leads))
        yield Phrase(f"Leads needed: {needed}, and no source says where they come from.")
        return
    in_time: LeadsInTime = outcome.work.found["leads_in_time"]
    held, counted = in_time.held, in_time.leads is not None
    asked, came = (held_figure(counted, x) for x in (held.asked, held.in_time))
    label = outcome.label(f"funnel.lead_value.{'leads_in_time' if counted else 'in_time'}")
    yield Phrase(f"{label}: {against(came, asked)} asked for, ")
    yield difference(came - asked, "just enough")
    yield Phrase(".")

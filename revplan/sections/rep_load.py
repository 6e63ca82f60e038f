"""How many leads a rep has to work: leads a week for each ramped rep.

This file owns no key of its own: it reads the leads of `funnel` and the reps of `capacity`.
"""

from __future__ import annotations

from revplan.numbers.acts import ratio
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number

WEEKS = 52


def rep_load_figures(
    figures: Figures, *, leads_to_work: Number | None, ramped_reps: Months
) -> Number | None:
    """Leads a week for each ramped rep [count]: those planned, without sources those needed, over
    52 weeks and the mean of the year's ramped reps. None without leads or reps.
    """
    if leads_to_work is None:
        return None
    found = ratio(leads_to_work * 12, sum(ramped_reps) * WEEKS)
    if found is None:
        return None
    return figures.count("funnel.leads_a_rep_a_week", found, "Leads a rep a week")

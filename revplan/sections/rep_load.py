"""How many leads a rep has to work: leads a week for each ramped rep.

This file owns no key of its own: it reads the leads of `funnel` and the reps of `capacity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from revplan.numbers.acts import ratio
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Months, Number

WEEKS = 52


class RepLoad(NamedTuple):
    """The leads of the year that reps have to work, and the reps by how many months each works,
    as far as ramped [counts].
    """

    leads: Number
    rep_months: Number


def rep_load_figures(
    figures: Figures,
    *,
    leads_to_work: Number | None,
    ramped_reps: Months | None,
    loads_by_segment: Sequence[RepLoad | None] | None,
) -> RepLoad | None:
    """Leads a week for each ramped rep [count]: those planned, without sources those needed, over
    52 weeks and the mean of the year's ramped reps. None without leads or reps; of a company's
    segments together, where each that states leads or reps states both.
    """
    load = _load(leads_to_work, ramped_reps)
    if loads_by_segment is not None:
        stated = [it for it in loads_by_segment if it is not None]
        every = bool(stated) and len(stated) == len(loads_by_segment)
        load = RepLoad(*map(sum, zip(*stated, strict=True))) if every else None
    if load is None:
        return None
    found = ratio(load.leads * 12, load.rep_months * WEEKS)
    make_if_any(figures.count, "funnel.leads_a_rep_a_week", found, "Leads a rep a week")
    return load


def _load(leads: Number | None, ramped: Months | None) -> RepLoad | None:
    return None if leads is None or ramped is None else RepLoad(leads, sum(ramped))

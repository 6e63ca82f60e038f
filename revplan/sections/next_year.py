"""Leads for next year: what its first months need of this year's last.

The mirror of what is due before this year begins. This file owns no key: it reads
`funnel.next_year`, next year's bookings as growth over this year's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revplan.base.year import PlanYear
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number


@dataclass(frozen=True, slots=True)
class NextYear:
    """What has to enter the stages in the year for next year's bookings [count].

    `growth` is next year's over this year's; `stages` have the year's count, and `months` it by
    month, 12. Of a lag above a year the months leave out what was due before this one.
    """

    growth: Number
    stages: Mapping[str, Number]
    months: Mapping[str, Months]


def next_year_figures(
    figures: Figures,
    *,
    next_year_growth: Number,
    needed_by_stage: Mapping[str, Sequence[Number]],
    stage_labels: Mapping[str, str],
    year: PlanYear,
) -> NextYear:
    """The leads for next year worked out; their figures go into `figures` by path.

    `needed_by_stage` is what has to enter each stage by month, up to the end of the year: its
    months before the year are needed again, a year later.
    """
    grown = 1 + next_year_growth
    stages: dict[str, Number] = {}
    months: dict[str, Months] = {}
    for name, needed in needed_by_stage.items():
        path, label = "funnel.for_next_year", f"{stage_labels[name]}, for next year"
        early = tuple(count * grown for count in needed[:-12])
        stages[name] = figures.count(f"{path}.{name}", sum(early), label)
        mirrored = (*(0,) * (12 - len(early)), *early[max(0, len(early) - 12) :])
        months[name] = tuple(
            figures.count(f"{path}.months.{month}.{name}", count, f"{label}, {month}")
            for month, count in zip(year.months, mirrored, strict=True)
        )
    return NextYear(next_year_growth, stages, months)

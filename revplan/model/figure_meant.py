"""Which figure was meant by a path that is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from revplan.base.words import closest
from revplan.base.year import Month, PlanYear

_AT = re.compile(r"(months\.([0-9]{4})-(0[1-9]|1[0-2])|quarters\.Q[1-4])\.")


def closest_figure(path: str, known: Sequence[str]) -> str | None:
    """The known path that was meant, of the month or the quarter of the year that was asked for;
    `known` has months and quarters by the first.

    >>> closest_figure("months.2027-07.targt", ["months.2027-01.target", "target"])
    'months.2027-07.target'
    """
    asked = _AT.match(path)
    kind = path.partition(".")[0]
    told = next((it for it in known if it.startswith(f"{kind}.") and _AT.match(it)), "")
    first = _AT.match(told)
    if asked is None or first is None:
        return closest(path, known)
    if kind == "months":
        month, begins = (Month(int(it[2]), int(it[3])) for it in (asked, first))
        if not PlanYear(begins).holds(month):
            return closest(path, known)
    return closest(path, [*dict.fromkeys(it.replace(first[0], asked[0], 1) for it in known)])

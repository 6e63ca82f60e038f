"""The columns of a table of figures, and which of them go where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.table import Column
from revplan.model.entry import Entry


def figure_columns(told: Sequence[Entry], basis: str) -> list[Column]:
    """A column a figure, in order, of plans of a basis: where room is short, those go first that
    the bridge tells as well, and last what is retained, from which a row adds up to its target.
    """
    kept_back = [row.path == "retained" for row in told]
    retained = any(kept_back)  # then what is lost is off already
    adds_up = [row.flow > 0 or (row.flow < 0 and not retained) for row in told]
    stays = sorted(
        range(len(told)),
        key=lambda it: (not told[it].kept, bool(told[it].flow), not kept_back[it], it),
    )
    keeps = {place: 0 if told[place].kept else rank for rank, place in enumerate(stays, 1)}
    return [
        Column(row.path, row.heading(basis), True, keeps[place], int(adds_up[place]))
        for place, row in enumerate(told)
    ]

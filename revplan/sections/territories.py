"""The reps by territory: how many, what they can close, and their quotas.

This file owns no key of its own: it adds up the groups of `capacity.reps` by their `territory`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from revplan.numbers.figure import Figures
from revplan.numbers.number import Number


class GroupFigures(NamedTuple):
    """A group of reps: how many, its quota and what it can close [currency]."""

    territory: str | None
    count: Number
    quota: Number
    capacity: Number


def territory_figures(
    figures: Figures, *, rep_groups: Iterable[GroupFigures]
) -> dict[str | None, GroupFigures]:
    """The groups added up by territory, in the order in which the plan names them; those without
    one under None, which has no figures of its own.
    """
    found: dict[str | None, GroupFigures] = {}
    for group in rep_groups:
        held = found.get(group.territory, GroupFigures(group.territory, 0, 0, 0))
        found[group.territory] = GroupFigures(
            group.territory,
            held.count + group.count,
            held.quota + group.quota,
            held.capacity + group.capacity,
        )
    return {name: it if name is None else _named(figures, it) for name, it in found.items()}


def _named(figures: Figures, it: GroupFigures) -> GroupFigures:
    path = f"capacity.territories.{it.territory}"
    return GroupFigures(
        it.territory,
        figures.count(f"{path}.reps", it.count, f"Reps, {it.territory}"),
        figures.money(f"{path}.quota", it.quota, f"Quota, {it.territory}"),
        figures.money(f"{path}.capacity", it.capacity, f"Capacity, {it.territory}"),
    )

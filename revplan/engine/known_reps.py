"""What is known of the reps: what they can close, their quotas, their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from revplan.engine.known_parts import KnownParts
from revplan.numbers.number import Months, Number
from revplan.sections.bridge import by_quarter

if TYPE_CHECKING:
    from revplan.sections.capacity import CapacityFigures
    from revplan.sections.reach import Brought
    from revplan.sections.rep_quotas import GroupQuota
    from revplan.sections.territories import GroupFigures


@dataclass(frozen=True, slots=True)
class KnownReps(KnownParts):
    """The plan and its segments, and of its reps what sections are handed."""

    @property
    def by_reps(self) -> Brought | None:
        """What the reps can close; None in a plan without them."""
        from revplan.sections.reach import Brought

        found: CapacityFigures | None = self.found.get("capacity")
        return None if found is None else Brought(found.year, found.monthly)

    @property
    def ramped_reps(self) -> Months | None:
        """The reps by month, each as far as it is ramped [count], 12; None in a plan without
        them.
        """
        found: CapacityFigures | None = self.found.get("capacity")
        return None if found is None else found.ramped

    @property
    def capacity_by_month(self) -> Months:
        """What the reps can close by month [currency], 12."""
        return self._capacity.monthly

    @property
    def capacity_by_quarter(self) -> Months:
        """It by quarter [currency], 4."""
        return by_quarter(self.capacity_by_month)

    @property
    def capacity_short(self) -> Number:
        """What the reps cannot close of the bookings [currency]."""
        return self._capacity.short

    @property
    def rep_groups(self) -> list[GroupFigures]:
        """The groups of reps, in plan order."""
        from revplan.sections.territories import GroupFigures

        found: CapacityFigures = self._capacity
        return [
            GroupFigures(it.territory, it.count.value, found.quotas[name], found.groups[name])
            for name, it in found.section.reps.items()
        ]

    @property
    def group_quotas(self) -> dict[str, GroupQuota]:
        """The quotas of the groups of reps, by name, in plan order."""
        from revplan.sections.rep_quotas import GroupQuota

        found: CapacityFigures = self._capacity
        return {
            name: GroupQuota(it.label or name, found.quotas[name], it.count.value)
            for name, it in found.section.reps.items()
        }

    @property
    def first_hire(self) -> Number:
        """What a rep hired in the year's first month brings in it [currency]."""
        from revplan.sections.capacity import rep_bookings

        return rep_bookings(self._capacity.section, self.sigma, 0)

    @property
    def _capacity(self) -> CapacityFigures:
        found: CapacityFigures = self.found["capacity"]
        return found

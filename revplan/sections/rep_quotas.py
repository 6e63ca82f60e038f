"""The quota of each rep of a group. This file owns no key: it reads the quotas of `capacity`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from revplan.numbers.acts import Quantiser, ratio
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number


class GroupQuota(NamedTuple):
    """A group of reps: what it is called, its quota [currency], and how many share it."""

    label: str
    quota: Number
    count: Number


def rep_quota_figures(
    figures: Figures, *, group_quotas: Mapping[str, GroupQuota], q: Quantiser
) -> dict[str, Number]:
    """The quotas of a rep by group [currency]; none of a group without reps."""
    found = {name: ratio(it.quota, it.count) for name, it in group_quotas.items()}
    return {
        name: figures.money(
            f"capacity.quotas.{name}.per_rep", q(each), f"Quota per rep, {group_quotas[name].label}"
        )
        for name, each in found.items()
        if each is not None
    }

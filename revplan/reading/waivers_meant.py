"""Waivers of another shape than their list: what to write, with the rules and reasons there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from revplan.base.flow import flow
from revplan.sections.waivers import Waiver

_CODE = re.compile(r"RP[0-9]{3}", re.ASCII)

_LONGEST = 120
"""As long as a hint may be that shows a plan's own words [characters]."""

_REASON = " with the reason in it"

_BELOW = 'write each below waivers:, indented, behind "- ", with rule: and because:'


def waiver_list(value: Any) -> str:
    """What to write where the list of waivers belongs: what stands there, as a list.

    >>> waiver_list({"rule": "RP302", "because": "one product"})
    'write waivers: [{rule: RP302, because: one product}]'
    >>> waiver_list({"RP302": "one product"}) == waiver_list({"rule": "RP302",
    ...                                                       "because": "one product"})
    True
    """
    value = {"rule": value} if isinstance(value, str) else value
    if not isinstance(value, Mapping) or not value:
        return _BELOW
    entries = [value]
    if all(_CODE.fullmatch(str(key)) for key in value):
        entries = [{"rule": code, "because": why} for code, why in value.items()]
    elif not value.keys() <= Waiver.model_fields.keys():
        return _BELOW
    if not all(isinstance(text, str) for entry in entries for text in entry.values()):
        return _BELOW
    told = f"write waivers: [{', '.join(map(_entry, entries))}]"
    told += "" if all("because" in it for it in entries) else _REASON
    return told if len(told) <= _LONGEST else _BELOW


def lone_waiver(value: Any) -> str:
    """What to write for an entry of the list that is a rule alone.

    >>> print(lone_waiver("RP302"))
    write {rule: RP302, because: "..."} with the reason in it
    """
    if not isinstance(value, str):
        return "write an entry with rule: and because:"
    return f"write {_entry({'rule': value})}{_REASON}"


def _entry(said: Mapping[str, str]) -> str:
    """An entry with a place for its reason, where it has none."""
    told = flow(said)
    return told if "because" in said else f'{told[:-1]}, because: "..."}}'

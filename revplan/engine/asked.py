"""Figures that are made when they are asked for: quarters, and what other definitions require."""

from __future__ import annotations

import re
from collections.abc import Iterator

from revplan.base.problem import CannotWorkOut
from revplan.engine.definitions import LABELS, definitions
from revplan.engine.worked import Worked
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit, is_standing, period_of
from revplan.numbers.number import Number

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
_QUARTER = re.compile(r"(?:(?P<above>.+)\.)?quarters\.(?P<quarter>Q[1-4])\.(?P<last>\w+)")
READINGS = "readings"


def asked_figure(outcome: Worked, path: str) -> Number | None:
    """A quarter's figure (`quarters.Q1.target`, `capacity.quarters.Q1.capacity`) or what another
    definition requires (`readings.A2`); None where there is none.
    """
    if path.startswith(f"{READINGS}."):
        return readings_of(outcome).get(path.partition(".")[2])
    found = _QUARTER.fullmatch(path)
    if found is None:
        return None
    place, of = QUARTERS.index(found["quarter"]), found["last"]
    if found["above"] is None and of in outcome.quarterly:
        return outcome.quarterly[of][place]
    months = _months(outcome, ".".join(filter(None, (found["above"], of))))
    if not months:
        return None
    with exactly():
        found_months = (outcome.figure(it) for it in months[3 * place : 3 * place + 3])
        return sum(it for it in found_months if it is not None)


def _months(outcome: Worked, path: str) -> list[str]:
    """The paths of a figure's months, where these are amounts of the year, which add up."""
    months = {} if is_standing(path) else outcome.months_of(path)
    if list(months) != [str(month) for month in outcome.plan.year.months]:
        return []
    return list(months.values()) if outcome.unit(next(iter(months.values()))) is Unit.money else []


def readings_of(outcome: Worked) -> dict[str, Number]:
    """What each definition requires, by its name; nothing where the plan has no answer to them."""
    try:
        return {it.id: it.required for it in definitions(outcome)}
    except CannotWorkOut:
        return {}


_CALLED = {"naive": "Required for growth alone", "plan": "Required as planned"}


def asked_label(outcome: Worked, path: str, label: str) -> str:
    """What a figure is called that is made when it is asked for; by default `label`. A quarter's
    has the label of its months.
    """
    if path.startswith(f"{READINGS}."):
        name = path.partition(".")[2]
        return _CALLED.get(name, f"Required by definition {name}") if name in LABELS else label
    found = _QUARTER.fullmatch(path)
    if found is None:
        return label
    months = outcome.months_of(".".join(filter(None, (found["above"], found["last"]))))
    if not months:
        return label
    month, of_month = next(iter(months.items()))
    before, _, after = outcome.label(of_month).rpartition(month)
    return f"{before}{found['quarter']}{after}"


def quarter_paths(outcome: Worked, quarters: tuple[str, ...] = QUARTERS) -> Iterator[str]:
    """The paths of the figures of quarters: of the bridge, then of sections."""
    shown = list(outcome.quarterly)
    stems = dict.fromkeys(
        (above, last)
        for path in outcome.work.figures
        if f".months.{period_of(path)}." in f".{path}"
        for above, last in [_around(path)]
        if last not in shown or above
    )
    adding = [(a, b) for a, b in stems if _months(outcome, ".".join(filter(None, (a, b))))]
    for quarter in quarters:
        yield from (f"quarters.{quarter}.{name}" for name in shown)
        for above, last in adding:
            yield ".".join(filter(None, (above, "quarters", quarter, last)))


def _around(path: str) -> tuple[str, str]:
    """What stands before and after the month in a month's path."""
    above, _, last = f".{path}".partition(f".months.{period_of(path)}.")
    return above.removeprefix("."), last

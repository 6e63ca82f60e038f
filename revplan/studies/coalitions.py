"""A figure under every combination of changes: which plans they make, and what each comes to.

A combination is a number whose bit i says that player i has changed. Numbers that change are worked
out for all combinations at once, as arrays of exact decimals; words, months and the like need a
plan each. A line that came or went is a number too: it brings nothing where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import CannotWorkOut
from revplan.engine.work_out import work_out, work_out_year
from revplan.engine.year import Year
from revplan.fields.assumption import Assumption
from revplan.fields.section import Section
from revplan.model.catalogue import LINE_SECTIONS, OF_YEAR
from revplan.model.plan import Plan
from revplan.model.values import with_values
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.number import Number
from revplan.reading.validate import conflicts
from revplan.studies.difference import Change, Player

Values = list[Decimal | None]
"""A figure by combination; None where the combination is not a valid plan."""


def figure_of(plan: Plan, measure: str) -> Number:
    """A measure of a plan: the months are worked out only where it needs them.

    `measure` is a figure of the bridge, of a line, or of a month; a line that the plan does
    not have brings nothing. Raises as `work_out` does.
    """
    with exactly():
        return _worked_out(plan, measure)[1]


def _worked_out(plan: Plan, measure: str) -> tuple[Year, Number]:
    """The year, and the measure, as `figure_of` has it."""
    if of_the_year(measure):
        year = work_out_year(plan)
        found = year.figure(measure)
    else:
        outcome = work_out(plan)
        year, found = outcome.year, outcome.figure(measure)
    return year, ZERO if found is None else found


def of_the_year(measure: str) -> bool:
    """Whether a measure is known before anything is laid over the months."""
    steps = measure.split(".")
    while len(steps) > 2 and steps[0] == "segments":
        steps = steps[2:]
    if len(steps) == 1:
        return steps[0] in _BEFORE_MONTHS
    return len(steps) == 2 and steps[0] in LINE_SECTIONS


_BEFORE_MONTHS = frozenset(row.path for row in OF_YEAR) - {"recognised_revenue"}


def all_combinations(old: Plan, players: Sequence[Player], measure: str) -> Values:
    """The measure under every combination of the players' changes to a plan, 2^n of them."""
    values = _at_once(old, players, measure) if len(players) > 1 else None
    return _one_by_one(old, players, measure) if values is None else values


class _Swap(NamedTuple):
    """A number of the plan and what it is before and after a change."""

    path: Path
    before: Decimal
    after: Decimal


def _at_once(old: Plan, players: Sequence[Player], measure: str) -> Values | None:
    """The values by arrays; None where some combination may be no valid plan."""
    from revplan.numbers import vector

    switches = [_switches(player) for player in players]
    numeric = [i for i, found in enumerate(switches) if found is not None]
    worded = [i for i, found in enumerate(switches) if found is None]
    base = _with_what_came(old, (players[i] for i in numeric))
    arrays = {
        switch.path: vector.two_places(switch.before, switch.after, bit, len(numeric))
        for bit, i in enumerate(numeric)
        for switch in switches[i] or ()
    }
    lows = [_spread_bits(mask, numeric) for mask in range(1 << len(numeric))]
    result: Values = [None] * (1 << len(players))
    for mask in range(1 << len(worded)):
        chosen = (players[i] for bit, i in enumerate(worded) if mask >> bit & 1)
        plan = with_values(base, _placements(chosen))
        if worded and conflicts(plan):
            return None
        try:
            found = _in_every_place(with_values(plan, arrays), measure, len(numeric))
        except (CannotWorkOut, InvalidOperation, TypeError):
            return None
        if found is None:
            return None
        high = _spread_bits(mask, worded)
        for low, value in zip(lows, found, strict=True):
            result[low | high] = value
    return result


def _in_every_place(plan: Plan, measure: str, bits: int) -> list[Decimal] | None:
    """The measure of a plan of arrays; None where it may be no valid plan in some place."""
    from revplan.numbers import vector

    year, found = _worked_out(plan, measure)
    for one, of in _years(plan, year):
        grows_nothing = one.target.growth is not None and of.bridge.prior_year == ZERO
        if vector.anywhere(of.repeatable < ZERO) or vector.anywhere(grows_nothing):
            return None
    return vector.in_places(found, bits)


def _years(plan: Plan, year: Year) -> Iterator[tuple[Plan, Year]]:
    """A plan and its segments, each with its year in its own currency."""
    yield plan, year
    for part in year.parts:
        yield from _years(part.plan, part.own)


def _spread_bits(mask: int, places: Sequence[int]) -> int:
    return sum((mask >> bit & 1) << place for bit, place in enumerate(places))


def _switches(player: Player) -> list[_Swap] | None:
    """The numbers that a player's changes set; None where they change more than numbers."""
    found: list[_Swap] = []
    for change in player.changes:
        numbers = _numbers_of(change)
        if numbers is None:
            return None
        found.extend(numbers)
    return found


def _numbers_of(change: Change) -> list[_Swap] | None:
    old, new = change.before, change.after
    whole = new if old is None else old if new is None else None
    if isinstance(whole, Section) and whole.NONE_IS_ZERO:
        path, value = _measure_of(whole, change.path)
        return [_Swap(path, ZERO, value) if old is None else _Swap(path, value, ZERO)]
    if isinstance(old, Assumption) and isinstance(new, Assumption):
        return [_Swap(change.path, old.value, new.value)]
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        pairs = zip(old, new, strict=True)
        return [_Swap((*change.path, i), _bare(a), _bare(b)) for i, (a, b) in enumerate(pairs)]
    return None


def _measure_of(section: Section, path: Path) -> tuple[Path, Decimal]:
    """The one number that says how much a line, or a loss, is."""
    key = next(key for key in section.ONE_OF if getattr(section, key) is not None)
    return (*path, key), getattr(section, key).value


def _bare(entry: Any) -> Decimal:
    found: Decimal = entry.value if isinstance(entry, Assumption) else entry
    return found


def _with_what_came(old: Plan, players: Iterable[Player]) -> Plan:
    """The old plan with the lines and losses that came with these changes."""
    return with_values(
        old,
        {
            change.path: change.after
            for player in players
            for change in player.changes
            if change.before is None
            and isinstance(change.after, Section)
            and change.after.NONE_IS_ZERO
        },
    )


def _placements(players: Iterable[Player]) -> dict[Path, Any]:
    return {change.path: change.after for player in players for change in player.changes}


def _one_by_one(old: Plan, players: Sequence[Player], measure: str) -> Values:
    """The values plan by plan, None where the combination is not a valid plan."""
    result: Values = []
    with exactly():
        for mask in range(1 << len(players)):
            chosen = (player for i, player in enumerate(players) if mask >> i & 1)
            plan = with_values(old, _placements(chosen))
            if 0 < mask < (1 << len(players)) - 1 and conflicts(plan):
                result.append(None)
                continue
            try:
                result.append(_worked_out(plan, measure)[1])
            except CannotWorkOut:
                result.append(None)
    return result

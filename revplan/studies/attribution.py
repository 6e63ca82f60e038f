"""How much of a figure's change each changed assumption caused: the Shapley value, exactly.

A change's effect is the mean of what it does over all orders in which the changes could have been
made. It needs no order, gives equal causes equal shares, and adds up to the whole change.
Source: L. S. Shapley, A Value for n-Person Games, 1953.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import factorial

from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.model.records import BEYOND_THE_BRIDGE
from revplan.numbers.exact import ZERO, exactly, to_step
from revplan.studies.bearing import idle, section_of, without
from revplan.studies.coalitions import all_combinations
from revplan.studies.difference import Player
from revplan.studies.together import few_enough, untangle


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did to the measure [currency], or several changes that are told together."""

    player: Player
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """The change of a measure [currency], and the effects that add up to it.

    `crowded` are the sections whose changes were joined because there were too many; `entangled`
    says that changes were joined because one without the other is not a valid plan.
    """

    measure: str
    before: Decimal
    after: Decimal
    effects: tuple[Effect, ...]
    crowded: tuple[str, ...] = ()
    entangled: bool = False

    @property
    def change(self) -> Decimal:
        """By how much the measure moved [currency]."""
        with exactly():
            return self.after - self.before

    @property
    def ranked(self) -> list[Effect]:
        """The effects, the largest first, ties by path."""
        return sorted(self.effects, key=lambda it: (-abs(it.amount), it.player.name))


def split(old: Outcome, new: Outcome, players: Sequence[Player], measure: str) -> Split:
    """The change of a measure from one plan to another, split over the changes between them.

    The two plans are comparable; `players` as `difference.players` gives them. A line that a plan
    has not brought nothing. Raises FalseSplit where all changes together do not lead from one plan
    to the other.
    """
    before, after = (it.printed(measure) or ZERO for it in (old, new))
    unread = idle(old.plan, new.plan, players, measure)
    bearing = [it for it in players if not unread.issuperset(map(section_of, it.changes))]
    told_of = set(bearing)
    others = [it for it in players if it not in told_of]
    told, crowded = few_enough(bearing)
    plan = without(old.plan, unread.intersection(BEYOND_THE_BRIDGE))
    valid, values = _valid_combinations(plan, told, measure)
    quantum = min(old.step(measure), new.step(measure))
    with exactly():
        amounts = [to_step(value, quantum) for value in values]
        if (amounts[0], amounts[-1]) != (before, after):
            raise FalseSplit(f"{measure}: {before} to {after}, not {amounts[0]} to {amounts[-1]}")
        steps = [int(amount / quantum) for amount in amounts]
        shares = [share * quantum for share in whole_shares(steps, len(valid))]
    effects = (*map(Effect, valid, shares), *(Effect(player, ZERO) for player in others))
    return Split(measure, before, after, effects, crowded, entangled=valid is not told)


def _valid_combinations(
    plan: Plan, players: list[Player], measure: str
) -> tuple[list[Player], list[Decimal]]:
    """The players, joined where one without the other is not a valid plan, and the measure under
    every combination of them.
    """
    while True:
        values = all_combinations(plan, players, measure)
        if values[0] is None or values[-1] is None:
            raise FalseSplit(f"{measure}: a plan that has an answer is taken for one that has none")
        found = [value for value in values if value is not None]
        if len(found) == len(values):
            return players, found
        players = untangle(players, values)


class FalseSplit(Exception):
    """Changes that do not lead from one plan to the other: a split over them would be wrong.

    A fault of the program: it takes what a figure is made of for something that it is not.
    """


def whole_shares(values: Sequence[int], count: int) -> list[int]:
    """The Shapley value of each of that many players, in whole steps that add up to the whole.

    `values` are by combination, bit i for player i. Floored to whole steps, the rest by largest
    remainder, ties to the first player. A change downwards is split as its mirror upwards is.

    >>> whole_shares([0, 3, 5, 8], 2), whole_shares([0, 0, 0, 1], 2), whole_shares([1, 0, 0, 0], 2)
    ([3, 5], [1, 0], [-1, 0])
    """
    orders = factorial(count)
    shares = [_weighed(values, i, count) for i in range(count)]
    whole = sum(shares)
    leading = whole or next((share for share in shares if share), 0)
    sign = -1 if leading < 0 else 1
    parts = [divmod(sign * share, orders) for share in shares]
    rest = sign * (values[-1] - values[0]) - sum(steps for steps, _ in parts)
    first = sorted(range(count), key=lambda i: (-parts[i][1], i))[:rest]
    return [sign * (steps + (i in first)) for i, (steps, _) in enumerate(parts)]


def _weighed(values: Sequence[int], i: int, count: int) -> int:
    """A player's value, times the number of orders: each combination without the player counts as
    often as it comes before the player.
    """
    weights = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    one = 1 << i
    return sum(
        weights[mask.bit_count()] * (values[mask | one] - values[mask])
        for mask in range(1 << count)
        if not mask & one
    )

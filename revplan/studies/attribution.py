"""How much of a figure's change each changed assumption caused: the Shapley value, exactly.

A change's effect is the mean of what it does over all orders in which the changes could have been
made. It needs no order, gives equal causes equal shares, and adds up to the whole change.
Source: L. S. Shapley, A Value for n-Person Games, 1953.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import factorial

from revplan.ground.number import ZERO, Quantiser, exactly
from revplan.outcome import Outcome
from revplan.studies.bearing import bare, bears
from revplan.studies.coalitions import Values, all_combinations
from revplan.studies.difference import Player

MOST_PLAYERS = 12
"""So many changes are told apart: 4,096 plans."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did to the measure [currency], or several changes that are told together."""

    player: Player
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """The change of a measure [currency], and the effects that add up to it.

    `crowded` are the sections whose changes were joined because there were too many; `entangled`
    says that changes were joined because one without the other is no valid plan.
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
    has not brought nothing.
    """
    before, after = (it.told(measure) or ZERO for it in (old, new))
    bearing = [player for player in players if any(bears(it, measure) for it in player.changes)]
    idle = tuple(Effect(player, ZERO) for player in players if player not in bearing)
    if len(bearing) < 2:
        with exactly():
            effects = tuple(Effect(player, after - before) for player in bearing)
        return Split(measure, before, after, effects + idle)
    told, crowded = _few_enough(bearing)
    entangled = False
    plan = bare(old.plan, measure)
    while True:
        values = all_combinations(plan, told, measure)
        if None not in values:
            break
        told, entangled = _untangled(told, values), True
    quantum = min(old.step(measure), new.step(measure))
    step = Quantiser(quantum)
    with exactly():
        steps = [int(step(value) / quantum) for value in values if value is not None]
        amounts = [share * quantum for share in whole_shares(steps, len(told))]
    effects = tuple(map(Effect, told, amounts))
    return Split(measure, before, after, effects + idle, crowded, entangled)


def _few_enough(players: Sequence[Player]) -> tuple[list[Player], tuple[str, ...]]:
    """At most MOST_PLAYERS: those of the section that has most become one, until there are so few.

    Ties go to the section that comes first by name.
    """
    told, crowded = list(players), []
    while len(told) > MOST_PLAYERS:
        counts = Counter(_section(player) for player in told)
        fullest = min(counts, key=lambda section: (-counts[section], section))
        crowded.append(fullest)
        of_section = [player for player in told if _section(player) == fullest]
        told = _joined(told, [of_section])
    return told, tuple(crowded)


def _section(player: Player) -> str:
    return str(player.changes[0].path[0])


def _joined(players: Sequence[Player], groups: Sequence[Sequence[Player]]) -> list[Player]:
    """The players, those of each group as one, by path."""
    result = list(players)
    for group in groups:
        members = [it for it in result if any(set(it.changes) & set(of.changes) for of in group)]
        whole = members[0]
        for member in members[1:]:
            whole = whole.joined(member)
        result = [it for it in result if it not in members] + [whole]
    return sorted(result, key=lambda player: player.name)


def _untangled(players: Sequence[Player], values: Values) -> list[Player]:
    """Players joined so that a combination that is no valid plan is none any more.

    In each such combination next to one of the two plans, the changes that make it invalid join
    those that make it valid again. Looked at from the new plan to the old one these are the same,
    so that a diff stays the mirror of its reverse.
    """
    count = len(players)
    invalid = [mask for mask, value in enumerate(values) if value is None]
    depth = min(min(mask.bit_count(), count - mask.bit_count()) for mask in invalid)
    groups = []
    for mask in invalid:
        if min(mask.bit_count(), count - mask.bit_count()) != depth:
            continue
        made = [i for i in range(count) if mask >> i & 1]
        unmade = [i for i in range(count) if not mask >> i & 1]
        turned = (*_repairing(made, mask, values), *_repairing(unmade, mask, values))
        groups.append([players[i] for i in turned])
    return _joined(players, groups)


def _repairing(side: Sequence[int], mask: int, values: Values) -> tuple[int, ...]:
    """The fewest players of one side whose turning makes a valid plan, the first of such by path.

    All of a side do: that is one of the two plans.
    """
    several = (some for size in range(1, len(side)) for some in combinations(side, size))
    return next(
        (some for some in several if values[mask ^ sum(1 << i for i in some)] is not None),
        tuple(side),
    )


def whole_shares(values: Sequence[int], count: int) -> list[int]:
    """The Shapley value of each of so many players, in whole steps that add up to the whole.

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

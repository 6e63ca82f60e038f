"""Changes that are told together: too many to tell apart, or none a valid plan without another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from revplan.studies.coalitions import Values
from revplan.studies.difference import Player

MOST_PLAYERS = 12
"""At most this many changes are told apart: 4,096 plans."""


def few_enough(players: Sequence[Player]) -> tuple[list[Player], tuple[str, ...]]:
    """At most MOST_PLAYERS, and the sections whose changes became one for that.

    The section that has most goes first, ties by name. Where more sections than that have changed,
    the last of the players become one as well.
    """
    by_section: dict[str, list[Player]] = {}
    for player in players:
        by_section.setdefault(_section(player), []).append(player)
    crowded: list[str] = []
    left = len(players)
    for section in sorted(by_section, key=lambda it: (-len(by_section[it]), it)):
        if left > MOST_PLAYERS and len(by_section[section]) > 1:
            left -= len(by_section[section]) - 1
            by_section[section] = [_as_one(by_section[section])]
            crowded.append(section)
    told = sorted((it for of in by_section.values() for it in of), key=lambda player: player.name)
    if left > MOST_PLAYERS:
        last = told[MOST_PLAYERS - 1 :]
        told[MOST_PLAYERS - 1 :] = [_as_one(last)]
        crowded.extend(section for it in last if (section := _section(it)) not in crowded)
    return told, tuple(crowded)


def _section(player: Player) -> str:
    return str(player.changes[0].path[0])


def _as_one(players: Iterable[Player]) -> Player:
    """Several players as one."""
    together = {change.path: change for player in players for change in player.changes}
    return Player(tuple(sorted(together.values(), key=lambda change: change.name)))


def untangle(players: Sequence[Player], values: Values) -> list[Player]:
    """Players joined so that a combination that is not a valid plan is none any more.

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


def _joined(players: Sequence[Player], groups: Sequence[Sequence[Player]]) -> list[Player]:
    """The players, those of each group as one, by path."""
    result = list(players)
    for group in groups:
        members = [it for it in result if any(set(it.changes) & set(of.changes) for of in group)]
        result = [it for it in result if it not in members] + [_as_one(members)]
    return sorted(result, key=lambda player: player.name)

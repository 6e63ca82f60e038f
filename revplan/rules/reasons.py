"""What rules about last year share: when a number leaps, and what accounts for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import NamedTuple

from revplan.base.paths import with_beginnings
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.numbers.exact import exactly


def leaps(now: Decimal, before: Decimal, times: Decimal) -> bool:
    """Whether a number is more than so many times last year's; of nothing nothing leaps, as what is
    new has nothing to be compared with.

    >>> leaps(Decimal(3), Decimal(2), Decimal("1.25")), leaps(Decimal(3), Decimal(0), Decimal(1))
    (True, False)
    """
    with exactly():
        return before > 0 and now > times * before


class Named(NamedTuple):
    """The paths of a plan that its strategy, and those of the plans above it, name: what some
    initiative supports, and what some goal is about.
    """

    supported: frozenset[str] = frozenset()
    aimed_at: frozenset[str] = frozenset()

    def supports(self, *paths: str) -> bool:
        """Whether an initiative supports one of these paths, or what it stands in: `churn` for
        `churn.rate`.
        """
        return not self.supported.isdisjoint(with_beginnings(paths))

    def speaks_of(self, *paths: str) -> bool:
        """Whether a goal is about one of these paths, or what it stands in, or an initiative is."""
        return self.supports(*paths) or not self.aimed_at.isdisjoint(with_beginnings(paths))


_NOTHING = Named()


@dataclass(frozen=True)
class JudgedSegment(Outcome):
    """A segment, with what the plans above it name of it, by the paths within the segment."""

    named_above: Named = _NOTHING


def segments_to_judge(outcome: Outcome) -> Iterator[tuple[str, Outcome]]:
    """The segments of a plan by name, each with what is named of it above: an initiative of the
    company excuses a number of a segment as the segment's own would.
    """
    below = [_by_segment(paths) for paths in named_in(outcome)]
    for it in outcome.segments:
        parts = {field.name: getattr(it.own, field.name) for field in fields(Outcome)}
        named = Named(*(frozenset(paths.get(it.name, ())) for paths in below))
        yield it.name, JudgedSegment(**parts, named_above=named)


def _by_segment(paths: frozenset[str]) -> dict[str, list[str]]:
    """Of paths that lead into segments, by the segment's name, what follows."""
    found: dict[str, list[str]] = {}
    for path in paths:
        key, *steps = path.split(".", 2)
        if key == "segments" and len(steps) > 1:
            found.setdefault(steps[0], []).append(steps[1].removeprefix("local."))
    return found


def named_in(outcome: Outcome) -> Named:
    """What the strategy of a plan names, and of a segment those above it."""
    above = outcome.named_above if isinstance(outcome, JudgedSegment) else _NOTHING
    strategy = outcome.plan.strategy
    if strategy is None:
        return above
    supports = (path for it in strategy.initiatives.values() for path in it.supports)
    metrics = (it.metric for it in strategy.goals.values() if it.metric is not None)
    return Named(above.supported.union(supports), above.aimed_at.union(metrics))


def is_old_reason(
    now: tuple[Assumption, str | None], was: tuple[Assumption, str | None], more_eases: bool = True
) -> bool:
    """Whether a number went further than before, and its reason is the one that it had; each with
    its reason.
    """
    (number, because), (before, reason) = now, was
    moved = number.value - before.value
    return because is not None and because == reason and (moved if more_eases else -moved) > 0


def old_reason(before: Assumption) -> str:
    """What is said of a number whose reason is that of another."""
    return f"its reason was given for {before.text}"


def added_up(stated: Assumption | tuple[Assumption, ...]) -> Decimal:
    """What a number of the year comes to, also where its months are stated."""
    several = (stated,) if isinstance(stated, Assumption) else stated
    with exactly():
        return sum((each.value for each in several), Decimal(0))

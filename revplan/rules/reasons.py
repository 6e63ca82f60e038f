"""What rules about last year share: when a number leaps, and what accounts for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from revplan.base.words import escape, listing, number_of
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


def supported(outcome: Outcome) -> set[str]:
    """The paths that some initiative supports."""
    strategy = outcome.plan.strategy
    if strategy is None:
        return set()
    return {path for it in strategy.initiatives.values() for path in it.supports}


def rests_on_initiative(outcome: Outcome, paths: Iterable[str]) -> bool:
    """Whether an initiative supports one of these paths."""
    return not supported(outcome).isdisjoint(paths)


def added_up(stated: Assumption | tuple[Assumption, ...]) -> Decimal:
    """What a number of the year comes to, also where its months are stated."""
    several = (stated,) if isinstance(stated, Assumption) else stated
    with exactly():
        return sum((each.value for each in several), Decimal(0))


_MOST_NAMED = 5


def first_few(names: Sequence[str]) -> str:
    """Names as a sentence lists them, the first few where they are many.

    >>> first_few(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d and 3 others'
    """
    told = [escape(name) for name in names]
    if len(told) > _MOST_NAMED:
        rest = len(told) - _MOST_NAMED + 1
        told = [*told[: _MOST_NAMED - 1], number_of(rest, "other")]
    return listing(told, "and")

"""What a path of the plan names: a number that it states, or a figure that it comes to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from revplan.ground.derived import Unit
from revplan.ground.figures import (
    SUFFIXES,
    Refused,
    grouped,
    percent,
    plain,
    read_amount,
    read_rate,
)
from revplan.ground.number import Number, exactly
from revplan.ground.problem import Path, path_text
from revplan.ground.section import Section
from revplan.ground.words import closest
from revplan.numbers import numbers, stated
from revplan.outcome import Outcome
from revplan.supports import with_beginnings

_MULTIPLE = 2
"""A rate above it is read as a multiple: 5.2 times, not 520%."""


class Metric(NamedTuple):
    """One number of the plan. `text` is how people read it; `share` says that it is read as a rate;
    `stated` that the plan states it, and does not derive it.
    """

    path: str
    value: Number
    text: str
    share: bool = False
    stated: bool = False


def paths(outcome: Outcome) -> list[str]:
    """Every path that names something of the plan: numbers, figures, and what they stand in."""
    stated_here = [path_text(path) for path in numbers(outcome.plan)]
    return with_beginnings([*stated_here, *outcome.figure_paths()])


def names(outcome: Outcome, path: str) -> bool:
    """Whether a path names something of the plan."""
    return outcome.figure(path) is not None or path in paths(outcome)


def metric(outcome: Outcome, path: str) -> Metric | None:
    """The number that a path names; None where there is none, or where there are several.

    A section stands for the one number that it states: `churn` for `churn.rate`; twelve months
    stand for their sum.
    """
    found = {path_text(place): place for place in numbers(outcome.plan)}
    if path in found:
        return _number(outcome, found[path])
    figure = outcome.figure(path)
    if figure is not None:
        return _figure(outcome, path, figure)
    within = [place for text, place in found.items() if re.match(rf"{re.escape(path)}[.\[]", text)]
    return _alone(outcome, path, within)


def _alone(outcome: Outcome, path: str, within: list[Path]) -> Metric | None:
    """The one number among those that stand below a path."""
    if not within:
        return None
    around = stated(outcome.plan, tuple(path.split("."))) if "[" not in path else None
    if isinstance(around, Section):
        depth = len(path.split("."))
        own = [it for it in within if len(it) == depth + 1 and it[-1] in around.ONE_OF]
        return _number(outcome, own[0]) if len(own) == 1 else None
    if len(within) == 12 and all(isinstance(place[-1], int) for place in within):
        with exactly():
            total = sum(numbers(outcome.plan)[place] for place in within)
        return Metric(path, total, grouped(Decimal(total)), stated=True)
    return None


def _number(outcome: Outcome, place: Path) -> Metric:
    value = numbers(outcome.plan)[place]
    assumption = stated(outcome.plan, place)
    share = bool(getattr(assumption, "share", False))
    return Metric(path_text(place), value, number_text(value, share), share, stated=True)


def number_text(value: Number, share: bool) -> str:
    """A number that the plan states, for people, with the digits that it has.

    >>> number_text(Decimal("0.275"), True), number_text(Decimal("7.25E+6"), False)
    ('27.5%', '7,250,000')
    """
    with exactly():
        return f"{plain(value * 100)}%" if share else grouped(Decimal(plain(Decimal(value))))


def _figure(outcome: Outcome, path: str, value: Number) -> Metric:
    unit = outcome.unit(path)
    with exactly():
        if unit is Unit.rate:
            share = abs(value) <= _MULTIPLE
            text = percent(value) if share else plain(round(Decimal(value), 2))
            return Metric(path, value, text, share)
        if unit is Unit.count:
            return Metric(path, value, grouped(Decimal(plain(round(Decimal(value), 1)))))
        return Metric(path, value, grouped(Decimal(value)))


def wanted(text: str, meant: Metric) -> tuple[Decimal, Decimal]:
    """A goal's value and half a unit of the last digit that it is written in.

    Raises Refused for a text that is no number, or none of the metric's kind.

    >>> [str(part) for part in wanted("27%", Metric("churn.rate", 0, "30%", share=True))]
    ['0.27', '0.005']
    >>> [f"{part:f}" for part in wanted("7.2M", Metric("bookings", 0, "8,000,000"))]
    ['7200000', '50000']
    """
    if meant.share:
        value = read_rate(text, low=-1, high=None)
    elif text.endswith("%"):
        raise Refused("", f"{text} is a share, and {meant.path} is {meant.text}", "write a number")
    else:
        value = read_amount(text, signed=True)
    digits, power = text, 0
    if text.endswith("%"):
        digits, power = text[:-1], -2
    elif text[-1] in SUFFIXES:
        digits, power = text[:-1], SUFFIXES[text[-1]]
    last = int(Decimal(digits.replace("_", "")).as_tuple().exponent) + power
    return value, Decimal(5).scaleb(last - 1)


def kept(text: str, meant: Metric) -> bool:
    """Whether the plan gives what a goal says, to the last digit that the goal is written in."""
    with exactly():
        value, half = wanted(text, meant)
        return bool(abs(Decimal(meant.value) - value) <= half)


def like(outcome: Outcome, path: str) -> str | None:
    """The path that was meant by one that names nothing."""
    known = paths(outcome)
    ends = [other for other in known if other.endswith(f".{path}")]
    around = metric(outcome, path.rpartition(".")[0]) if "." in path else None
    alone = around.path if around is not None and around.stated else None
    return closest(path, known) or (ends[0] if len(ends) == 1 else alone)

"""What a path of the plan names: a number that it states, or a figure that it comes to."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from revplan.base.paths import Path, path_text, with_beginnings
from revplan.engine.outcome import Outcome
from revplan.fields.section import Section
from revplan.model.figure_meant import closest_figure
from revplan.model.shape import points_are_decimal
from revplan.model.values import numbers, value_at
from revplan.numbers.exact import exactly
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.read import Refused, read_amount, read_number, read_rate
from revplan.numbers.write import amount_text, number_text, plain, unit_text
from revplan.numbers.written import SUFFIXES
from revplan.reading.wording import MOST_HINTS

_FAR = 2
"""How often the whole, or the figure, a goal without % is at most: nrr may be 1.125, not 75."""


class Metric(NamedTuple):
    """One number of the plan. `text` is how it is displayed; `rate` says that it may be written in
    percent; `stated` that the plan states it, and does not derive it; `pointed` that `1.255` has
    one reading, as of a multiple or of days, where of an amount or a count it has two.
    """

    path: str
    value: Number
    text: str
    rate: bool = False
    stated: bool = False
    pointed: bool = False


class Metrics:
    """What the paths of one plan lead to."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._hints = 0

    @cached_property
    def paths(self) -> list[str]:
        """Every path that names something: numbers, figures, and what they stand in."""
        return with_beginnings([*self._numbers, *self.outcome.figure_paths()])

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def _numbers(self) -> dict[str, tuple[Path, Number]]:
        """By path as text, where each number stands, and the number."""
        stands = numbers(self.outcome.plan)
        return {path_text(place): (place, number) for place, number in stands.items()}

    @cached_property
    def _within(self) -> dict[str, list[str]]:
        """By the path of a section or a list, the paths of the numbers below it."""
        below: dict[str, list[str]] = {}
        for path in self._numbers:
            for around in with_beginnings([path])[:-1]:
                below.setdefault(around, []).append(path)
        return below

    def knows(self, path: str) -> bool:
        """Whether a path names something of the plan."""
        figures = (path, f"{path}.target")  # of a month or a quarter, several
        return path in self._known or any(self.outcome.figure(it) is not None for it in figures)

    def at(self, path: str) -> Metric | None:
        """The number that a path names; None where there is none, or where there are several.

        A section stands for the one number that it states: `churn` for `churn.rate`; twelve months
        stand for their sum.
        """
        if path in self._numbers:
            return self._stated(path)
        figure = self.outcome.figure(path)
        return self._alone(path) if figure is None else self.derived(path, figure)

    def like(self, path: str) -> str | None:
        """The path that was meant by one that names nothing; not asked for without end."""
        self._hints += 1
        if self._hints > MOST_HINTS:
            return None
        ends = [other for other in self.paths if other.endswith(f".{path}")]
        around = self.at(path.rpartition(".")[0])
        alone = around.path if around is not None and around.stated else None
        return closest_figure(path, self.paths) or (ends[0] if len(ends) == 1 else alone)

    def _stated(self, path: str) -> Metric:
        place, value = self._numbers[path]
        share = bool(getattr(value_at(self.outcome.plan, place), "share", False))
        pointed = points_are_decimal(place)
        return Metric(path, value, number_text(value, share), share, True, pointed)

    def _alone(self, path: str) -> Metric | None:
        """The one number that stands for all below a path."""
        within = self._within.get(path, [])
        around = value_at(self.outcome.plan, tuple(path.split("."))) if within else None
        if isinstance(around, Section):
            own = [it for key in around.ONE_OF if (it := f"{path}.{key}") in self._numbers]
            return self._stated(own[0]) if len(own) == 1 else None
        if isinstance(around, tuple) and len(within) == 12:
            with exactly():
                total = Decimal(sum(self._numbers[it][1] for it in within))
            return Metric(path, total, amount_text(total), stated=True)
        return None

    def derived(self, path: str, value: Number) -> Metric:
        """A value of a figure, as it is displayed."""
        unit = self.outcome.unit(path)
        with exactly():
            figure = Decimal(value)
            text = amount_text(figure) if unit is Unit.money else unit_text(figure, unit)
            return Metric(path, figure, text, unit is Unit.rate, pointed=unit is Unit.multiple)


def goal_value(text: str, meant: Metric) -> tuple[Decimal, Decimal]:
    """A goal's value and half a unit of the last digit that it is written in.

    Raises Refused for a text that is not a number, or none of the metric's kind, or that has two
    readings.

    >>> [str(part) for part in goal_value("27%", Metric("churn.rate", 0, "30%", rate=True))]
    ['0.27', '0.005']
    >>> [f"{part:f}" for part in goal_value("7.2M", Metric("bookings", 0, "8,000,000"))]
    ['7200000', '50000']
    """
    if text.endswith("%") and not meant.rate:
        raise Refused("", f"{text} is a share, and {meant.path} is {meant.text}", "write a number")
    if text.endswith("%") or (meant.rate and meant.stated):
        value = read_rate(text, low=-1, high=None)
    else:
        value = (read_number if meant.rate or meant.pointed else read_amount)(text, signed=True)
        if meant.rate and text[-1].isdigit() and value > _FAR * max(1, meant.value):
            told = f"{text} is not a rate here: it would mean {plain(value * 100)}%"
            raise Refused("", told, f"write {text}%")
    digits, power = text, 0
    if text.endswith("%"):
        digits, power = text[:-1], -2
    elif text[-1] in SUFFIXES:
        digits, power = text[:-1], SUFFIXES[text[-1]]
    last = int(Decimal(digits.replace("_", "")).as_tuple().exponent) + power
    return value, Decimal(5).scaleb(last - 1)

"""What is asked of an outcome by what stands below it."""

from __future__ import annotations

from typing import Protocol

from revplan.engine.go_to_market import Work
from revplan.engine.year import Year
from revplan.model.plan import Plan
from revplan.numbers.figure import Unit
from revplan.numbers.number import Months, Number
from revplan.sections.bridge import Bridge


class Worked(Protocol):
    """A plan worked out, as far as others are made of it."""

    @property
    def plan(self) -> Plan:
        """The plan."""

    @property
    def bridge(self) -> Bridge:
        """The way to new business."""

    @property
    def year(self) -> Year:
        """The figures of the year."""

    @property
    def monthly(self) -> dict[str, Months]:
        """By quantity, twelve numbers."""

    @property
    def quarterly(self) -> dict[str, tuple[Number, ...]]:
        """By quantity, four."""

    @property
    def work(self) -> Work:
        """The sections beyond the bridge."""

    def figure(self, path: str) -> Number | None:
        """A figure by its path."""

    def label(self, path: str) -> str:
        """What a figure is called."""

    def months_of(self, path: str) -> dict[str, str]:
        """The paths of a figure's months."""

    def unit(self, path: str) -> Unit:
        """What a figure counts."""

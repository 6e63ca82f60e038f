"""What a kind of number must do to be one: a kind is a module that has these acts.

Its numbers are decimals, arrays, or of a class made of `number.Symbol`, whose `KIND` names the
module. By `acts.KINDS` the type checker holds every kind to this.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from revplan.numbers.number import Months, Number


class Kind(Protocol):
    """What a kind of number must do beside plain arithmetic; `acts` says what each act is for.

    `step` is what is rounded to, `of` the plan's path of an amount, for the error where exact
    numbers have no answer.
    """

    def quantise(self, x: Number, step: Decimal) -> Number:
        """The number rounded to a multiple of the step, halves away from zero."""

    def phase(self, total: Number, weights: Sequence[Number], step: Decimal, of: str) -> Months:
        """The total laid over months by weights."""

    def as_weights(self, months: Months) -> Months:
        """The months, or even ones where they add to nothing."""

    def quotient(self, part: Number, whole: Number, of: str) -> Number:
        """A quotient; nothing by nothing is nothing."""

    def ratio(self, part: Number, whole: Number) -> Number | None:
        """A share of a whole; none where the whole is zero."""

    def ratio_or(self, part: Number, whole: Number, otherwise: Number) -> Number:
        """A share of a whole, or another number where the whole is zero."""

    def smaller(self, a: Number, b: Number) -> Number:
        """The smaller of two numbers."""

    def larger(self, a: Number, b: Number) -> Number:
        """The larger of two numbers."""

    def upwards(self, x: Number) -> Number:
        """The number rounded up to a whole one."""

    def twelfth_root(self, x: Number) -> Number:
        """The twelfth root of a number from 0 to 1."""

    def parts_before(self, days: Number) -> dict[int, Number]:
        """The 365ths of a lag in days by how many months earlier they fall."""

    def nothing(self, by: Sequence[Number], frozen: str) -> Number:
        """Nothing, since numbers are what they are."""

    def settle(self, x: Number) -> Number:
        """The number without the noise of quotients that ended too early."""

    def apportion(
        self,
        total: Number,
        weights: Sequence[Number],
        otherwise: Sequence[Number],
        names: Sequence[str],
        step: Decimal,
    ) -> Sequence[Number]:
        """The total laid on names by weight, in whole steps, by largest remainder."""

    def tag(self, name: str, x: Number) -> Number:
        """The number, known by a name where names are kept."""

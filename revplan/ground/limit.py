"""A limit as people state it: an amount, or a share of something."""

from __future__ import annotations

from decimal import Decimal

from revplan.ground.figures import grouped, read_amount, read_rate
from revplan.ground.number import Quantiser, exactly


class Limit:
    """What a figure may come to at most: 8M, or 50% of a whole. Raises Refused for other texts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.share = text.endswith("%")
        self.value = read_rate(text, high=None) if self.share else read_amount(text)

    def exceeded(self, figure: Decimal, whole: Decimal, q: Quantiser, of: str) -> str:
        """The most that it may be, in words, where the figure is more; empty where it is not.

        `whole` is what a share is a share of, `of` its name.

        >>> Limit("5%").exceeded(Decimal(6), Decimal(100), Quantiser(Decimal(1)), "of the target")
        '5 (5% of the target)'
        """
        with exactly():
            most = self.value * whole if self.share else self.value
            if figure <= most:
                return ""
            shown = grouped(q(most))
        return f"{shown} ({self.text} {of})" if self.share else shown

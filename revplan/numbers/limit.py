"""A limit as people state it: an amount, or a share of something."""

from __future__ import annotations

from decimal import Decimal

from revplan.base.words import trim
from revplan.numbers.exact import exactly
from revplan.numbers.read import read_amount, read_rate
from revplan.numbers.write import amount_text


class Limit:
    """What a figure may come to at most: 8M, or 50% of a whole. Raises Refused for other texts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.share = text.endswith("%")
        self.value = read_rate(text, high=None) if self.share else read_amount(text)

    def excess(self, figure: Decimal, whole: Decimal, of: str) -> str:
        """The most that it may be, in words, where the figure is more; empty where it is not.

        `whole` is what a share is a share of, `of` its name.

        >>> Limit("5%").excess(Decimal(6), Decimal(90), "of the target")
        '4.5 (5% of the target)'
        """
        with exactly():
            most = self.value * whole if self.share else self.value
            if figure <= most:
                return ""
        shown = trim(amount_text(most))
        return f"{shown} ({self.text} {of})" if self.share else shown

    def passed_by(self, before: Decimal, after: Decimal) -> str:
        """How a figure moves, either way, where that is more than the limit; empty where not.

        >>> Limit("49.9").passed_by(Decimal(1000), Decimal(950))
        'moves by -50, more than 49.9'
        """
        with exactly():
            moved = after - before
        most = self.excess(abs(moved), abs(before), "of what it was")
        sign = "+" if moved > 0 else ""
        return f"moves by {sign}{amount_text(moved)}, more than {most}" if most else ""

"""Limits that options state: an amount, or a share of something."""

from __future__ import annotations

from decimal import Decimal

from revplan.cli.reply import Wrong
from revplan.ground.figures import Refused, grouped, read_amount, read_rate
from revplan.ground.number import Quantiser, exactly


class Limit:
    """What a figure may come to at most, as an option states it: 8M, or 50% of something."""

    def __init__(self, option: str, text: str) -> None:
        self.text = text
        self.share = text.endswith("%")
        try:
            self.value = read_rate(text, high=None) if self.share else read_amount(text)
        except Refused as error:
            raise Wrong(f"{option}: {error.message}; {error.hint}") from None

    def exceeded(self, figure: Decimal, whole: Decimal, q: Quantiser, why: str, of: str) -> str:
        """Why a figure exceeds the limit; empty when it does not.

        `whole` is what a share is a share of; `why` begins the sentence, `of` names the whole.
        """
        with exactly():
            most = self.value * whole if self.share else self.value
            if figure <= most:
                return ""
            shown = grouped(q(most))
        return f"{why} {shown}" + (f" ({self.text} {of})" if self.share else "")

"""What was meant by a pin that cannot be read, in the unit of the figure that it pins."""

from __future__ import annotations

import re

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.model import catalogue
from revplan.numbers.figure import Unit
from revplan.numbers.meant import amount_hint, meant_amount, oddity
from revplan.numbers.rate_meant import rate_hint
from revplan.numbers.read import NO_AMOUNT
from revplan.numbers.spoken import two_ends
from revplan.numbers.written import LONGEST

_SEGMENTS = re.compile(r"^(segments\.[^.]+\.(local\.)?)+")
_GIVE_OR_TAKE = re.compile(r" *(?:\+ ?/? ?-|±|plus or minus)")
_AMOUNT = "a pin is one figure, and an amount is compared exactly"
_SHARE = "a pin is one figure, and compared to the decimals in which it is pinned"
_EITHER = "a pin is one figure: an amount such as 8M, or a share such as 84%"


def unit_pinned(name: str) -> Unit | None:
    """What a figure counts, by its path; None where only the plan worked out can tell.

    >>> [unit_pinned(it) for it in ("nrr", "segments.emea.nrr", "upsell.tier", "funnel.leads")]
    [<Unit.rate: 'rate'>, <Unit.rate: 'rate'>, <Unit.money: 'money'>, None]
    """
    entry = catalogue.entry_of(name) or catalogue.ROWS.get(name)
    if entry is not None:
        return entry.unit
    first, *more = _SEGMENTS.sub("", name).split(".")
    amounts = (*catalogue.LINE_SECTIONS, "readings")
    return Unit.money if len(more) == 1 and first in amounts else None


def pin_refused(path: Path, text: str) -> Problem:
    """What is wrong with the text of a pin that is neither a number nor a share."""
    unit = unit_pinned(str(path[-1]))
    if unit is Unit.rate:
        hint = _of_one_figure(text, "", _SHARE)
        hint = hint or rate_hint(text, None).replace("a rate like 30% or 0.30", "a share like 84%")
        return Problem("RP115", f"{quote(text)} is not a share{oddity(text)}", hint, path=path)
    if unit is None:
        hint = _of_one_figure(text, "", "a pin is one figure") or _EITHER
        return Problem("RP112", f"{quote(text)} is not a figure", hint, path=path)
    hint = _of_one_figure(text, "an amount", _AMOUNT) or amount_hint(text)
    hint = hint.partition("; a share is stated")[0]  # under a key that no pin has
    return Problem("RP112", f"{quote(text)} {NO_AMOUNT}{oddity(text)}", hint, path=path)


def _of_one_figure(text: str, kind: str, compared: str) -> str:
    """What to write for a figure with bounds: one figure; empty for other texts."""
    if len(text) > LONGEST:
        return ""
    middle = _GIVE_OR_TAKE.split(text)
    ends = middle[:1] if len(middle) > 1 else two_ends(text) or ()
    figures = [it for end in ends if (it := _figure(end, kind))]
    return f"write {' or '.join(figures)}: {compared}" if figures else ""


def _figure(end: str, kind: str) -> str:
    """One end of what was said, so that it reads: an amount has no percent."""
    end = end.strip()
    share = re.fullmatch(r"[0-9.]+ ?%", end)
    return end.replace(" ", "") if share and not kind else meant_amount(end)

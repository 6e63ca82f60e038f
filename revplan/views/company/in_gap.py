"""What `gap` says of leads, reps and budget of a company whose segments alone state them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from revplan.base.table import Phrase
from revplan.base.words import first_few, listing
from revplan.engine.outcome import Outcome, Segment
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text
from revplan.views.budget.in_gap import spend_beside_bookings
from revplan.views.funnel.lead_value import held_figure, shown_count
from revplan.views.verdict_words import against, difference


def verdict(key: str, outcome: Outcome, stating: Sequence[Segment]) -> Iterator[Phrase]:
    """The section of the segments that state it beside what must be signed."""
    of = "" if len(stating) == len(outcome.segments) else f" of {_names(stating)}"
    yield from _SAYS[key](outcome, stating, of)


def _capacity(outcome: Outcome, stating: Sequence[Segment], of: str) -> Iterator[Phrase]:
    year, booked = _figure(outcome, "capacity.year"), _figure(outcome, "capacity.bookings")
    yield Phrase(f"Reps{of}: {against(year, booked)} of bookings, ")
    yield from _short_or_spare("capacity.short", outcome, year - booked, stating)
    if not _figure(outcome, "capacity.short"):
        yield Phrase(_short_quarters(stating))
    yield Phrase(".")


def _short_quarters(stating: Sequence[Segment]) -> str:
    """The segments of which a quarter falls short, though the year does not; empty where none."""
    found = [it for it in stating if _quarters(it)]
    if len(found) != 1:
        return f", but quarters fall short in {_names(found)}" if found else ""
    quarters = _quarters(found[0])
    falls = "falls" if len(quarters) == 1 else "fall"
    return f", but {listing(quarters, 'and')} {falls} short in {_names(found)}"


def _quarters(it: Segment) -> list[str]:
    """The quarters that fall short, as they do in any currency."""
    return [name for name in _QUARTERS if it.figure(f"local.capacity.quarters.{name}.short")]


_QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def _funnel(outcome: Outcome, stating: Sequence[Segment], of: str) -> Iterator[Phrase]:
    counted = outcome.figure(f"{_VALUE}.leads_in_time") is not None
    stem = f"{_VALUE}.leads_" if counted else f"{_VALUE}."
    if outcome.figure(f"{stem}in_time") is None:
        needed = amount_text(shown_count(_figure(outcome, "funnel.leads")))
        silent = [it for it in stating if it.figure(f"{_VALUE}.in_time") is None]
        whose = "" if len(silent) == len(stating) else f" of {_names(silent)}"
        said = f"and no source{whose} says where they come from"
        yield Phrase(f"Leads needed{of}: {needed}, {said}.")
        return
    asked, came = (
        held_figure(counted, _figure(outcome, f"{stem}{it}")) for it in ("asked", "in_time")
    )
    label = outcome.label(f"{stem}in_time")
    yield Phrase(f"{label}{of}: {against(came, asked)} asked for, ")
    yield from _short_or_spare(f"{stem}short", outcome, came - asked, stating, counted)
    yield Phrase(".")


_VALUE = "funnel.lead_value"


def _short_or_spare(
    path: str, outcome: Outcome, spare: Number, stating: Sequence[Segment], counted: bool = False
) -> Iterator[Phrase]:
    """What all segments that are short lack together, and which they are: what another has to spare
    closes nothing in them. Else what there is to spare.
    """
    lacking = [it for it in stating if it.figure(path)]
    short = held_figure(counted, _figure(outcome, path)) if counted else _figure(outcome, path)
    yield difference(-short if lacking else spare, "just enough")
    if lacking and len(stating) > 1:
        yield Phrase(f" in {_names(lacking)}")


def _budget(outcome: Outcome, stating: Sequence[Segment], of: str) -> Iterator[Phrase]:
    bookings = sum(it.figure("bookings") or ZERO for it in stating)
    return spend_beside_bookings(outcome, bookings, of)


_SAYS: dict[str, Callable[[Outcome, Sequence[Segment], str], Iterator[Phrase]]] = {
    "funnel": _funnel,
    "capacity": _capacity,
    "budget": _budget,
}


def _figure(outcome: Outcome, path: str) -> Number:
    return outcome.figure(path) or ZERO


def _names(segments: Sequence[Segment]) -> str:
    return first_few([it.name for it in segments])

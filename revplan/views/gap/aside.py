"""What stands below the bridge, in words: the numbers people have in mind beside the answer."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.base.table import Paragraph, Prose
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, percent


def aside_of(outcome: Outcome) -> Prose | None:
    """What growth alone would ask, what is known on the first day, and what a point of churn
    moves; None where none of it says anything.
    """
    with exactly():
        told = [*_growth_alone(outcome), *_known(outcome), *_churn_point(outcome)]
    return Prose((Paragraph("\n".join(told)),)) if told else None


def _growth_alone(outcome: Outcome) -> Iterator[str]:
    """The gap as growth, and as the rest: what is lost."""
    bridge, beside = outcome.bridge, outcome.year.beside
    naive, lost = beside["naive"], beside["replacement"]
    if not bridge.prior_year or not (naive or lost):
        return
    growth, replaced = amount_text(naive), amount_text(lost)
    if naive < 0:
        yield _shrinking(outcome)
    elif not lost:
        yield f"Growth alone asks {growth}; nothing that is lost has to be replaced."
    elif not naive:
        yield f"Without any growth, replacing what is lost takes {replaced}."
    elif bridge.new_business < 0:
        yield (
            f"Growth alone would ask {growth} and replacing what is lost {replaced} more; what is "
            "planned brings both."
        )
    else:
        yield f"Growth alone would ask {growth}; replacing what is lost takes {replaced} more."


def _shrinking(outcome: Outcome) -> str:
    """A target below last year's: how much of what is lost it leaves to be replaced."""
    bridge, beside = outcome.bridge, outcome.year.beside
    last_year = "the opening ARR" if outcome.plan.basis == "arr" else "the prior year"
    below = f"The target is {amount_text(-beside['naive'])} below {last_year}"
    lost = amount_text(beside["replacement"])
    if bridge.gap > 0:
        replaced = amount_text(bridge.gap)
        return f"{below}; of the {lost} that is lost, {replaced} has to be replaced."
    if bridge.retained == bridge.prior_year:
        return f"{below}, and nothing is lost."
    return f"{below}; the {lost} that is lost does not have to be replaced."


def _known(outcome: Outcome) -> Iterator[str]:
    share = outcome.figure("known")
    if share:
        yield f"On the first day {percent(share)} of the target is known."


def _churn_point(outcome: Outcome) -> Iterator[str]:
    point = outcome.figure("churn_point.revenue")
    if point:
        yield f"A point of yearly churn, more or less, moves new business by {amount_text(point)}."

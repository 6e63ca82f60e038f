"""What `diff` marks in the files of a pull request: what was changed, and what it did."""

from __future__ import annotations

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.numbers.figure import Unit
from revplan.studies.attribution import Effect
from revplan.studies.comparison import Comparison
from revplan.studies.difference import Change
from revplan.views.diff.changed import short_change_text
from revplan.views.diff.values import change_of, unit_of
from revplan.workspace.compared import Sides


def notices(comparison: Comparison, sides: Sides) -> list[Problem]:
    """A notice a change that moved the measure, the largest first, at its line of the new file;
    then the pins and waivers that changed. Plans that cannot be compared are a warning.
    """
    if comparison.apart:
        told = ", ".join(f"{it.name} {short_change_text(it)}" for it in comparison.apart)
        message = f"an answer to another question ({told}): no split is given"
        return [_at(comparison.apart[0], message, sides, Severity.warning)]
    effects = comparison.split.ranked if comparison.split is not None else ()
    moving = (it for it in effects if it.amount)
    judging = (it for it in comparison.changes if it.path[0] in ("expect", "waivers"))
    return [
        *(_of_effect(it, comparison, sides) for it in moving),
        *(_at(it, f"{it.name} {short_change_text(it)}", sides) for it in judging),
    ]


def _of_effect(effect: Effect, comparison: Comparison, sides: Sides) -> Problem:
    label = escape(comparison.label(comparison.measure))
    changes = effect.player.changes
    told = "; ".join(f"{it.name} {short_change_text(it)}" for it in changes)
    currency = comparison.new.plan.currency
    moved = change_of(comparison, comparison.measure, effect.amount)
    unit = f" {currency}" if unit_of(comparison, comparison.measure) is Unit.money else ""
    message = f"{told}: {label} {moved}{unit}"
    standing = next((it for it in changes if it.after is not None), changes[0])
    return _at(standing, message, sides)


def _at(change: Change, message: str, sides: Sides, severity: Severity = Severity.info) -> Problem:
    """A message at a change's line of the new file; of what is gone, about the file."""
    if change.after is None:
        return Problem("", f"{sides.file}: {message}", severity=severity, path=change.path)
    place = sides.new.locate(change.path)
    file = sides.new.line(change.path)[1] or sides.new.file
    location = place.location._replace(file=file)
    notice = Problem("", message, severity=severity, path=change.path)
    return notice.at(place._replace(location=location))

"""Pairs of plans compared: what they come to, which came and went, and which moved too far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from revplan.base.problem import Problem, by_words
from revplan.base.words import listing, number_of, quote
from revplan.engine.outcome import Outcome
from revplan.model.figure_meant import figure_advice
from revplan.numbers.limit import Limit
from revplan.sources.plan_file import PlanFile
from revplan.studies.comparison import Comparison, compare, is_measure, measures
from revplan.workspace.assess import assess, left_out
from revplan.workspace.compared import ComparedPlan, Side, Sides, Unpaired
from revplan.workspace.pairing import Pair
from revplan.workspace.progress import Progress, silence
from revplan.workspace.unheld import why_missing, why_unheld
from revplan.workspace.versions import Versions

BAR_FROM = 20


def compare_all(found: Versions, measure: str, progress: Progress = silence) -> Comparisons:
    """Every pair of plans compared, and the change of the measure split."""
    gathered = Comparisons(found, measure)
    with progress("Comparing plans", len(found.pairs), BAR_FROM) as tick:
        for pair in found.pairs:
            gathered.take(pair)
            tick(1)
    return gathered


class Comparisons:
    """What the pairs of plans say, taken in one after the other."""

    def __init__(self, found: Versions, measure: str) -> None:
        self.found = found
        self.measure = measure
        self.compared: list[ComparedPlan] = []
        self.unpaired: list[Unpaired] = []
        self.same: list[str] = []
        self.by_words: dict[tuple[object, ...], Problem] = {}
        self.notices: list[str] = []
        self.refused: list[str] = []
        sides = [side for pair in found.pairs for side in (pair.old, pair.new) if side is not None]
        self.parts = {part.name for side in sides for part in side.files.values()}
        self.of_too_large = {it for side in sides if side.too_large for it in side.beside}
        self.without: list[str] = []
        self.left: dict[str, str] = {}

    def take(self, pair: Pair) -> None:
        """Take in what one pair says. A plan that lies elsewhere now, outside of what was asked
        about, is gone from there.
        """
        if pair.was and not pair.here:
            self.left[pair.was] = pair.name
            pair = Pair(pair.was, pair.old, None)
        name = f"{pair.name} (was {pair.was})" if pair.was else pair.name
        if pair.old is None and pair.new is None:
            self.same.append(name)
            return
        old, new = self._outcome(pair.old), self._outcome(pair.new)
        if pair.old is None or pair.new is None:
            only = old or new
            if only is not None:
                self.unpaired.append(Unpaired(name, only, came=pair.old is None))
        elif old is None or new is None:
            return
        elif is_measure(self.measure, old, new):
            comparison = compare(old, new, self.measure)
            sides = self._sides(name, pair, pair.old, pair.new)
            self.compared.append(ComparedPlan(comparison, sides, pair.same))
        else:
            self._leave_out(name, pair, new)

    def _sides(self, name: str, pair: Pair, old: PlanFile, new: PlanFile) -> Sides:
        """The two sides of a pair, as texts and JSON name them."""
        found, was = self.found, pair.old_name or pair.name
        tried = new.attempt.tried
        return Sides(
            name,
            Side(found.old, was, old.locate_value, found.old_commit, old.name),
            Side(found.new, pair.name, new.locate_value, found.new_commit, new.name, tried),
        )

    def _leave_out(self, name: str, pair: Pair, new: Outcome) -> None:
        """A pair of plans without the measure."""
        of = "" if self.found.single else f" in {pair.name}"
        self.without.append(no_such_measure(self.measure, measures(new), of))
        self.notices.append(f"{name} has no {self.measure}: it is not compared.")

    def _outcome(self, file: PlanFile | None) -> Outcome | None:
        """What a side comes to; None, and its problems told, where it has no answer. A segment's
        file need have none: it is told as a part of its company.
        """
        if file is None:
            return None
        if left_out(file, self.of_too_large):
            self.refused.append(file.name)
            return None
        assessed = assess(file)
        if assessed.answer is None and file.name not in self.parts:
            self.by_words |= by_words(assessed.refused)
            self.refused.append(file.name)
            errors = number_of(len(assessed.refused), "error")
            self.notices.append(f"{errors} in {file.name}: it cannot be compared.")
        return assessed.answer

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the plans that cannot be compared."""
        return tuple(self.by_words.values())

    @property
    def differ(self) -> bool:
        """Whether any figure differs, or a plan came or went."""
        return bool(self.unpaired) or any(it.comparison.figures_differ for it in self.compared)

    @property
    def is_empty(self) -> bool:
        """Whether no plan could be read on any side."""
        return not (self.compared or self.unpaired or self.same)

    def beyond(self, limit: Limit | None) -> list[Problem]:
        """Plans whose measure moved by more than the limit, either way."""
        if limit is None:
            return []
        path = tuple(self.measure.split("."))
        moved = [(it.sides.file, _too_much(it.comparison, limit)) for it in self.compared]
        found = [(f"{file}: {why}", "") for file, why in moved if why]
        return [Problem("", *said, path=path) for said in (*found, *self._unheld(limit))]

    def _unheld(self, limit: Limit) -> Iterator[tuple[str, str]]:
        """Plans that are gone, and new ones where others are: one may be the other under another
        name. Why no limit is held to them, and what to do.
        """
        gone = [it.file for it in self.unpaired if not it.came]
        gone += [it.name for it in self.found.others if it.new is None and it.old is not None]
        for it in self.unpaired:
            if not it.came:
                why, way = why_missing(self.found.old, limit, self.left.get(it.file, ""))
                yield f"{it.file} {why}", way
            elif gone:
                yield f"{it.file} {why_unheld(gone, limit)}", ""


def _too_much(comparison: Comparison, limit: Limit) -> str:
    """Why a limit is exceeded; empty where it is not. Plans of different questions exceed any."""
    label = comparison.label(comparison.measure)
    if comparison.apart:
        told = listing([it.name for it in comparison.apart], "and")
        return f"{told} changed, so {label} cannot be held to {limit.text}"
    moved = comparison.movement(comparison.measure)
    if moved is None:
        return ""
    why = limit.passed_by(moved.before or Decimal(0), moved.after or Decimal(0))
    return f"{label} {why}" if why else ""


def no_such_measure(measure: str, known: Sequence[str], of: str = "") -> str:
    """What to say of a measure that is none; `of` names the plan."""
    return f"there is no measure {quote(measure)}{of}; {figure_advice(measure, known)}"

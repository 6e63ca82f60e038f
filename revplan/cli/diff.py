"""`revplan diff`: what changed between two versions of plans, and what it did to the number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from revplan.base.problem import Problem, Wrong, by_words
from revplan.base.table import Answer
from revplan.base.words import closest, listing, number_of, quote
from revplan.cli.codes import ANSWERED, NO_ANSWER, SAYS_NO
from revplan.cli.limits import limit_of
from revplan.cli.reply import Output, Reply, output
from revplan.engine.outcome import Outcome
from revplan.numbers.figure import main_figure
from revplan.numbers.limit import Limit, why_gone, why_unheld
from revplan.render.answers import formats
from revplan.render.layout import StyledLine
from revplan.render.progress import progress
from revplan.sections.expect import PINNABLE
from revplan.sources.plan_file import PlanFile
from revplan.studies.comparison import (
    Comparison,
    compare,
    could_be_measure,
    is_measure,
    measures,
)
from revplan.views.diff.answer import ComparedPlan, Unpaired, diff_answer
from revplan.views.diff.notices import notices
from revplan.views.diff.tables import Side, Sides
from revplan.workspace.assess import assess, left_out
from revplan.workspace.pairing import Pair
from revplan.workspace.versions import Versions, versions_of

if TYPE_CHECKING:
    from revplan.cli import options

FORMATS = (*formats.ANSWER, "github")
BAR_FROM = 20


def diff(
    versions: options.Versions = None,
    measure: options.Measure = "new_business",
    all_: options.Unchanged = False,
    exit_code: options.ExitCode = False,
    max_change: options.MaxChange = None,
    format_: options.DiffFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
) -> tuple[Reply, Output]:
    """Show what changed in plans, and what that did to the number.

    OLD NEW are files, or REF:path. REF compares the working tree with where it left REF; REF..REF2
    two commits; nothing compares with HEAD. Plans may follow, after -- if need be.

      revplan diff main

      revplan diff --measure bookings HEAD~3..HEAD~1 -- plans/acme-2027.yaml
    """
    out = output(format_, output_path, force, color, FORMATS, quiet)
    limit = limit_of("--max-change", max_change)
    if not could_be_measure(measure):
        raise Wrong(_no_such(measure, [*PINNABLE, "repeatable"], "months.2027-03.new_business"))
    found = versions_of(versions or [], around=limit is not None)
    if not found.pairs:
        raise Wrong(f"no plans found in {found.old}, nor in {found.new}")
    gathered = _Comparisons(found, measure)
    with progress("Comparing plans", len(found.pairs), least=BAR_FROM) as tick:
        for pair in found.pairs:
            gathered.take(pair)
            tick(1)
    if gathered.without and not gathered.compared:
        raise Wrong(gathered.without[0])
    beyond = gathered.beyond(limit)
    code = SAYS_NO if beyond or (exit_code and gathered.differ) else ANSWERED
    reply = Reply(
        "diff",
        NO_ANSWER if gathered.problems else code,
        None if gathered.is_empty and out.format != "markdown" else gathered.answer(all_),
        (*gathered.problems, *beyond),
        tuple(gathered.notices),
        lines=gathered.annotations(beyond) if out.format == "github" else None,
        closing="\n".join("; ".join(filter(None, (it.message, it.hint))) for it in beyond),
    )
    return reply, out


class _Comparisons:
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
        elif old is not None and new is not None:
            if not is_measure(self.measure, old, new):
                month = f"months.{new.plan.year.first}.new_business"
                of = "" if self.found.single else f" in {pair.name}"
                self.without.append(_no_such(self.measure, measures(new), month, of))
                self.notices.append(f"{name} has no {self.measure}: it is not compared.")
                return
            was = pair.old_name or pair.name
            sides = Sides(
                name,
                Side(
                    self.found.old, was, pair.old.locate_value, self.found.old_commit, pair.old.name
                ),
                Side(
                    self.found.new,
                    pair.name,
                    pair.new.locate_value,
                    self.found.new_commit,
                    pair.new.name,
                ),
            )
            self.compared.append(ComparedPlan(compare(old, new, self.measure), sides, pair.same))

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

    def answer(self, everything: bool) -> Answer:
        """All that there is to show."""
        return diff_answer(
            self.compared, self.unpaired, self.same, self.found, everything, self.refused
        )

    @property
    def is_empty(self) -> bool:
        """Whether no plan could be read on any side."""
        return not (self.compared or self.unpaired or self.same)

    def annotations(self, beyond: Sequence[Problem]) -> tuple[StyledLine, ...]:
        """Problems and effects as annotations of a pull request."""
        from revplan.render.findings.github import annotation_lines

        problems = [self._in_place(problem) for problem in self.problems]
        told = [note for it in self.compared for note in notices(it.comparison, it.sides)]
        return tuple(annotation_lines([*problems, *beyond, *told]))

    def _in_place(self, problem: Problem) -> Problem:
        """The problem at the file itself, where it is one of the new commit's."""
        place, commit = problem.place, self.found.new_commit[:7]
        if place is None or not commit:
            return problem
        name = place.location.file.removeprefix(f"{commit}:")
        return problem.at(place._replace(location=place.location._replace(file=name)))

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
                why, way = why_gone(self.found.old, limit, self.left.get(it.file, ""))
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


def _no_such(measure: str, known: list[str], month: str, of: str = "") -> str:
    """What to say of a measure that is none; `of` names the plan, `month` is one to write."""
    if measure in ("grr", "nrr"):
        return f"{measure} is a ratio, whose change is no sum of effects; choose an amount"
    meant = closest(measure, known)
    if meant:
        return f'there is no measure {quote(measure)}{of}; did you mean "{meant}"?'
    of_year = [name for name in known if main_figure(name)]
    return f"there is no measure {quote(measure)}{of}; there is {listing(of_year)}, or {month}"

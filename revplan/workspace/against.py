"""Plans held against a commit: what a change does to plans, beside what is wrong with them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.numbers.limit import Limit
from revplan.rules import Base, choose, judge_change
from revplan.sources.commit_file import LINK
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import NoRevision
from revplan.workspace.assess import assess, left_out
from revplan.workspace.checked import CheckedPlan
from revplan.workspace.pairing import Pair, repository_of
from revplan.workspace.progress import PLANS, Progress, silence
from revplan.workspace.strays import Stray, at_beginning, beyond, strays
from revplan.workspace.unheld import why_unheld
from revplan.workspace.versions import Versions, between

if TYPE_CHECKING:
    from revplan.workspace.trial import Trial


class ChangedPlans(NamedTuple):
    """The plans with what was found in the change, and what else there is to say."""

    plans: tuple[CheckedPlan, ...]
    notices: tuple[str, ...]


def compare_with(
    plans: Sequence[CheckedPlan],
    paths: Sequence[str],
    ref: str,
    limit: Limit | None,
    select: Sequence[str],
    ignore: Sequence[str],
    progress: Progress = silence,
    trial: Trial | None = None,
) -> ChangedPlans:
    """Plans that were checked, held against where they left `ref`; under a limit those too that
    are there no more.

    Raises Wrong where the commit cannot be reached. What the base does not have is not compared.
    """
    found = between([ref], paths, around=True, progress=progress, every=trial is not None)
    if trial is not None:
        found, _ = trial.on_new(found)
    change = _Against(found, limit, _root(paths[0]), tuple(plan.name for plan in plans), trial)
    found_in = {}
    with progress("Comparing plans", len(plans), PLANS) as tick:
        for plan in plans:
            found_in[plan.name] = change.findings(plan)
            tick(1)
    tried = [] if trial is None else trial.words
    judged = []
    for plan, told in zip(plans, _told_once(found_in), strict=True):
        more = [_with_base(problem, ref, plan.name, tried) for problem in told]
        problems = (*plan.problems, *choose(more, select, ignore))
        passed = plan.passed and not any(it.severity is Severity.error for it in more)
        judged.append(plan._replace(problems=problems, passed=passed))
    news = (f"compared with {change.found.old}", *change.news(plans))
    if limit is None:
        return ChangedPlans(tuple(judged), (*news, *(it.notice for it in change.strays(plans))))
    return ChangedPlans((*judged, *(it.under(limit) for it in change.strays(plans))), news)


def _told_once(found: Mapping[str, Sequence[Problem]]) -> Iterator[list[Problem]]:
    """What is found in each plan, without what a company finds in its file as well."""
    elsewhere = {
        problem.order()
        for name, problems in found.items()
        for problem in problems
        if problem.place is not None and problem.place.location.file != name
    }
    for name, problems in found.items():
        own = ((problem, problem.order()) for problem in problems)
        yield [it for it, order in own if order[0] != name or order not in elsewhere]


def _place(name: str) -> str:
    """Where a name leads, its own link not followed."""
    folder, file = os.path.split(name)
    return os.path.join(os.path.realpath(folder), file)  # noqa: PTH118


@dataclass(frozen=True)
class _Against:
    """What lies between a base and the plans that were `checked`, and how far it may move each."""

    found: Versions
    limit: Limit | None
    root: str
    checked: tuple[str, ...]
    trial: Trial | None = None

    @cached_property
    def _all(self) -> list[Pair]:
        """Every plan of the repository."""
        return [*self.found.others, *self.found.pairs]

    @cached_property
    def _at(self) -> dict[str, Pair]:
        """Those that are there, by place; of two names that lead to one, the base's."""
        there = [it for it in self._all if it.new is not None or it.same]
        return {_place(it.name): it for it in sorted(there, key=lambda it: not _is_new(it))}

    @cached_property
    def _gone(self) -> list[str]:
        return [it.name for it in self._all if it.new is None and it.old is not None]

    @cached_property
    def _parts(self) -> set[str]:
        """Files of segments: these are held to a limit with their company."""
        sides = (side for it in self._all for side in (it.old, it.new) if side is not None)
        return {part.name for side in sides for part in side.files.values()}

    @cached_property
    def _of_too_large(self) -> set[str]:
        """What companies name that are refused as a whole, here and now: what was not checked
        refuses nothing, and lets nothing pass.
        """
        pairs = (self._at.get(_place(name)) for name in self.checked)
        news = (it.new for it in pairs if it is not None and it.new is not None)
        return {part for new in news if new.too_large for part in new.beside}

    def news(self, plans: Sequence[CheckedPlan]) -> Iterator[str]:
        """Which of the plans are new."""
        for plan in plans:
            pair = self._at.get(_place(plan.name))
            if pair is not None and _is_new(pair):
                yield f"{escape(plan.name)} is new: {escape(self.found.old)} has no such plan"

    def strays(self, plans: Sequence[CheckedPlan]) -> list[Stray]:
        """Plans that the base has where plans were asked about, and that are there no more."""
        unread = {_place(plan.name) for plan in plans} - set(self._at)
        found = strays(self.found, self._parts)
        return [stray for stray in found if _place(stray.name) not in unread]

    def findings(self, plan: CheckedPlan) -> list[Problem]:
        """What the change does to a plan that was checked."""
        pair = self._at.get(_place(plan.name))
        if pair is not None and (_is_same(pair) or left_out(pair.new, self._of_too_large)):
            return []
        if pair is not None and pair.new is not None and pair.new.plan is not None:
            file = replace(pair.new, name=plan.name)
            found = [file.locate_problem(it) for it in self._judged(file, pair.old)]
            return found if self.trial is None else list(self.trial.in_plan(file, found))
        why = self._unread(plan.name, pair) if plan.passed else ""
        if self.limit is None or not why:
            return []
        hint = "put the plan itself here, or check without --max-change"
        said = f"{why}, so no limit of {self.limit.text} can be held to it"
        return [at_beginning(beyond(said, hint), plan.name)]

    def _judged(self, file: PlanFile, before: PlanFile | None) -> list[Problem]:
        """What the rules about changes find in a plan."""
        new, old = assess(file), None if before is None else assess(before)
        if new.answer is None:
            return []
        base = Base(None, None) if old is None else Base(old.file.plan, old.answer)
        unknown = old is not None and base.plan is None
        found = [] if unknown else judge_change(new.answer, base, self.limit)
        if self.limit is not None and old is not None and old.answer is None:
            message = f"the plan in {self.found.old} has no answer, so no limit can be held"
            hint = f"repair it there first, or check without --max-change {self.limit.text}"
            found.append(beyond(message, hint))
        if self.limit is not None and old is None and self._gone:
            hint = "give one of the two its old name, or check without --max-change"
            found.append(beyond(f"this plan {why_unheld(self._gone, self.limit)}", hint))
        return found

    def _unread(self, name: str, pair: Pair | None) -> str:
        """Why a plan that passes its check is not compared; empty where it need not be."""
        if pair is not None and pair.new is not None:
            return "" if pair.new.name in self._parts else pair.new.problems[0].message
        if os.path.islink(name):  # noqa: PTH114
            return LINK
        return "" if _root(name) == self.root else "this is a file of another repository"


def _is_same(pair: Pair) -> bool:
    """Whether the plan is the base's, and nothing is tried on it."""
    return pair.same and (pair.new is None or not pair.new.attempt.tried)


def _is_new(pair: Pair) -> bool:
    return pair.old is None and not pair.same


def _root(path: str) -> str:
    """The root of the repository that a file is in; empty where it is in none."""
    try:
        return repository_of(path).root
    except NoRevision:
        return ""


def _with_base(problem: Problem, ref: str, name: str, tried: Sequence[str]) -> Problem:
    """The problem whose hint names the base that it was compared with, and what was tried."""
    asked = shlex.join(["revplan", "diff", ref, *tried, "--", name])
    hint = problem.hint.replace("`revplan diff` with the same base", f"`{asked}`")
    return replace(problem, hint=hint)

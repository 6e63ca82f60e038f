"""`check --against`: what a change does to plans, beside what is wrong with them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from revplan.cli.assess import STDIN, assess, left_out
from revplan.cli.pairing import Pair, repository_of
from revplan.cli.reply import Wrong
from revplan.cli.versions import versions_of
from revplan.ground.limit import Limit, unheld
from revplan.ground.problem import Problem, Severity
from revplan.ground.words import escaped, listed, quoted
from revplan.render.checked import CheckedPlan
from revplan.rules import Base, chosen, judge_change, module
from revplan.sources.plan_file import PlanFile
from revplan.sources.revision import NoRevision


class Compared(NamedTuple):
    """The plans with what was found in the change, and what else there is to say."""

    plans: tuple[CheckedPlan, ...]
    notices: tuple[str, ...]


def compared(
    plans: Sequence[CheckedPlan],
    paths: Sequence[str],
    ref: str,
    limit: Limit | None,
    select: Sequence[str],
    ignore: Sequence[str],
) -> Compared:
    """Plans that were checked, held against where they left `ref`.

    Raises Wrong where the commit cannot be reached. A plan that the base has not is not compared.
    """
    files = [path for path in paths if path != STDIN]
    if not files:
        raise Wrong("--against compares files: name the plan's file instead of -")
    if ".." in ref:
        raise Wrong(f"--against wants one commit, not {quoted(ref)}; write the base, such as main")
    # The whole repository: a plan that was renamed is found again, though it was named alone.
    found = versions_of([ref, "--", *_roots(files), *files])
    pairs = {_place(pair.name): pair for pair in found.pairs}
    gone = [pair.name for pair in found.pairs if pair.new is None and not pair.same]
    judged, notices = [], [f"compared with {found.old}"]
    of_plans = [(plan, pairs.get(_place(plan.name))) for plan in plans]
    news = [pair.new for _, pair in of_plans if pair is not None and pair.new is not None]
    refused = {part for new in news if new.too_large for part in new.beside}
    for plan, pair in of_plans:
        more = []
        if pair is not None and not pair.same and not left_out(pair.new, refused):
            more = _judged(pair, plan.name, found.old, gone, limit)
        more = [_with_base(problem, ref, plan.name) for problem in more]
        if pair is not None and pair.old is None and not pair.same:
            notices.append(f"{escaped(plan.name)} is new: {escaped(found.old)} has no such plan")
        problems = (*plan.problems, *chosen(more, select, ignore))
        passed = plan.passed and not any(it.severity is Severity.error for it in more)
        judged.append(CheckedPlan(plan.name, problems, passed))
    notices.extend(
        f"{escaped(name)} is gone; {escaped(found.old)} has it"
        for name in gone
        if any(Path(_place(name)).is_relative_to(_place(path)) for path in files)
    )
    return Compared(tuple(judged), tuple(notices))


def _roots(files: Sequence[str]) -> list[str]:
    """The repository that the first of the files is in; none where it is in none."""
    try:
        return [repository_of(files[0]).root]
    except NoRevision:
        return []


def _place(name: str) -> str:
    """Where a name leads, its own link not followed."""
    folder, file = os.path.split(name)
    return os.path.join(os.path.realpath(folder), file)  # noqa: PTH118


def _judged(
    pair: Pair, name: str, base_label: str, gone: Sequence[str], limit: Limit | None
) -> list[Problem]:
    """What the rules about changes find in one plan."""
    if pair.new is None:
        return []
    file: PlanFile = replace(pair.new, name=name)
    new, old = assess(file), None if pair.old is None else assess(pair.old)
    if new.answer is None:
        return []
    base = Base(None, None) if old is None else Base(old.file.plan, old.answer)
    unknown = old is not None and base.plan is None
    found = [] if unknown else judge_change(new.answer, base, limit)
    if limit is not None and old is not None and old.answer is None:
        message = f"the plan in {base_label} has no answer, so no limit can be held"
        hint = f"repair it there first, or check without --max-change {limit.text}"
        found.append(_beyond(message, hint))
    if limit is not None and old is None and gone:
        hint = "give one of the two its old name, or check without --max-change"
        found.append(_beyond(f"this plan {unheld(listed(gone, 'and'), limit)}", hint))
    return [file.located(problem) for problem in found]


def _with_base(problem: Problem, ref: str, name: str) -> Problem:
    """The problem whose hint names the base that it was compared with."""
    asked = shlex.join(["revplan", "diff", ref, "--", name])
    hint = problem.hint.replace("`revplan diff` with the same base", f"`{asked}`")
    return replace(problem, hint=hint)


def _beyond(message: str, hint: str) -> Problem:
    """A change that no limit can be held to."""
    rule = module("rp905_change_beyond_limit")
    return Problem(rule.CODE, message, hint, rule.SEVERITY, ("target",), on_key=True)

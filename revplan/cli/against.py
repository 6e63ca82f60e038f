"""`check --against`: what a change does to plans, beside what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from revplan.cli.assess import STDIN, assess
from revplan.cli.pairing import Pair
from revplan.cli.reply import Wrong
from revplan.cli.versions import versions_of
from revplan.ground.limit import Limit
from revplan.ground.problem import Problem
from revplan.ground.words import escaped
from revplan.render.checked import CheckedPlan
from revplan.rules import chosen, judge_change, module
from revplan.sources.plan_file import PlanFile


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
    found = versions_of([ref, "--", *files])
    pairs = {_place(pair.name): pair for pair in found.pairs}
    notices = [f"compared with {found.old}"]
    judged = []
    for plan in plans:
        pair = pairs.get(_place(plan.name))
        more = _judged(pair, plan.name, found.old, limit) if pair is not None else []
        problems = (*plan.problems, *chosen(more, select, ignore))
        passed = plan.passed and not any(it.severity.name == "error" for it in more)
        judged.append(CheckedPlan(plan.name, problems, passed))
    notices.extend(
        f"{escaped(pair.name)} is gone; {escaped(found.old)} has it"
        for pair in found.pairs
        if pair.new is None and not pair.same
    )
    return Compared(tuple(judged), tuple(notices))


def _place(name: str) -> str:
    """Where a name leads, its own link not followed."""
    folder, file = os.path.split(name)
    return os.path.join(os.path.realpath(folder), file)  # noqa: PTH118


def _judged(pair: Pair, name: str, base_label: str, limit: Limit | None) -> list[Problem]:
    """What the rules about changes find in one plan."""
    if pair.old is None or pair.new is None:
        return []
    file: PlanFile = replace(pair.new, name=name)
    new, old = assess(file), assess(pair.old)
    if new.answer is None:
        return []
    if old.answer is None:
        if limit is None:
            return []
        rule = module("rp905_change_beyond_limit")
        message = f"the plan in {base_label} has no answer, so no limit can be held"
        hint = f"repair it there first, or check without --max-change {limit.text}"
        problem = Problem(rule.CODE, message, hint, rule.SEVERITY, ("target",), on_key=True)
        return [file.located(problem)]
    return [file.located(problem) for problem in judge_change(new.answer, old.answer, limit)]

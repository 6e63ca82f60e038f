"""One plan asked about, with other values tried where they are given."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.problem import tally
from revplan.base.shell import path_to_type
from revplan.cli.reply import Reply, refusal
from revplan.sources.plan_file import PlanFile
from revplan.workspace.assess import Answered, Assessed, assess


def try_plan(command: str, file: PlanFile, sets: Sequence[str]) -> Answered | Reply:
    """A plan worked out, with the values that `--set` gives; the reply where it has no answer."""
    if sets:
        from revplan.cli.sets import trial_of, try_edits

        with try_edits():
            file = trial_of(sets).on(file)
    assessed = assess(file)
    if isinstance(assessed, Answered):
        return assessed
    return refusal(command, assessed.refused, file.name)


def notices(assessed: Assessed, path: str, sets: Sequence[str]) -> tuple[str, ...]:
    """What is said beside an answer: what had to give way, and that rules have something to say."""
    told = assessed.file.attempt.notices
    if sets or not assessed.judged or path == "-":  # a pipe cannot be read again
        return told
    return (*told, f"{tally(assessed.judged)}: revplan check {path_to_type(path)}")

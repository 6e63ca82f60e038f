"""`revplan gap`: the new business that the year needs, month by month.

What only some questions need (other values, definitions, several plans) is imported for them alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from revplan.base.problem import CannotWorkOut, Problem, Wrong, by_words
from revplan.base.words import number_of
from revplan.cli.codes import ANSWERED, NO_ANSWER, SAYS_NO
from revplan.cli.one_plan import notices, try_plan
from revplan.cli.reply import Output, Reply, output, refusal
from revplan.engine.outcome import Outcome
from revplan.numbers.write import amount_text
from revplan.render.answers import formats
from revplan.sources.plan_file import PlanFile
from revplan.views.gap.tables import gap_answer
from revplan.views.heading import say_trial
from revplan.workspace.assess import (
    Assessed,
    assess_all,
    is_folder,
    plan_paths,
    read,
    read_within,
)

if TYPE_CHECKING:
    from revplan.cli import options
    from revplan.model.tried import Attempt
    from revplan.numbers.limit import Limit
    from revplan.workspace.trial import Trial


def gap(
    plans: options.Plans,
    sets: options.Sets = None,
    definitions: options.Definitions = False,
    max_new_business: options.MaxNewBusiness = None,
    stdin_filename: options.StdinFilename = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
    readings: options.Readings = False,
) -> tuple[Reply, Output]:
    """Derive the new business that the year needs.

    Shows the bridge from last year to the target, then months and quarters that add up exactly.

      revplan gap plans/acme-2027.yaml

      revplan gap plans/acme-2027.yaml --set 'churn.rate=25%' --definitions
    """
    out = output(format_, output_path, force, color, formats.ANSWER, quiet, wide=wide)
    limit = None if max_new_business is None else _limit(max_new_business)
    definitions = definitions or readings
    if len(plans) == 1 and not is_folder(plans[0]):
        file = read(plans[0], stdin_filename)
        return _one(file, plans[0], sets or [], definitions, limit), out
    if definitions:
        raise Wrong("--definitions goes with one plan; name a single file")
    return _several(plans, sets or [], limit, stdin_filename, quiet), out


def _limit(text: str) -> Limit | None:
    from revplan.cli.limits import limit_of

    return limit_of("--max-new-business", text)


def _exceeded(limit: Limit | None, outcome: Outcome) -> str:
    """Why new business is above the limit; empty when it is not."""
    if limit is None:
        return ""
    needed = outcome.bridge.new_business
    most = limit.excess(needed, outcome.bridge.target, "of the target")
    return f"new business of {amount_text(needed)} is above the limit of {most}" if most else ""


def _one(
    file: PlanFile, path: str, sets: list[str], with_definitions: bool, limit: Limit | None
) -> Reply:
    assessed = try_plan("gap", file, sets)
    if isinstance(assessed, Reply):
        return assessed
    outcome, file = assessed.outcome, assessed.file
    found = None
    if with_definitions:
        from revplan.engine.definitions import definitions

        try:
            found = definitions(outcome)
        except CannotWorkOut as error:
            return refusal("gap", (file.locate_problem(error.problem),), file.name)
    too_much = _exceeded(limit, outcome)
    return Reply(
        "gap",
        SAYS_NO if too_much else ANSWERED,
        say_trial(gap_answer(outcome, file.name, found, file.attempt.tried), file.attempt.tried),
        problems=_as_problems(too_much),
        notices=notices(assessed, path, sets),
        closing=too_much,
    )


def _as_problems(too_much: str) -> tuple[Problem, ...]:
    return (Problem("", too_much, path=("new_business",)),) if too_much else ()


def _assessed(
    files: Mapping[str, str], stdin_name: str | None, trial: Trial, quiet: bool
) -> Iterator[Assessed]:
    """Plans worked out, each with the folder that it was found in; told how far that is."""
    from revplan.render.progress import progress
    from revplan.workspace.progress import PLANS

    def one(name: str) -> PlanFile:
        return trial.on(read_within(name, files[name], stdin_name))

    with progress("Working out plans", len(files), PLANS, quiet) as tick:
        for assessed in assess_all(files, one):
            yield assessed
            tick(1)


def _several(
    paths: Sequence[str],
    sets: Sequence[str],
    limit: Limit | None,
    stdin_name: str | None,
    quiet: bool,
) -> Reply:
    from revplan.cli.sets import trial_of, try_edits

    with try_edits():
        return _each_worked_out(
            paths, trial_of(sets, several=True, beside=paths), limit, stdin_name, quiet
        )


def _each_worked_out(
    paths: Sequence[str],
    trial: Trial,
    limit: Limit | None,
    stdin_name: str | None,
    quiet: bool,
) -> Reply:
    from revplan.views.gap.plans import plans_answer

    worked: list[tuple[str, Outcome]] = []
    attempts: dict[str, Attempt] = {}
    exceeding: list[Problem] = []
    refusals: dict[str, tuple[Problem, ...]] = {}
    parts: dict[str, str] = {}
    files = plan_paths(paths)
    for assessed in _assessed(files, stdin_name, trial, quiet):
        outcome = assessed.answer
        attempts[assessed.file.name] = assessed.file.attempt
        if outcome is None:
            refusals[assessed.file.name] = tuple(trial.in_plan(assessed.file, assessed.refused))
            continue
        worked.append((assessed.file.name, outcome))
        parts |= {segment.name: assessed.file.name for segment in assessed.file.files.values()}
        too_much = _exceeded(limit, outcome)
        if too_much:
            exceeding.extend(_as_problems(f"{assessed.file.name}: {too_much}"))
    # What cannot be answered about alone, and is a segment of another, is told there.
    refused = {file: found for file, found in refusals.items() if file not in parts}
    problems = by_words(trial.tell_once(refused)).values()
    left_out = len(refusals.keys() - parts.keys())
    code = SAYS_NO if exceeding else ANSWERED
    told = trial.close(attempts)
    if left_out:
        code = NO_ANSWER
        told += (f"{number_of(left_out, 'plan')} left out; no totals are given.",)
    named = [file for file, _ in worked if file in parts]
    for company, count in Counter(parts[it] for it in named).items():
        verb = "is a segment" if count == 1 else "are segments"
        told += (f"{number_of(count, 'plan')} {verb} of {company}: not added up again.",)
    tried = {name: attempts[name].tried for name, _ in worked}
    answer = (
        plans_answer(worked, complete=not left_out, parts=named, tried=tried) if worked else None
    )
    closing = "\n".join(problem.message for problem in exceeding)
    return Reply("gap", code, answer, (*problems, *exceeding), told, closing=closing)

"""`revplan gap`: the new business that the year needs, month by month."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.cli.options import Color, Force, Format, OutputPath, Quiet
from revplan.cli.reply import ANSWERED, NO_ANSWER, SAYS_NO, Output, Reply, Wrong, output

FORMATS = ("text", "json", "csv", "markdown")


def gap(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...",
            help="Plan files or folders, or - for standard input; several give a row a plan.",
            show_default=False,
        ),
    ],
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="Try another value without editing, such as churn.rate=25%. Repeatable.",
            show_default=False,
        ),
    ] = None,
    readings: Annotated[
        bool,
        typer.Option("--readings", help="The requirement under every definition in use."),
    ] = False,
    max_new_business: Annotated[
        str | None,
        typer.Option(
            "--max-new-business",
            metavar="LIMIT",
            help="Exit 1 when new business is above an amount, or a share of the target (50%).",
            show_default=False,
        ),
    ] = None,
    format_: Format = None,
    output_path: OutputPath = None,
    force: Force = False,
    color: Color = "auto",
    quiet: Quiet = False,
) -> tuple[Reply, Output]:
    """Derive the new business that the year needs.

    Shows the bridge from last year to the target, then months and quarters that add up exactly.

      revplan gap plans/acme-2027.yaml

      revplan gap plans/acme-2027.yaml --set churn.rate=25% --readings
    """
    out = output(format_, output_path, force, color, FORMATS, quiet)
    from pathlib import Path

    if len(plans) == 1 and not Path(plans[0]).is_dir():
        return _one(plans[0], sets or [], readings, max_new_business), out
    if sets or readings:
        raise Wrong("--set and --readings go with one plan; name a single file")
    return _several(plans, max_new_business), out


def _one(path: str, sets: list[str], with_readings: bool, limit: str | None) -> Reply:
    from revplan.cli.assess import assess, read
    from revplan.ground.problem import CannotWorkOut
    from revplan.sources.overrides import WrongOption, overridden
    from revplan.views.gap import gap_answer

    file = read(path)
    try:
        file = overridden(file, sets)
    except WrongOption as error:
        return Reply("gap", NO_ANSWER, problems=(error.problem,))
    assessed = assess(file)
    outcome = assessed.answer
    if outcome is None:
        return Reply("gap", NO_ANSWER, problems=assessed.refused, notices=(refused_notice(assessed.refused, file.name),))
    found = None
    if with_readings:
        from revplan.studies.readings import readings

        try:
            found = readings(outcome)
        except CannotWorkOut as error:
            return Reply("gap", NO_ANSWER, problems=(file.located(error.problem),))
    answer = gap_answer(outcome, file.name, found)
    too_much = _too_much(outcome, limit)
    notices = [too_much] if too_much else []
    if not sets:
        notices.extend(_rules_notice(path, file.name, assessed.findings))
    return Reply("gap", SAYS_NO if too_much else ANSWERED, answer, notices=tuple(notices))


def refused_notice(problems: object, name: str) -> str:
    """The last line under the problems of a plan that was not worked out."""
    from revplan.ground.words import counted

    return f"{counted(len(list(problems)), 'error')} in {name}. Nothing was computed."  # type: ignore[call-overload]


def _rules_notice(path: str, name: str, findings: object) -> list[str]:
    from revplan.render.problems import tally

    counts = tally(list(findings))  # type: ignore[call-overload]
    return [f"{counts}: revplan check {path if path == '-' else name}"] if counts else []


def _too_much(outcome: object, limit: str | None) -> str:
    """Why new business is above the limit, empty when it is not."""
    if limit is None:
        return ""
    from revplan.ground.figures import Refused, grouped, read_amount, read_rate
    from revplan.ground.number import exactly
    from revplan.outcome import Outcome

    assert isinstance(outcome, Outcome)
    share = limit.endswith("%")
    try:
        allowed = read_rate(limit, high=None) if share else read_amount(limit)
    except Refused as error:
        raise Wrong(f"--max-new-business: {error.message}; {error.hint}") from None
    with exactly():
        most = allowed * outcome.bridge.target if share else allowed
        above = outcome.bridge.new_business > most
    of = f" ({limit} of the target)" if share else ""
    needed = grouped(outcome.bridge.new_business)
    return f"new business of {needed} is above the limit of {grouped(outcome.plan.q(most))}{of}" if above else ""


def _several(paths: list[str], limit: str | None) -> Reply:
    from revplan.cli.assess import assess, plan_paths, read_within
    from revplan.ground.words import counted
    from revplan.views.plans import plans_answer

    worked, problems, notices = [], [], []
    code = ANSWERED
    for path in plan_paths(paths):
        assessed = assess(read_within(path, paths))
        outcome = assessed.answer
        if outcome is None:
            problems.extend(assessed.refused)
            continue
        worked.append((assessed.file.name, outcome))
        too_much = _too_much(outcome, limit)
        if too_much:
            notices.append(f"{assessed.file.name}: {too_much}")
            code = SAYS_NO
    if problems:
        files = {problem.place.location.file for problem in problems if problem.place}
        left_out = f"{counted(len(files), 'plan')} could not be worked out; no totals are given."
        notices.append(left_out)
        code = NO_ANSWER
    answer = plans_answer(worked, complete=not problems) if worked else None
    return Reply("gap", code, answer, tuple(problems), tuple(notices))

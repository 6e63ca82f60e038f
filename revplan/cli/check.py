"""`revplan check`: everything that is wrong with plans, and everything that is odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.problem import Wrong
from revplan.base.table import Answer
from revplan.base.words import listing, quote
from revplan.cli.codes import ANSWERED, SAYS_NO
from revplan.cli.limits import limit_of
from revplan.cli.output_formats import split_formats
from revplan.cli.reply import Output, Reply, output
from revplan.render.files import Document
from revplan.render.findings.formats import FORMATS, SUFFIXES, document_of, findings, write_as
from revplan.render.lines import StyledLine
from revplan.render.progress import progress_of
from revplan.rules import means_a_rule, never_ignored, no_such_rule
from revplan.views.heading import join_trials, trial_data, trial_text
from revplan.workspace.assess import STDIN, STDIN_NAME, is_folder
from revplan.workspace.check_plans import check_all
from revplan.workspace.checked import Checked, CheckedPlan

if TYPE_CHECKING:
    from revplan.cli import options
    from revplan.model.tried import Tried
    from revplan.numbers.limit import Limit
    from revplan.workspace.trial import Trial


def check(
    paths: options.Paths,
    sets: options.Sets = None,
    strict: options.Strict = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    stdin_filename: options.StdinFilename = None,
    against: options.Against = None,
    max_change: options.MaxChange = None,
    format_: options.FindingsFormat = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> tuple[Reply, Output]:
    """Check plans: that they read, balance, and make sense.

    Reports all problems of all plans. Exits 1 on an error; `revplan rule CODE` explains each.
    --against reports what a change does to the rules that judge it.

      revplan check plans

      revplan check plans --strict --format github --format sarif=plans.sarif

      revplan check plans --against main --max-change 5%
    """
    bare, beside = split_formats(format_ or (), output_path, FORMATS)
    out = output(bare, output_path, force, color, tuple(FORMATS), quiet, SUFFIXES, wide=wide)
    limit = limit_of("--max-change", max_change)
    if limit is not None and against is None:
        raise Wrong("--max-change compares with a base: add --against REF, such as main")
    chosen, left_out = _rules_in(select or ()), _rules_in(ignore or ())
    if against is not None:
        _one_base(against, paths)
    asked = _Question(paths, chosen, left_out, stdin_filename, against, limit, verbose, quiet)
    tried: list[Tried] = []
    if sets:
        found, notices, tried = _try(asked, sets)
    else:
        found, notices = asked.found()
    checked = Checked(found, strict, quiet, trial_text(tried) if tried else "")
    notices = (*notices, *_not_ignored(checked, left_out))
    wraps = FORMATS[out.format].wraps
    made = [] if wraps else write_as(checked, out.format)
    reply = Reply(
        "check",
        SAYS_NO if checked.failed else ANSWERED,
        Answer(data=checked.counts | trial_data(tried)),
        checked.problems,
        notices=notices,
        lines=partial(findings, checked) if wraps else _lines(made),
        document=None if isinstance(made, list) else made,
        closing=checked.summary if out.format != "text" else "",
        files=tuple((path, document_of(checked, name)) for path, name in beside.items()),
    )
    return reply, out


def _rules_in(words: Sequence[str]) -> list[str]:
    """The rules that are named, several in a word with commas between them. Raises Wrong for what
    is none.
    """
    found = []
    for word in words:
        found += [it.strip() for it in word.split(",") if it.strip()] or [word]
    for it in found:
        if not means_a_rule(it):
            raise Wrong(no_such_rule(it))
    return found


def _lines(made: Document | list[StyledLine]) -> tuple[StyledLine, ...]:
    """The lines of a format that is lines, and none of one that is a document."""
    return tuple(made) if isinstance(made, list) else ()


def _read(plans: Sequence[CheckedPlan], stdin_name: str | None) -> tuple[str, ...]:
    """A line for each file that was read, and for each schema beside one that is stale."""
    from revplan.cli.schema_beside import stale

    names = [name for plan in plans for name in (plan.name, *plan.segments)]
    files = [name for name in dict.fromkeys(names) if name not in (STDIN_NAME, stdin_name)]
    return (*(f"read {name}" for name in files), *stale(files))


def _not_ignored(checked: Checked, ignore: Sequence[str]) -> Iterator[str]:
    """That what cannot be ignored is not."""
    codes = never_ignored(checked.problems, ignore) if ignore else []
    if codes:
        are = "they are errors" if len(codes) > 1 else "it is an error"
        yield f"{listing(codes, 'and')} cannot be ignored: {are} that nothing waives."


class _Question(NamedTuple):
    """What is to be checked, and held against what."""

    paths: Sequence[str]
    select: Sequence[str]
    ignore: Sequence[str]
    stdin_name: str | None
    against: str | None
    limit: Limit | None
    verbose: bool = False
    quiet: bool = False

    def found(self, trial: Trial | None = None) -> tuple[tuple[CheckedPlan, ...], tuple[str, ...]]:
        """Every plan with what was found in it, and what else there is to say."""
        chosen, progress = (self.select, self.ignore), progress_of(self.quiet)
        found = check_all(self.paths, *chosen, self.stdin_name, progress, trial)
        told = _read(found, self.stdin_name) if self.verbose else ()
        told += trial.close({it.name: it.attempt for it in found}) if trial is not None else ()
        if self.against is None:
            return found, told
        from revplan.workspace.against import compare_with

        changes = compare_with(
            found, self.paths, self.against, self.limit, *chosen, progress, trial
        )
        return changes.plans, (*told, *changes.notices)


def _try(
    asked: _Question, sets: Sequence[str]
) -> tuple[tuple[CheckedPlan, ...], tuple[str, ...], list[Tried]]:
    """What is found where other values are tried, and what that were."""
    from revplan.cli.sets import trial_of, try_edits

    trial = trial_of(sets, len(asked.paths) > 1 or is_folder(asked.paths[0]), asked.paths)
    with try_edits():
        found, notices = asked.found(trial)
    by_name = sorted(found, key=lambda it: it.name)
    return found, notices, join_trials(it.attempt.tried for it in by_name)


def _one_base(ref: str, paths: Sequence[str]) -> None:
    """Files, and one commit: what --against holds against each other. Raises Wrong for others."""
    if STDIN in paths:
        raise Wrong("--against compares files: name the plan's file instead of -")
    if ".." in ref:
        raise Wrong(f"--against expects one commit, not {quote(ref)}; write the base, such as main")

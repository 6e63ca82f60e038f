"""`revplan init`: a starter plan to go on from; with --git, what lets git show plans."""

from __future__ import annotations

import os
import re
import shlex
import time
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from revplan.base.basis import BASES
from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.base.problem import Wrong
from revplan.base.shell import path_to_type
from revplan.base.table import Answer
from revplan.base.words import listing, quote
from revplan.cli.codes import ANSWERED, NO_ANSWER
from revplan.cli.git_attributes import CONFIGURE, add_line, attributes_here
from revplan.cli.reply import Output, Reply, output
from revplan.cli.schema_beside import schema_beside
from revplan.render.files import NotWritten, folder_message, no_folder_message, write_whole
from revplan.writing.full import full_starter
from revplan.writing.starter import MODELINE, says, starter
from revplan.writing.usual import FILE
from revplan.writing.wanted import Wanted

if TYPE_CHECKING:
    from revplan.base.problem import Problem
    from revplan.cli import options

STDOUT = "-"

_FIELD = re.compile(f"<({'|'.join(Wanted._fields)})>")
"""How a hint speaks of something else that may be said."""


def init(
    file: options.NewFile = None,
    basis: options.Basis = "revenue",
    name: options.CompanyName = None,
    revenue: options.Revenue = None,
    growth: options.Growth = None,
    target: options.TargetAmount = None,
    churn: options.Churn = None,
    currency: options.Currency = None,
    fiscal_year: options.FiscalYear = None,
    every_key: options.EveryKey = False,
    git: options.Git = False,
    color: options.Color = "auto",
) -> tuple[Reply, Output]:
    """Write a starter plan that computes, with what you say in it.

    What nobody says is an example to replace, or a line to un-comment. Never overwrites a file.

      revplan init plan.yaml --revenue 10M --growth 50% --churn 30%

      revplan init - --full
    """
    out = output("text", None, False, color, ("text",))
    said = Wanted(
        fiscal_year or _next_year(),
        basis,
        name,
        currency,
        revenue,
        growth,
        target,
        churn,
        says_year=fiscal_year is not None,
    )
    _check(said)
    again = _again(said, every_key, git)
    attributes = attributes_here() if git else None
    if attributes is None:
        return _plan(said, file, every_key, again), out
    if file == STDOUT:
        raise Wrong("--git and - both answer on standard output; name the plan's file")
    if file is None and (every_key or said != _usual()):
        raise Wrong("--git alone writes no plan; name the plan's file too")
    reply = Reply("init", ANSWERED) if file is None else _plan(said, file, every_key, again)
    if reply.problems:
        return reply, out
    notices = (*reply.notices, add_line(attributes))
    return reply._replace(answer=Answer(text=CONFIGURE, set_as="verbatim"), notices=notices), out


def _check(said: Wanted) -> None:
    """That what was said can stand together. Raises Wrong."""
    if said.basis not in BASES:
        raise Wrong(f"there is no basis {quote(said.basis)}; write {listing(BASES)}")
    if said.growth is not None and said.target is not None:
        raise Wrong("--growth and --target say the same thing in two ways; keep one of the two")


def _again(said: Wanted, every_key: bool, git: bool) -> str:
    """The options that were given, as they are typed, behind a file's name."""
    usual = _usual()
    words = [
        word
        for key, text in said._asdict().items()
        if key != "says_year" and text not in (None, getattr(usual, key))
        for word in (_option(key), text)
    ]
    return "".join(f" {shlex.quote(it)}" for it in (*words, *_FULL[every_key], *_GIT[git]))


def _usual() -> Wanted:
    """What is written where nobody says anything."""
    return Wanted(_next_year(), says_year=False)


_FULL, _GIT = ((), ("--full",)), ((), ("--git",))


def _plan(said: Wanted, file: str | None, every_key: bool, again: str) -> Reply:
    """The starter plan on standard output, or in its file with the schema beside it; `again` are
    the options as they were typed.
    """
    to_file = file != STDOUT
    write = full_starter if every_key else starter
    text, problems = write(said, MODELINE if to_file else "")
    if problems:
        return Reply("init", NO_ANSWER, problems=tuple(map(_at_option, problems)))
    told = _examples_notice(said)
    if not to_file:
        answer = Answer(text=text.rstrip("\n"), set_as="verbatim")
        kept = f"next: revplan init {FILE}{again} writes it to a file"
        return Reply("init", ANSWERED, answer, notices=(*told, f"{kept}, {_PIPED}"))
    path = FILE if file is None else file
    _write(path, text, again)
    beside = schema_beside(path, f"wrote {path}: {says(said)}")
    following = f"next: revplan gap {path_to_type(path)}"
    return Reply("init", ANSWERED, notices=(*beside, *told, following))


_PIPED = "revplan gap - reads it from a pipe"


def _at_option(problem: Problem) -> Problem:
    """A problem of what was said, by the options that say it."""
    hint = re.sub(_FIELD, lambda it: _option(it[1]), problem.hint)
    if problem.place is None:
        return replace(problem, hint=hint)
    location = problem.place.location
    place = problem.place._replace(location=location._replace(file=_option(location.file)))
    return replace(problem, hint=hint, place=place)


def _option(name: str) -> str:
    return f"--{'fiscal-year' if name == 'year' else name}"


def _examples_notice(said: Wanted) -> tuple[str, ...]:
    """What nobody said yet of what a plan has to state."""
    told = (*said.head_examples, *said.examples)
    if not told:
        return ()
    are = "is an example" if len(told) == 1 else "are examples"
    source = ", the numbers" * bool(said.head_examples) + " with source TODO"
    return (f"{listing(told, 'and')} {are}{source * bool(said.examples)}: put your own in",)


def _write(path: str, text: str, again: str) -> None:
    """The plan to its file. Raises Wrong."""
    _fit(path, again)
    try:
        write_whole(path, text, force=False)
    except NotWritten as error:
        raise Wrong(
            str(error).replace("; --force replaces it", "; init never overwrites")
        ) from None


def _fit(path: str, again: str) -> None:
    """A place where a plan can be written, and is found again. Raises Wrong."""
    if os.path.isdir(path):  # noqa: PTH112 - answers where Path would raise
        inside = path_to_type(os.path.join(path, FILE))  # noqa: PTH118 - as it was entered
        raise Wrong(folder_message(path, f"revplan init {inside}{again}"))
    if os.path.lexists(path):
        return
    folder = os.path.dirname(path)  # noqa: PTH120 - as it was entered
    if folder and not os.path.isdir(folder):  # noqa: PTH112
        raise Wrong(no_folder_message(path))
    suffix = PurePath(path).suffix
    if suffix not in PLAN_SUFFIXES:
        stem = path.removesuffix(suffix) if suffix[1:].isalpha() else path
        fitting = path_to_type(f"{stem or 'plan'}.yaml")
        raise Wrong(f"a plan's file ends in .yaml; write revplan init {fitting}{again}")


def _next_year() -> str:
    """The calendar year after this one in UTC; of SOURCE_DATE_EPOCH where that is set."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else time.time()
    return str(time.gmtime(now).tm_year + 1)

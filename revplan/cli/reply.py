"""What a command replies, and how the reply reaches people, pipes and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from revplan.cli.codes import NO_ANSWER
from revplan.ground.problem import Problem
from revplan.ground.table import Answer
from revplan.ground.words import counted, listed, quoted
from revplan.render.files import NotWritten, write_whole
from revplan.render.formats import SUFFIXES, written
from revplan.render.layout import Line, answer_lines, shown
from revplan.render.problems import all_problem_lines
from revplan.render.screen import columns_of, plain, put_lines, wants_colour

COLOURS = ("auto", "always", "never")


class Wrong(Exception):
    """Wrong usage, or nothing to answer: one line for people, exit 2."""


class Output(NamedTuple):
    """Where the reply goes and how it is written."""

    format: str = "text"
    path: str = ""
    force: bool = False
    color: str = "auto"
    quiet: bool = False


def output(
    format_: str | None,
    path: str | None,
    force: bool,
    color: str,
    formats: Sequence[str],
    quiet: bool = False,
) -> Output:
    """The output that the options ask for; a file's suffix names the format where none is given."""
    by_suffix = SUFFIXES.get(PurePath(path).suffix.lower()) if path else None
    chosen = format_
    suffix = PurePath(path).suffix if path else ""
    if chosen is None and len(formats) > 1 and suffix and by_suffix not in formats:
        known = listed(end for end, word in SUFFIXES.items() if word in formats)
        raise Wrong(f"there is no format for {suffix} here; name the file {known}")
    if chosen is None:
        chosen = by_suffix if by_suffix is not None and by_suffix in formats else "text"
    if chosen not in formats:
        raise Wrong(f"there is no format {quoted(chosen)} here; choose from {', '.join(formats)}")
    if color not in COLOURS:
        raise Wrong(f"--color {quoted(color)} is no choice; write auto, always or never")
    return Output(chosen, path or "", force, color, quiet)


class Reply(NamedTuple):
    """A command's reply.

    `problems` are what forbade an answer, or what was found on the way; `lines` stand instead of
    the answer's text where the problems are the answer (`check`). `notices` and `closing` go to
    stderr.
    """

    command: str
    code: int
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    lines: tuple[Line, ...] | None = None
    closing: str = ""


def refused(command: str, problems: tuple[Problem, ...], name: str) -> Reply:
    """The reply about a plan that cannot be answered about."""
    notice = f"{counted(len(problems), 'error')} in {name}. Nothing was computed."
    return Reply(command, NO_ANSWER, problems=problems, notices=(notice,))


def deliver(reply: Reply, out: Output) -> int:
    """The reply written out; its exit code, or another where it cannot be written."""
    text = _document(reply, out)
    lines = _lines(reply, None if out.path else columns_of(sys.stdout))
    code = reply.code
    if out.path and (text is not None or lines):
        try:
            write_whole(out.path, plain(lines) if text is None else text, out.force)
        except NotWritten as error:
            code = NO_ANSWER
            failure = Reply(reply.command, code, problems=(Problem("", str(error)),))
            return deliver(failure, Output(out.format, color=out.color))
        reply = reply._replace(notices=(*reply.notices, f"wrote {out.path}"))
    elif text is not None:
        sys.stdout.write(text)
    elif lines:
        put_lines(lines, sys.stdout, wants_colour(out.color, sys.stdout, os.environ))
    _say_the_rest(reply, out)
    return code


def _document(reply: Reply, out: Output) -> str | None:
    """The reply in a format that is one text; None where there is none, or people read lines."""
    if out.format == "json":
        from revplan.render.json_text import document

        data = reply.answer.data if reply.answer is not None else None
        return document(reply.command, reply.code, data, reply.problems)
    return written(reply.answer, out.format) if reply.answer is not None else None


def _lines(reply: Reply, width: int | None) -> Sequence[Line]:
    if reply.lines is not None:
        return reply.lines
    return answer_lines(reply.answer, width) if reply.answer is not None else ()


def _say_the_rest(reply: Reply, out: Output) -> None:
    """Problems that forbade an answer, notices and the closing line, on stderr."""
    lines: list[Line] = []
    if reply.lines is None and out.format != "json":
        placed = [problem for problem in reply.problems if problem.place is not None]
        unplaced = [problem for problem in reply.problems if problem.place is None]
        lines.extend(all_problem_lines(placed))
        if reply.answer is None:
            lines.extend(((f"error: {shown(problem.message)}", ""),) for problem in unplaced)
    if not out.quiet:
        if lines and reply.notices:
            lines.append(())
        lines.extend(((shown(notice), ""),) for notice in reply.notices)
    if reply.closing:
        lines.extend(((shown(line), ""),) for line in reply.closing.split("\n"))
    if lines:
        sys.stdout.flush()
        put_lines(lines, sys.stderr, wants_colour(out.color, sys.stderr, os.environ))

"""What a command replies, and how the reply reaches people, pipes and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from revplan.ground.problem import Problem
from revplan.ground.table import Answer
from revplan.render.layout import Line

ANSWERED, SAYS_NO, NO_ANSWER, BUG, INTERRUPTED, READER_LEFT = 0, 1, 2, 70, 130, 141

SUFFIXES = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}


class Wrong(Exception):
    """Wrong usage, or nothing to answer: one line for people, exit 2."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where the reply goes and how it is written."""

    format: str = "text"
    path: str = ""
    force: bool = False
    color: str = "auto"
    quiet: bool = False


def output(
    format_: str | None, path: str | None, force: bool, color: str, formats: Sequence[str], quiet: bool = False
) -> Output:
    """The output that the options ask for; a file's suffix names the format where none is given."""
    by_suffix = SUFFIXES.get(PurePath(path).suffix.lower()) if path else None
    chosen = format_ or by_suffix or "text"
    if chosen not in formats:
        raise Wrong(f"there is no format {chosen} here; choose from {', '.join(formats)}")
    return Output(chosen, path or "", force, color, quiet)


@dataclass(frozen=True, slots=True)
class Reply:
    """A command's reply.

    `problems` are what forbade an answer, or what was found on the way; `lines` stand instead of
    the answer's text where the problems are the answer (`check`). `notices` go to stderr.
    """

    command: str
    code: int
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    lines: tuple[Line, ...] | None = None
    closing: str = ""


def deliver(reply: Reply, out: Output) -> int:
    """The reply written out; its exit code, or another where it cannot be written."""
    from revplan.render.files import NotWritten, write_whole
    from revplan.render.layout import shown
    from revplan.render.screen import put_lines, wants_colour

    code = reply.code
    body = _body(reply, out, wants_colour(out.color, sys.stdout, os.environ) and not out.path)
    if out.path and body is not None:
        try:
            write_whole(out.path, body, out.force)
        except NotWritten as error:
            code = NO_ANSWER
            _to_stderr([((f"error: {shown(str(error))}", ""),)], out)
            if out.format == "json":
                sys.stdout.write(_failure_document(reply.command, str(error)))
    elif body is not None:
        sys.stdout.write(body)
    elif reply.lines is not None or reply.answer is not None:
        colour = wants_colour(out.color, sys.stdout, os.environ)
        put_lines(_text_lines(reply), sys.stdout, colour)
    _say_the_rest(reply, out)
    return code


def _failure_document(command: str, message: str) -> str:
    from revplan.render.json_text import document

    return document(command, NO_ANSWER, None, [Problem("", message)])


def _body(reply: Reply, out: Output, colour: bool) -> str | None:
    """The reply as one text; None where it goes to the screen as lines, or there is none."""
    if out.format == "json":
        from revplan.render.json_text import document

        data = reply.answer.data if reply.answer is not None else None
        return document(reply.command, reply.code, data, reply.problems)
    if reply.lines is not None:
        from revplan.render.screen import plain

        return plain(reply.lines) if out.path else None
    if reply.answer is None:
        return None
    if out.format == "csv":
        from revplan.render.csv_text import csv_text

        return csv_text(reply.answer.flat) if reply.answer.flat is not None else ""
    if out.format == "markdown":
        from revplan.render.markdown import markdown

        return markdown(reply.answer)
    if out.path:
        from revplan.render.layout import answer_lines
        from revplan.render.screen import plain

        return plain(answer_lines(reply.answer, None))
    return None


def _text_lines(reply: Reply) -> list[Line]:
    from revplan.render.layout import answer_lines
    from revplan.render.screen import columns_of

    if reply.lines is not None:
        return list(reply.lines)
    assert reply.answer is not None
    return answer_lines(reply.answer, columns_of(sys.stdout))


def _say_the_rest(reply: Reply, out: Output) -> None:
    """Problems that forbade an answer, notices and the closing line, on stderr."""
    from revplan.render.layout import shown
    from revplan.render.problems import all_problem_lines

    lines: list[Line] = []
    if reply.lines is None and out.format != "json":
        lines.extend(all_problem_lines(reply.problems))
    if not out.quiet:
        if lines and reply.notices:
            lines.append(())
        lines.extend(((shown(notice), ""),) for notice in reply.notices)
    if reply.closing:
        lines.append(((shown(reply.closing), ""),))
    _to_stderr(lines, out)


def _to_stderr(lines: Sequence[Line], out: Output) -> None:
    from revplan.render.screen import put_lines, wants_colour

    if lines:
        sys.stdout.flush()
        put_lines(lines, sys.stderr, wants_colour(out.color, sys.stderr, os.environ))

"""What a command replies, and how the reply reaches people, pipes and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from revplan.base.near_words import advice
from revplan.base.problem import Problem, Wrong
from revplan.base.table import Answer
from revplan.base.words import listing, number_of, quote
from revplan.cli.codes import NO_ANSWER
from revplan.render.answers.formats import SUFFIXES, write_as
from revplan.render.answers.text import answer_lines
from revplan.render.files import Document, NotWritten, folder_message, write_whole
from revplan.render.lines import StyledLine, fold, harmless
from revplan.render.screen import (
    Screen,
    beyond,
    in_ascii,
    plain,
    put_lines,
    screen_of,
    wants_colour,
)

COLOURS = ("auto", "always", "never")


class Output(NamedTuple):
    """Where the reply goes and how it is written."""

    format: str = "text"
    path: str = ""
    force: bool = False
    color: str = "auto"
    quiet: bool = False
    wide: bool = False


def output(
    format_: str | None,
    path: str | None,
    force: bool,
    color: str,
    formats: Sequence[str],
    quiet: bool = False,
    suffixes: Mapping[str, str] = SUFFIXES,
    wide: bool = False,
) -> Output:
    """The output that the options ask for; a file's suffix names the format where none is given,
    and `-` is standard output.
    """
    if path is not None and path != "-":
        _names_a_file(path)
    path = "" if path == "-" else path
    chosen = format_
    if chosen is None:
        chosen = _by_suffix(path, formats, suffixes) if path else "text"
    known_format(chosen, formats)
    if color not in COLOURS:
        raise Wrong(f"--color {quote(color)} is not a choice; write {listing(COLOURS)}")
    return Output(chosen, path or "", force, color, quiet, wide)


def _names_a_file(path: str) -> None:
    """Raises Wrong for what is no name of a file that could be written."""
    if not path or "\0" in path:
        raise Wrong(f"-o needs a file: {quote(path)} is not one; write -o answer.json, or -o - for "
                    "standard output")  # fmt: skip
    if path.endswith(("/", os.sep)) or os.path.isdir(path):  # noqa: PTH112 - Path would raise
        raise Wrong(folder_message(path))


def known_format(word: str, formats: Collection[str]) -> str:
    """The word, where it names a format."""
    if word not in formats:
        there = advice(word, tuple(formats), all_="--help names all")
        raise Wrong(f"there is no format {quote(word)} here; {there}")
    return word


def _by_suffix(path: str, formats: Sequence[str], suffixes: Mapping[str, str]) -> str:
    """The format that a file's name asks for: text where it has no suffix."""
    suffix = PurePath(path).suffix
    last_two = "".join(PurePath(path).suffixes[-2:]).lower()
    asked = suffixes.get(last_two) or suffixes.get(suffix.lower(), "")
    if asked in formats:
        return asked
    if len(formats) > 1 and suffix:
        known = listing(end for end, word in suffixes.items() if word in formats)
        raise Wrong(f"there is no format for {suffix} here; name the file {known}")
    return "text"


class Reply(NamedTuple):
    """A command's reply.

    `problems` are what forbade an answer, or what was found on the way. `lines`, or what makes them
    for the width of a screen, stand instead of the answer's text where the problems are the answer
    (`check`), and `document` where they are asked for in a format that is one document. `files` are
    written beside the answer, by path. `notices` and `closing` go to stderr.
    """

    command: str
    code: int
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    lines: tuple[StyledLine, ...] | Callable[[Screen], Sequence[StyledLine]] | None = None
    document: Document | None = None
    closing: str = ""
    files: tuple[tuple[str, Document], ...] = ()


def refusal(command: str, problems: tuple[Problem, ...], name: str) -> Reply:
    """The reply about a plan that cannot be answered about."""
    notice = f"{number_of(len(problems), 'error')} in {name}. Nothing was computed."
    return Reply(command, NO_ANSWER, problems=problems, notices=(notice,))


def deliver(reply: Reply, out: Output) -> int:
    """The reply written out; its exit code, or another where a part of it cannot be written."""
    reply, failures = _with_files(reply, out)
    try:
        reply = _put(reply, out)
    except NotWritten as error:
        told = tuple(Problem("", message) for message in (*failures, str(error)))
        wrote = tuple(it for it in reply.notices if it.startswith("wrote "))
        failure = Reply(reply.command, NO_ANSWER, problems=told, notices=wrote)
        return deliver(failure, out._replace(path=""))
    _say_the_rest(reply, out, failures)
    return reply.code


def _put(reply: Reply, out: Output) -> Reply:
    """The answer in its file or on standard output; raises NotWritten."""
    document = _document(reply, out)
    lines = _lines(reply, screen_of(None if out.path else sys.stdout, out.wide))
    if out.path and (document is not None or reply.lines is not None or lines):
        write_whole(out.path, plain(lines) if document is None else document, out.force)
        return reply._replace(notices=(*reply.notices, f"wrote {out.path}"))
    if isinstance(document, bytes):
        _put_bytes(document, out.format)
    elif document is not None:
        _put_text(document)
    elif lines:
        put_lines(lines, sys.stdout, wants_colour(out.color, sys.stdout, os.environ))
    return reply


def _put_bytes(document: bytes, format_: str) -> None:
    """A document of bytes, for a program that reads standard output: a screen shows none."""
    if sys.stdout.isatty():
        raise NotWritten(f"{format_} is not text for a screen; write it with --output FILE")
    sys.stdout.flush()
    sys.stdout.buffer.write(document)


def _put_text(text: str) -> None:
    """A format that programs read, as it is: its signs have no others that mean the same."""
    lost = beyond(text, sys.stdout)
    if lost:
        raise NotWritten(
            f"standard output is in {sys.stdout.encoding}, which has no U+{ord(lost):04X}; write "
            "the answer with --output FILE, or set PYTHONIOENCODING=utf-8"
        )
    sys.stdout.write(text)


def _with_files(reply: Reply, out: Output) -> tuple[Reply, list[str]]:
    """The reply after its files are written, and why some are not: then it is not an answer."""
    failures = []
    for path, document in reply.files:
        try:
            write_whole(path, document, out.force)
        except NotWritten as error:
            failures.append(str(error))
        else:
            reply = reply._replace(notices=(*reply.notices, f"wrote {path}"))
    if failures:
        unwritten = tuple(Problem("", failure) for failure in failures)
        reply = reply._replace(code=NO_ANSWER, problems=(*reply.problems, *unwritten))
    return reply, failures


def _document(reply: Reply, out: Output) -> Document | None:
    """The reply as one document; None where there is none, or people read lines."""
    if out.format == "json":
        from revplan.render.answers.json_text import document

        data = reply.answer.document() if reply.answer is not None else None
        return document(reply.command, reply.code, data, reply.problems)
    if reply.document is not None:
        return reply.document
    return write_as(reply.answer, out.format) if reply.answer is not None else None


def _lines(reply: Reply, screen: Screen) -> Sequence[StyledLine]:
    if reply.lines is not None:
        return reply.lines(screen) if callable(reply.lines) else reply.lines
    if reply.answer is None:
        return ()
    lines = answer_lines(reply.answer, screen)
    return in_ascii(lines) if screen.plain else lines


def _say_the_rest(reply: Reply, out: Output, failures: Sequence[str]) -> None:
    """Problems that forbade an answer, files that failed, notices and the closing, on stderr."""
    screen = screen_of(sys.stderr, out.wide)
    lines: list[StyledLine] = []
    said: list[str] = []
    if reply.lines is None and out.format != "json":
        placed = [problem for problem in reply.problems if problem.place is not None]
        unplaced = [problem for problem in reply.problems if problem.place is None]
        lines.extend(_problem_lines(placed, screen))
        if reply.answer is None:
            said += [f"error: {problem.message}" for problem in unplaced]
    if not out.quiet:
        if (lines or said) and reply.notices:
            said.append("")
        said += reply.notices
    if out.format != "json":
        said += [f"error: {failure}" for failure in failures]
    said += reply.closing.split("\n") if reply.closing else ()
    lines.extend(it for line in said for it in fold(((harmless(line), ""),), screen.width))
    if lines:
        sys.stdout.flush()
        with suppress(OSError):  # the answer stands; nobody can be told the rest
            put_lines(lines, sys.stderr, wants_colour(out.color, sys.stderr, os.environ))
            sys.stderr.flush()


def _problem_lines(placed: Sequence[Problem], screen: Screen) -> Sequence[StyledLine]:
    """Problems with what they quote; what writes them is imported where there are any."""
    if not placed:
        return ()
    from revplan.render.findings.text import all_problem_lines

    return all_problem_lines(placed, screen)

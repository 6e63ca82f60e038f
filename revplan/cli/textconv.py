"""`revplan textconv`: a plan as text that git compares. Called by git, it always answers."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from revplan.base.limits import MOST_BYTES
from revplan.base.paths import path_text
from revplan.base.problem import NothingPiped, Problem, Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.reply import Output, Reply
from revplan.fields.reads import Raw
from revplan.reading.one_plan import validate_one
from revplan.reading.validate import validate
from revplan.render.findings.text import MOST
from revplan.render.lines import harmless
from revplan.sources.disk import bytes_of
from revplan.sources.plan_file import PlanFile, read_bytes
from revplan.sources.scan import lines_of
from revplan.views.textconv import figure_lines, plan_lines
from revplan.workspace.assess import STDIN, Assessed, assess, stdin_bytes

if TYPE_CHECKING:
    from revplan.cli import options


def textconv(file: options.AnyFile) -> tuple[Reply, Output]:
    """Print a plan as `git diff` is to show it.

    What it says, then what it comes to: a fact a line, in one order and one writing. A file that is
    not a plan is printed as it is, below what is wrong with it. Exits 0 even then: at any other
    code git would stop.

      git config diff.revplan.textconv "revplan textconv"

      git log -p plans/acme-2027.yaml
    """
    try:
        data = _bytes(file)
    except _Unread as error:
        lines = [f"# error: {error}"]
    else:
        lines = list(_lines(data))
    # Whatever was asked for elsewhere, git is handed no colours.
    plain = Output(color="never")
    return Reply(
        "textconv", ANSWERED, lines=tuple(((harmless(line), ""),) for line in lines)
    ), plain


class _Unread(Exception):
    """A file that cannot be read, and why, without its name: git hands over one of its own."""


def _bytes(path: str) -> bytes:
    """What a file holds, or standard input for `-`."""
    try:
        data = stdin_bytes() if path == STDIN else bytes_of(path)
    except NothingPiped as error:
        raise _Unread(f"{error}, or write revplan textconv - < plan.yaml") from None
    except Wrong as error:
        raise _Unread(str(error)) from None
    except IsADirectoryError:
        raise _Unread("this is a folder, not a plan's file") from None
    except FileNotFoundError:
        raise _Unread("there is no such file") from None
    except OSError as error:
        raise _Unread(f"the file cannot be read: {error.strerror}") from None
    except ValueError:
        raise _Unread("this is not a file's name") from None
    if data is None:
        raise _Unread("this is not a regular file")
    return data


def _lines(data: bytes) -> Iterator[str]:
    """The lines of a plan's bytes, whatever they are."""
    reads = False
    try:
        assessed = assess(read_bytes(data, ""))
        lines = [*_plan_lines(assessed)] or _company_lines(assessed.file)
        reads = bool(lines)
        lines = lines or [*_problem_lines(assessed.refused)]
    except Exception as error:
        name = type(error).__name__
        lines = [f"# internal error: {name}. This is a bug in revplan; gap --debug may show where"]
    yield from lines
    if not reads:
        text = _text(data)
        yield from ("", *text) if text else ()


def _plan_lines(assessed: Assessed) -> Iterator[str]:
    """What the plan says and comes to; nothing where it does not read."""
    plan = assessed.file.plan
    if plan is None:
        return
    yield from plan_lines(plan)
    yield ""
    if assessed.answer is None:
        yield from _problem_lines(assessed.refused, by_path=True)
    else:
        yield from figure_lines(assessed.answer)


def _company_lines(file: PlanFile) -> list[str]:
    """What a company says whose segments have files of their own, which git does not hand over;
    nothing for another plan, and for one that does not read.
    """
    raw: Raw = file.raw or {}
    entries = raw.get("segments")
    segments: Raw = entries if isinstance(entries, Mapping) else {}
    named = {
        name: it["plan"]
        for name, it in segments.items()
        if isinstance(it, Mapping) and set(it) == {"plan"} and isinstance(it["plan"], str)
    }
    rest = {name: it for name, it in segments.items() if name not in named}
    if not named:
        return []
    plan, problems = validate({**raw, "segments": rest}) if rest else validate_one(raw)
    if plan is None or problems:
        return []
    files = (f"segments.{name}.plan: {path}" for name, path in named.items())
    return [*plan_lines(plan), *files, "", _ELSEWHERE]


_ELSEWHERE = "# no figures here: segments have files of their own, which `revplan diff` reads"


def _problem_lines(problems: tuple[Problem, ...], by_path: bool = False) -> Iterator[str]:
    """A line a problem; of a plan that reads, by path: how it is laid out leaves no trace."""
    for problem in problems[:MOST]:
        where = ""
        if by_path:
            where = f"{path_text(problem.path)}: " if problem.path else ""
        elif problem.place is not None and problem.place.excerpt:
            where = f"line {problem.place.location.line}: "
        yield f"# {where}error[{problem.code}]: {problem.message}"
    if len(problems) > MOST:
        yield f"# and {len(problems) - MOST:,} more"


def _text(data: bytes) -> list[str]:
    """The lines of what is not a plan, none of a file that is too large or empty."""
    if len(data) > MOST_BYTES:
        return []
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    lines = lines_of(text)
    return lines if lines[-1] else lines[:-1]

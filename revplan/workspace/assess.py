"""A plan file taken as far as it goes: read, worked out, and judged when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from revplan.base.limits import MOST_BYTES
from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.base.problem import CannotWorkOut, NothingPiped, Problem, Wrong
from revplan.base.words import quote
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.rules import judge, overdrawn
from revplan.sources.beneath import Beneath, LeadsOut
from revplan.sources.disk import DiskFolder
from revplan.sources.plan_file import (
    NO_PIPE,
    PlanFile,
    read_bytes,
    read_file,
    read_found,
    refused_file,
)

STDIN = "-"
STDIN_NAME = "<stdin>"


@dataclass(frozen=True)
class Assessed:
    """A plan's file with what it comes to; `refused` is everything that forbids an answer."""

    file: PlanFile
    outcome: Outcome | None
    refused: tuple[Problem, ...]

    @cached_property
    def judged(self) -> tuple[Problem, ...]:
        """What the rules find, by its path in the plan."""
        return () if self.outcome is None else tuple(judge(self.outcome))

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """What the rules find, with its place in the file."""
        return tuple(self.file.located_once(self.judged))

    @property
    def answer(self) -> Outcome | None:
        """The outcome of a plan that may be answered about."""
        return None if self.refused else self.outcome


class Answered(Assessed):
    """A plan that may be answered about."""

    outcome: Outcome


def assess(file: PlanFile) -> Assessed:
    """The plan worked out; refused with what is wrong with it where it cannot be answered."""
    if file.plan is None:
        return Assessed(file, None, tuple(file.problems))
    try:
        outcome = work_out(file.plan)
    except CannotWorkOut as error:
        return Assessed(file, None, (file.locate_problem(error.problem),))
    refused = tuple(file.located_once(overdrawn(outcome)))
    return Assessed(file, outcome, refused) if refused else Answered(file, outcome, ())


def assess_all(paths: Iterable[str], read: Callable[[str], PlanFile]) -> Iterator[Assessed]:
    """Plans worked out, in any order: those that name a file again last, and not at all where one
    that is too large names them.

    Small files may come to very many plans; what is refused as a whole is not worked out in parts.
    """
    waiting: list[str] = []
    named: set[str] = set()
    for path in paths:
        file = read(path)
        if file.too_large:
            named.update(file.beside)
        if file.repeats and path != STDIN:
            waiting.append(path)
        else:
            yield assess(file)
    for path in waiting:
        file = read(path)
        yield Assessed(file, None, ()) if left_out(file, named) else assess(file)


def left_out(file: PlanFile | None, of_too_large: Collection[str]) -> bool:
    """Whether a plan that names a file again is not worked out, as a company that is too large
    names it; `of_too_large` is what such companies name.
    """
    return file is not None and file.repeats and file.name in of_too_large


def read(path: str, stdin_name: str | None = None) -> PlanFile:
    """The plan file of a path, or of standard input for `-`. A file that is not there is wrong.

    `stdin_name` is what messages call standard input.
    """
    if path == STDIN:
        name = stdin_name or STDIN_NAME
        folder = DiskFolder.around(stdin_name or "", stdin_name or "")
        return read_bytes(stdin_bytes(), name, folder=folder)
    if not path or "\0" in path:
        raise Wrong(f"{quote(path)} is not a file")
    try:
        return read_file(path, shown_name(path))
    except OSError as error:
        raise _unreadable(path, error) from None


def stdin_bytes() -> bytes:
    """What standard input holds, one byte more than a plan may have at most. Where nobody pipes
    anything in, that is wrong (NothingPiped): nothing is waited for.
    """
    if sys.stdin is None:
        raise Wrong("standard input is closed")
    if sys.stdin.isatty():
        raise NothingPiped(
            "- reads a plan from standard input, and nothing is piped in: name the plan's file"
        )
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _unreadable(path: str, error: OSError) -> Wrong:
    """What to say of a file that was named and cannot be read."""
    if isinstance(error, IsADirectoryError):
        return Wrong(f"{path} is a folder; give a plan's file")
    if isinstance(error, FileNotFoundError):
        from revplan.workspace.near_files import no_file  # most files are there

        return Wrong(no_file(path))
    return Wrong(f"cannot read {path}: {error.strerror}")


def shown_name(path: str) -> str:
    """The path as it is shown: with forward slashes, and without a leading ./"""
    name = path.replace("\\", "/") if sys.platform == "win32" else path
    return name[2:] if name.startswith("./") and len(name) > 2 else name


def is_folder(path: str) -> bool:
    """Whether a path is a folder; standard input and what cannot be a path are none."""
    return path != STDIN and os.path.isdir(path)  # noqa: PTH112 - answers where Path would raise


def is_there(path: str) -> bool:
    """Whether a path is that of something, a link to nothing too; standard input is there."""
    return path == STDIN or os.path.lexists(path)


def plan_paths(paths: Sequence[str]) -> dict[str, str]:
    """The plans that the paths name: files as they are, folders searched, each once, in order; and
    the folder that each was found in, "" where it was named alone.

    Hidden folders and files are passed over. A folder without a plan, or a path that is not there,
    is wrong: an empty question is never answered with yes.
    """
    found: dict[str, str] = {}
    for path in paths:
        if is_folder(path):
            within = [shown_name(inner) for inner in plan_files(path)]
            if not within:
                raise Wrong(f"no plans found under {path} (looked for *.yaml and *.yml)")
            found.update({inner: found.get(inner) or path for inner in within})
        else:
            if path != STDIN and not os.path.exists(path):  # noqa: PTH110 - the same
                from revplan.workspace.near_files import no_file

                raise Wrong(no_file(path, "file or folder"))
            found.setdefault(path, "")
    return found


def plan_files(folder: str, others: bool = True) -> Iterator[str]:
    """The YAML files below a folder, in order; hidden ones are passed over, and without `others`
    those of other repositories within.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and (others or not os.path.lexists(Path(root, name, ".git")))
        )
        for name in sorted(files):
            if name.endswith(PLAN_SUFFIXES) and not name.startswith("."):
                yield str(Path(root, name))


def read_within(path: str, folder: str = "", stdin_name: str | None = None) -> PlanFile:
    """A plan that was found in a folder, or named: then its own folder is meant. A link that leads
    out of the folder is refused unread: a stranger's link could otherwise show, in an error's
    excerpt, a line of any file.

    What was found and cannot be read is a problem of the plan; what was named, and cannot, is
    wrong.
    """
    if path == STDIN or not path or "\0" in path:
        return read(path, stdin_name)
    name = shown_name(path)
    beneath = Beneath.now(folder or os.path.dirname(path))  # noqa: PTH120
    inside = Path(path).relative_to(folder).as_posix() if folder else os.path.basename(path)  # noqa: PTH119
    try:
        return read_found(beneath, inside, name)
    except LeadsOut:
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
            return refused_file(name, "this is not a regular file", NO_PIPE)
        return refused_file(name, "this is a link to a file outside the folder", _ITSELF)
    except OSError as error:
        if not folder:
            raise _unreadable(path, error) from None
        return refused_file(name, unread(error), _ITSELF)


_ITSELF = "put the plan itself here"


def unread(error: OSError) -> str:
    """Why a file that was found is not read."""
    if isinstance(error, FileNotFoundError):
        return "this is gone, or a link to nothing"
    return f"this cannot be read: {error.strerror}"

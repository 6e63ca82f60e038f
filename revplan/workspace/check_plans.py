"""Many plans checked: one after the other, or on all cores where that pays."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from revplan.base.problem import Problem, Severity, by_words
from revplan.model.tried import UNTRIED, Attempt
from revplan.rules import choose
from revplan.workspace.assess import (
    STDIN,
    STDIN_NAME,
    assess_all,
    plan_paths,
    read_within,
    shown_name,
)
from revplan.workspace.checked import CheckedPlan
from revplan.workspace.progress import PLANS, Progress, Tick, silence

if TYPE_CHECKING:
    from revplan.sources.plan_file import PlanFile
    from revplan.workspace.trial import Trial

POOL_PAYS_FROM = 300
CHUNK = 50
_LOOK_AFTER = 0.1
"""How long it takes [seconds] until the bar moves again."""


def check_all(
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    stdin_name: str | None = None,
    progress: Progress = silence,
    trial: Trial | None = None,
) -> tuple[CheckedPlan, ...]:
    """Every plan of the paths checked, as it is or with what is tried on it; all problems, less
    what the user does not want to see.

    `stdin_name` is what messages call the plan of standard input, `progress` who is told how far
    it is. Raises CannotTry.
    """
    files = plan_paths(paths)
    called = {path: shown_name(path) for path in files}
    if STDIN in called:
        called[STDIN] = stdin_name or STDIN_NAME
    checked = dict(_each(files, stdin_name, progress, trial))
    found = {name: checked[name] for name in called.values()}
    return tuple(
        CheckedPlan(name, tuple(choose(problems, select, ignore)), passed, *found[name][1:])
        for name, problems, passed in _told_once(found)
    )


class Found(NamedTuple):
    """What was found in a plan and in its segments; `segments` are the files that these have,
    `attempt` is what came of values that were tried on it: then it is not the plan that its
    company has.
    """

    problems: list[Problem]
    segments: tuple[str, ...] = ()
    attempt: Attempt = UNTRIED


def _told_once(found: dict[str, Found]) -> Iterator[tuple[str, list[Problem], bool]]:
    """Each file with its problems, and whether it passed. A segment that is checked as a part of a
    company is not checked again by itself: what the company finds in its file is told there. What a
    company finds in a file that is checked by itself is told there if it is found there as well.
    """
    untried = {name for name, it in found.items() if not it.attempt.tried}
    parts = {part for name, it in found.items() for part in it.segments if part != name} & untried
    told = {name: {} if name in parts else by_words(it.problems) for name, it in found.items()}
    for name in found.keys() - parts:
        for key, problem in list(told[name].items()):
            file = problem.place.location.file if problem.place is not None else name
            if file in parts:
                told[file][key] = problem
            if file != name and key in told.get(file, ()):
                del told[name][key]
    for name, it in found.items():
        problems = list(told[name].values())
        all_of_it = problems if name in parts else it.problems
        yield name, problems, not any(each.severity is Severity.error for each in all_of_it)


def check_files(
    files: Mapping[str, str], stdin_name: str | None = None, trial: Trial | None = None
) -> Iterator[tuple[str, Found]]:
    """Plans, each with the folder that it was found in: by name, in any order, everything that is
    wrong or odd about it.
    """

    def read_one(path: str) -> PlanFile:
        file = read_within(path, files[path], stdin_name)
        return file if trial is None else trial.on(file)

    for assessed in assess_all(files, read_one):
        file = assessed.file
        found = assessed.refused if assessed.outcome is None else assessed.findings
        if trial is not None:
            found = tuple(trial.in_plan(file, found))
        parts = () if assessed.outcome is None else (part.name for part in file.files.values())
        yield file.name, Found(list(found), tuple(dict.fromkeys(parts)), file.attempt)


def _each(
    files: dict[str, str], stdin_name: str | None, progress: Progress, trial: Trial | None
) -> Iterator[tuple[str, Found]]:
    pool_pays = len(files) >= POOL_PAYS_FROM and _cores() > 1 and STDIN not in files
    with progress("Checking plans", len(files), PLANS) as tick:
        if pool_pays:
            yield from _on_cores(files, tick, trial)
            return
        for found in check_files(files, stdin_name, trial):
            yield found
            tick(1)


def _on_cores(
    files: dict[str, str], tick: Tick, trial: Trial | None
) -> Iterator[tuple[str, Found]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, wait

    method = "fork" if sys.platform.startswith("linux") else "spawn"
    pairs = list(files.items())
    chunks = [dict(pairs[i : i + CHUNK]) for i in range(0, len(pairs), CHUNK)]
    context = multiprocessing.get_context(method)
    done = context.RawValue("i", 0)
    pool = ProcessPoolExecutor(
        min(_cores(), len(chunks)), context, initializer=_count, initargs=(done,)
    )
    try:
        with _without_interrupts():  # map() would cancel: its thread may then raise on stderr
            waiting = [pool.submit(_check_chunk, chunk, trial) for chunk in chunks]
        told = 0
        for future in waiting:
            while not wait([future], _LOOK_AFTER).done:
                now = done.value
                tick(now - told)
                told = now
            yield from future.result()
        tick(len(files) - told)
        pool.shutdown()
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Workers started here never see Ctrl-C: the parent does, and stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What a process that checks plans says of how far it is: a number that all of them share. Two
    that count at once may count one: nobody waits for the other, and the end is told by itself.
    """

    done: Any = None


def _count(done: Any) -> None:
    _Worker.done = done


def _check_chunk(files: dict[str, str], trial: Trial | None) -> list[tuple[str, Found]]:
    found = []
    for it in check_files(files, trial=trial):
        found.append(it)
        _Worker.done.value += 1
    return found

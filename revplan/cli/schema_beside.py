"""The schema that stands beside a plan for editors: written, and told where it is stale."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from revplan.base.problem import Wrong
from revplan.base.shell import path_to_type
from revplan.render.files import NotWritten, write_whole
from revplan.views.schema import schema_text
from revplan.writing.starter import SCHEMA_FILE

_ENOUGH = 4_000_000
"""More than a schema has [bytes]."""


def schema_beside(plan: str, done: str) -> tuple[str, ...]:
    """The schema written beside a plan where none is; what was done, in words, behind what was
    `done` before. Raises Wrong where it cannot be written.
    """
    path = _beside(plan)
    if os.path.lexists(path):
        return (done, *stale((plan,)))
    try:
        write_whole(path, f"{schema_text()}\n", force=False)
    except NotWritten as error:
        raise Wrong(f"{done}; {error}") from None
    return (f"{done}; beside it {SCHEMA_FILE} for editors",)


def stale(plans: Iterable[str]) -> tuple[str, ...]:
    """A line for each schema beside the plans that is not of this version, with what renews it."""
    current = ""
    told = []
    for path in dict.fromkeys(_beside(plan) for plan in plans):
        there = _text_of(path)
        if there is None:
            continue
        current = current or f"{schema_text()}\n"
        if there != current:
            renew = f"revplan schema --output {path_to_type(path)} --force"
            told.append(f"{path} is of another version of revplan; to renew it: {renew}")
    return tuple(told)


def _beside(plan: str) -> str:
    folder = os.path.dirname(plan)  # noqa: PTH120 - as it was entered
    return os.path.join(folder, SCHEMA_FILE)  # noqa: PTH118


def _text_of(path: str) -> str | None:
    """The beginning of a file that is there, its ends of lines as they are written here."""
    try:
        if not Path(path).is_file():  # a pipe would never end
            return None
        with open(path, "rb") as file:
            return file.read(_ENOUGH).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None

"""The commands: how many plain words each takes, and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from revplan.cli.reply import Output, Reply
from revplan.model.records import SHOWN

SECTIONS = {record.key: record for record in SHOWN}


COMMANDS = {"init": (0, 1), "gap": (1, None), "show": (1, 1), **dict.fromkeys(SECTIONS, (1, 1)),
            "check": (1, None), "explain": (1, 2), "diff": (0, None), "log": (1, 1),
            "rule": (0, 1), "schema": (0, 0), "textconv": (1, 1)}  # fmt: skip
"""By name, how few and how many plain words a command takes (None: as many as one likes).

Each is a function of its own name in a module of its own name, imported when it is asked for; those
about a section are made of its record.
"""


LISTS = ("gap", "check", "diff")
"""Commands that take their words as one list."""


Command = Callable[..., tuple[Reply, Output]]


def command(name: str) -> Command:
    """The function of a command."""
    if name in SECTIONS:
        from revplan.cli.section import command_of

        return command_of(SECTIONS[name])
    found: Command = getattr(import_module(f"revplan.cli.{name}"), name)
    return found

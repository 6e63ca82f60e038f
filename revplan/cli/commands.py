"""The commands: what they are for, how many plain words each takes, and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from revplan.cli.reply import Output, Reply
from revplan.model.records import SHOWN

SECTIONS = {record.key: record for record in SHOWN}


GROUPS: dict[str, dict[str, tuple[int, int | None]]] = {
    "Write": {
        "init": (0, 1),
    },
    "Read": {
        "gap": (1, None),
        **dict.fromkeys(SECTIONS, (1, 1)),
        "explain": (1, 2),
    },
    "Give away": {
        "show": (1, 1),
    },
    "Judge": {
        "check": (1, None),
    },
    "Compare": {
        "diff": (0, None),
        "log": (1, 1),
        "textconv": (1, 1),
    },
    "What if": {},
    "Learn": {
        "help": (0, None),
        "guide": (0, 1),
        "key": (0, 1),
        "rule": (0, 1),
        "schema": (0, 0),
    },
}
"""By what they are for, the commands: how few and how many plain words each takes (None: as many as
one likes). Help tells those groups that have one.

Each is a function of its own name in a module of its own name, imported when it is asked for; those
about a section are made of its record.
"""


COMMANDS = {name: words for group in GROUPS.values() for name, words in group.items()}
"""All of them by name."""


LISTS = ("gap", "check", "diff", "help")
"""Commands that take their words as one list."""


COMPLETION = ("--install-completion", "--show-completion")
"""What asks for the script of a shell: to put it where the shell finds it, or to print it."""


Command = Callable[..., tuple[Reply, Output]]


def command(name: str) -> Command:
    """The function of a command."""
    if name in SECTIONS:
        from revplan.cli.section import command_of

        return command_of(SECTIONS[name])
    found: Command = getattr(import_module(f"revplan.cli.{name}"), name)
    return found

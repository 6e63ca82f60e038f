"""What does not depend on a plan: commands and their options, keys and figures, from the tables
beside this module. `python tests/test_completion_tables.py --update` writes them.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.path.dirname(__file__)
GUIDE = os.path.join(HERE, "..", "..", "guide")
RULES = os.path.join(HERE, "..", "..", "rules")


class OptionWords:
    """An option: its names, what its value is called (none where it takes none), what it says."""

    def __init__(self, names: str, value: str, says: str) -> None:
        self.names = names.split(",")
        self.value = value
        self.says = says


class CommandWords:
    """A command: what its words are called, what it says, and its options."""

    def __init__(self, words: str, says: str) -> None:
        self.words = words.split("|") if words else []
        self.says = says
        self.options: list[OptionWords] = []

    def option(self, name: str) -> OptionWords | None:
        """The option of a name."""
        return next((it for it in self.options if name in it.names), None)


def commands() -> dict[str, CommandWords]:
    """Every command by its name; the program's own options under no name."""
    found: dict[str, CommandWords] = {}
    for name, called, says in rows("commands"):
        if name.startswith("-"):
            found[next(reversed(found))].options.append(OptionWords(name, called, says))
        else:
            found[name] = CommandWords(called, says)
    return found


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table, each cut at its tabs."""
    with open(os.path.join(HERE, f"{table}.tsv"), encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def figures() -> Iterator[str]:
    """The paths of the figures in which no name of the user's own stands, nor a month's."""
    for _, row in rows("figures"):
        if "{" not in row:
            yield row.replace("/", ".")


def rules() -> Iterator[tuple[str, str]]:
    """Every rule's code and name, as its module is called."""
    for file in sorted(os.listdir(RULES)):
        if file.startswith("rp") and file.endswith(".py") and file[2:5].isdigit():
            yield file[:5].upper(), file[6:-3].replace("_", "-")


def topics() -> list[str]:
    """The topics of the guide, as their files are called."""
    try:
        return sorted(it[:-3] for it in os.listdir(GUIDE) if it.endswith(".md"))
    except OSError:
        return []

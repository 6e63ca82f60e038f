"""The tables that completion answers from are what the program takes; written anew with --update:

python tests/test_completion_tables.py --update
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import Revplan, with_plans

from revplan.cli.commands import COMMANDS
from revplan.cli.complete import tables
from revplan.cli.complete.scripts import SCRIPTS
from revplan.cli.parser import application
from revplan.rules.register import RULES

HERE = Path(tables.HERE)
CHOSEN = {"FORMAT", "WHEN", "BASIS"}  # what a value is called of which there are few
NOT_CHOSEN = re.compile(r"(?:choose from|write) (.*)")


def sentence(text: str) -> str:
    """The first sentence of a help, without its end."""
    return " ".join(re.split(r"\.(?:\s|$)|\n\n", text.strip())[0].split())


def choices(revplan: Revplan, command: str, name: str) -> str:
    """What an option takes, by what is said of a value that it does not take."""
    plan = [] if command in ("rule", "schema") else ["plans/acme-2027.yaml"]
    plan = ["new.yaml"] if command == "init" else plan
    said = revplan(command, *plan, name, "?").err
    (listed,) = NOT_CHOSEN.findall(said)
    return "|".join(re.split(r", | or ", listed))


def option_rows(revplan: Revplan, command: str, parameters: list[Any]) -> Iterator[str]:
    for it in parameters:
        if it.param_type_name != "option" or it.hidden:
            continue
        value = "" if it.is_flag else str(it.metavar)
        if value in CHOSEN:
            value = choices(revplan, command, max(it.opts, key=len))
        yield "\t".join((",".join(sorted(it.opts, key=len)[::-1]), value, sentence(it.help)))
    yield "\t".join(("--help,-h", "", "Show this message and exit"))


def words_of(parameters: list[Any]) -> str:
    words = [it for it in parameters if it.param_type_name == "argument"]
    return "|".join(it.metavar.split(" |")[0] + ("..." if it.nargs == -1 else "") for it in words)


def command_rows(revplan: Revplan) -> Iterator[str]:
    """The program's own options, then each command with its own."""
    program: Any = typer.main.get_command(application())
    yield "\t".join(("", "", sentence(program.help)))
    yield from option_rows(revplan, "", program.params)
    for name in COMMANDS:
        command = program.commands[name]
        yield "\t".join((name, words_of(command.params), sentence(command.help)))
        yield from option_rows(revplan, name, command.params)


TABLES: dict[str, Callable[[Revplan], Iterator[str]]] = {"commands": command_rows}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_the_program_takes(table: str, revplan: Revplan) -> None:
    stated = (HERE / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert stated == list(TABLES[table](revplan)), f"run: {sys.executable} {__file__} --update"


def test_the_rules_are_those_of_the_register() -> None:
    assert list(tables.rules()) == [
        (row.name[:5].upper(), row.name[6:].replace("_", "-")) for row in RULES
    ]


def test_shells_are_those_of_typer() -> None:
    from typer._completion_shared import Shells

    assert list(SCRIPTS) == [it.value for it in Shells]


def update() -> None:
    with tempfile.TemporaryDirectory() as folder:
        revplan = Revplan(with_plans(Path(folder)))
        for table, rows in TABLES.items():
            text = "".join(f"{row}\n" for row in rows(revplan))
            (HERE / f"{table}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    update()

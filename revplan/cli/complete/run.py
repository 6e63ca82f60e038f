"""A shell's question answered: from its variables to what it reads."""

from __future__ import annotations

import os

from revplan.cli.complete.offers import FILES, offers
from revplan.cli.complete.standing import question_at
from revplan.cli.complete.typed import read_typed
from revplan.cli.complete.write import (
    fit,
    write_bash,
    write_fish,
    write_powershell,
    write_zsh,
)
from revplan.cli.shells.scripts import SCRIPTS

VARIABLE = "_REVPLAN_COMPLETE"
ZSH_FILES = "compset -P '*='; _files\n"
NOTHING = 1
"""The exit code where the shell is to look for files itself."""


def complete() -> int:
    """Write what the shell asks for, and nothing else: whatever goes wrong is no answer."""
    try:
        text, code = answer(os.environ.get(VARIABLE, ""))
        os.write(1, text.encode(errors="surrogateescape"))
    except BaseException:  # a shell is typed in: no message belongs there
        return NOTHING
    return code


def answer(instruction: str) -> tuple[str, int]:
    """The text for an instruction such as `complete_bash`, and the exit code."""
    act, _, shell = instruction.partition("_")
    if shell not in SCRIPTS:
        return "", NOTHING
    if act == "source":
        return SCRIPTS[shell], 0
    return _completed(shell) if act == "complete" else ("", NOTHING)


def _completed(shell: str) -> tuple[str, int]:
    typed = read_typed(shell, os.environ)
    found = offers(question_at(typed.words, typed.word, typed.behind))
    if found is FILES:
        return (ZSH_FILES if shell == "zsh" else ""), NOTHING
    found = fit(found)
    if shell == "bash":
        return write_bash(found, typed, "COMP_LINE" in os.environ), 0
    if shell == "zsh":
        return write_zsh(found, typed), 0
    if shell != "fish":
        return write_powershell(found), 0
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if found else NOTHING
    return write_fish(found), 0

"""`revplan --show-completion [SHELL]` prints the script that completes in a shell;
`--install-completion [SHELL]` puts it where the shell finds it (the places are typer's).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from revplan.base.problem import Wrong
from revplan.base.words import listing, quote
from revplan.cli.codes import ANSWERED
from revplan.cli.commands import COMPLETION
from revplan.cli.shells.scripts import SCRIPTS

PARENTS = 6  # processes above this one that are looked at for a shell
PLACES = {
    "bash": (".bash_completions/revplan.sh", ".bashrc", "source ~/.bash_completions/revplan.sh"),
    "zsh": (".zfunc/_revplan", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": (".config/fish/completions/revplan.fish", "", ""),
}
"""By shell, below the home folder: where its script goes, the file that names it, and the line."""


def give_completion(arguments: Sequence[str]) -> int:
    """Show or install it. Raises Wrong for a shell that is not known, or not named where none can
    be told.
    """
    act, equals, named = arguments[0].partition("=")
    words = [named, *arguments[1:]] if equals else [*arguments[1:]]
    if len(words) > 1:
        raise Wrong(f"{act} expects one shell, such as {act} bash")
    shell = words[0] if words else _shell_above()
    if shell not in SCRIPTS:
        raise Wrong(_not_known(act, shell, bool(words)))
    sys.stdout.write(SCRIPTS[shell] if act == COMPLETION[1] else _install(shell))
    return ANSWERED


def _not_known(act: str, shell: str, named: bool) -> str:
    first, *others = (it for it in SCRIPTS if it != "pwsh")
    if named:
        known = listing([first, *others])
        return f"there is no completion for {quote(shell)}; there is for {known}"
    line = f"revplan {act} {first} (or {listing(others)})"
    return f"which shell this is cannot be told; name it: {line}"


def _install(shell: str) -> str:
    if shell not in PLACES:
        raise Wrong(
            f"write it into the profile yourself: revplan {COMPLETION[1]} {shell} >> $PROFILE"
        )
    script, rc, line = PLACES[shell]
    place = Path.home() / script
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(SCRIPTS[shell], encoding="utf-8")
        if rc:
            _add_line(Path.home() / rc, line)
    except OSError as error:
        raise Wrong(
            f"cannot write {quote(str(error.filename or place))}: {error.strerror}"
        ) from None
    named = f", named in ~/{rc}" if rc else ""
    return f"Completion for {shell} is in ~/{script}{named}.\nIt works in shells that start now.\n"


def _add_line(rc: Path, line: str) -> None:
    """The line at the end of a file, unless it stands there."""
    held = rc.read_bytes() if rc.exists() else b""
    if line.encode() not in held.splitlines():
        with rc.open("ab") as file:
            file.write(b"\n" * (bool(held) and not held.endswith(b"\n")) + line.encode() + b"\n")


def _shell_above() -> str:
    """The shell that this process was started from, else the user's own."""
    process = os.getppid()
    with suppress(OSError, ValueError, IndexError):
        for _ in range(PARENTS):
            name, rest = Path(f"/proc/{process}/stat").read_text().split("(", 1)[1].rsplit(")", 1)
            if name.lstrip("-") in SCRIPTS:
                return name.lstrip("-")
            process = int(rest.split()[1])
    return Path(os.environ.get("SHELL", "")).name

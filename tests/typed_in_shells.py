"""Real shells in a terminal of tmux: a line and Tab are typed, and the screen is read."""

from __future__ import annotations

import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import clean_environment
from tools import needs_tool

PROMPT = "ready> "
PATIENCE = 20  # seconds that a shell may take to show something
START = {
    "bash": ["--noprofile", "--rcfile", "rc", "-i"],
    "zsh": ["-d", "-i"],
    "fish": ["--no-config", "--init-command", "source rc", "-i"],
}
SETTING = {
    "bash": f"PS1='{PROMPT}'; bind 'set show-all-if-ambiguous on' 'set bell-style none'",
    "zsh": f"PROMPT='{PROMPT}'; unsetopt BEEP; autoload -Uz compinit; compinit -u -D",
    "fish": f"function fish_prompt; printf '{PROMPT}'; end; set -g fish_greeting; "
    "set -g fish_autosuggestion_enabled 0",
}
"""What a shell reads when it starts, before what it is to complete by."""


class Terminal:
    """A shell that waits for what is typed."""

    def __init__(self, folder: Path, shell: str) -> None:
        self.folder = folder
        self.shell = shell
        # Beside it, as the path of a socket may have a hundred letters.
        self.tmux = [needs_tool("tmux"), "-S", "tmux.socket", "-f", "/dev/null"]

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self.tmux, *words], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout

    def screen(self) -> str:
        return self.run("capture-pane", "-p", "-J", "-t", "it").rstrip()

    def wait(self, pattern: str) -> str:
        """The screen once it shows this."""
        until = time.monotonic() + PATIENCE
        while not re.search(pattern, screen := self.screen(), re.M):
            assert time.monotonic() < until, f"{self.shell} never showed {pattern!r}:\n{screen}"
            time.sleep(0.05)
        return screen

    def press(self, *keys: str) -> None:
        self.run("send-keys", "-t", "it", *keys)

    def complete(self, line: str, pattern: str, behind: str = "") -> str:
        """The screen once Tab behind a line has made of it what is awaited; it is empty then. What
        stands `behind` was typed before.
        """
        self.press("-l", line + behind)
        self.wait(re.escape((line + behind).rstrip()))
        self.press(*["Left"] * len(behind), "Tab")
        screen = self.wait(pattern)
        self.press("C-c")
        self.wait(rf"^{PROMPT.rstrip()}\Z")
        self.press("C-l")
        self.wait(rf"\A{PROMPT.rstrip()}\Z")
        return screen


@contextmanager
def terminal(shell: str, folder: Path, source: str, columns: int = 100) -> Iterator[Terminal]:
    """A shell in a folder, after it has read the script at a path."""
    command = [needs_tool(shell), *START[shell]]
    environment = clean_environment(folder) | {"SHELL": "/bin/sh", "ZDOTDIR": str(folder / "zsh")}
    rc = folder / ("zsh/.zshrc" if shell == "zsh" else "rc")
    rc.parent.mkdir(exist_ok=True)
    rc.write_text(f"{SETTING[shell]}\nsource {shlex.quote(str(folder / source))}\n")
    typed = Terminal(folder, shell)
    size = ["-x", str(columns), "-y", "40"]
    new = [*typed.tmux, "new-session", "-d", "-s", "it", *size, f"exec {shlex.join(command)}"]
    subprocess.run(new, env=environment, cwd=folder, check=True)
    try:
        typed.wait(rf"\A{PROMPT.rstrip()}\Z")
        yield typed
    finally:
        typed.run("kill-server")

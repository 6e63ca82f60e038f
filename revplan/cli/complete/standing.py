"""What is asked for where Tab was pressed: a command, an option, or a value and of what."""

from __future__ import annotations

from revplan.cli.complete.tables import CommandWords, OptionWords, commands

VALUES = {
    "--set": "sets",
    "--measure": "figures",
    "--select": "several rules",
    "--ignore": "several rules",
    "--against": "refs",
    "--output": "files",
    "--stdin-filename": "plans",
    "--install-completion": "shells",
    "--show-completion": "shells",
}
"""By the name of an option, what its values are; of others a list of choices tells. A kind has an
act in `offers`: another (names of scenarios, say) is a word here and an act there.
"""

WORDS = {
    "PLAN": "plans",
    "PATH": "plans",
    "FILE": "plans",
    "FIGURE": "figures",
    "CODE": "rules",
    "OLD NEW": "versions",
    "TOPIC": "topics",
    "WORD": "words",
}
"""By what a command calls its words, what they are."""

OF_COMMAND = {("key", "PATH"): "keys"}
"""The same, where a command means something else by it."""


class Asked:
    """What is asked for: `kind`, the beginning of it, and what of the word stands before that.

    `plans` are the words of the command, those behind it last: what may be its plans.
    """

    def __init__(self, kind: str, start: str, before: str = "") -> None:
        self.kind = kind
        self.start = start
        self.before = before
        self.command = ""
        self.plans: list[str] = []
        self.options: list[OptionWords] = []
        self.choices: list[str] = []


def question_at(words: list[str], word: str, behind: list[str]) -> Asked:
    """What is asked for at a word, by the words before it; behind it a plan may be named."""
    known = commands()
    at = next((at for at, it in enumerate(words) if it in known and it), None)
    if at is None:
        return _of_program(known[""], words, word)
    name = words[at]
    asked = _of_command(name, known[name], words[at + 1 :], word)
    asked.command = name
    asked.plans += _walk(known[name], behind)[0]
    return asked


def _of_program(program: CommandWords, words: list[str], word: str) -> Asked:
    last = words[-1] if words else ""
    if program.option(last) is not None and last in VALUES:
        return Asked(VALUES[last], word)
    if any(not it.startswith("-") for it in words):
        return Asked("", word)
    asked = Asked("options" if word.startswith("-") else "commands", word)
    asked.options = program.options
    return asked


def _of_command(name: str, command: CommandWords, words: list[str], word: str) -> Asked:
    plain, waiting, ended = _walk(command, words)
    if waiting is not None:
        asked = _of_option(waiting, word)
    elif not ended and word.startswith("--") and "=" in word:
        option, _, start = word.partition("=")
        found = command.option(option)
        asked = _of_option(found, start, f"{option}=") if found else Asked("", word)
    elif not ended and word.startswith("-"):
        asked = Asked("options", word)
        asked.options = command.options
    else:
        asked = Asked(_kind(name, command, len(plain), ended), word)
    asked.plans = plain
    return asked


def _walk(command: CommandWords, words: list[str]) -> tuple[list[str], OptionWords | None, bool]:
    """The plain words, the option that waits for its value, and whether options have ended."""
    plain: list[str] = []
    waiting, ended = None, False
    for word in words:
        if waiting is not None:
            waiting = None
        elif ended or not word.startswith("-") or word == "-":
            plain.append(word)
        elif word == "--":
            ended = True
        else:
            option = command.option(word)
            waiting = option if option is not None and option.value else None
    return plain, waiting, ended


def _of_option(option: OptionWords, start: str, before: str = "") -> Asked:
    kind = next((VALUES[name] for name in option.names if name in VALUES), "")
    asked = Asked(kind or ("choices" if "|" in option.value else ""), start, before)
    asked.choices = option.value.split("|")
    return asked


def _kind(name: str, command: CommandWords, count: int, ended: bool) -> str:
    """What the next plain word is, after so many; the last one where there may be several."""
    if ended and name == "diff":
        return "plans"
    words = command.words
    if not words:
        return ""
    several = words[-1].endswith("...")
    if count >= len(words) and not several:
        return ""
    called = words[min(count, len(words) - 1)].removesuffix("...")
    return OF_COMMAND.get((name, called)) or WORDS.get(called, "")

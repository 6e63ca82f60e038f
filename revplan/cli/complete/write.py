"""What may stand there, written as each shell reads it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from revplan.cli.complete.typed import Typed

Offer = tuple[str, str]
"""A word, and what is said of it."""

MOST = 2_000  # offers; more are no help
GOES_ON = ("/", "=", ":", ".")
"""What a word ends with that is not finished: no space follows it."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%^")


def fit(offers: Sequence[Offer]) -> list[Offer]:
    """Offers that a terminal can show: what holds a control character is none."""
    return [(word, said) for word, said in offers if word.isprintable()][:MOST]


def write_bash(offers: Sequence[Offer], typed: Typed, careful: bool) -> str:
    """A line an offer, less what bash keeps. Where it is `careful`, the script does not look for
    files that a word with an asterisk may mean. What bash would read as a line of its history,
    inside double quotes as well, is not offered there.
    """
    kept = len(typed.kept)
    never = ("" if careful else "*?[") + ("!" if typed.quote == '"' else "")
    words = [word[kept:] for word, _ in offers if not set(word) & set(never)]
    return "".join(f"{_for_bash(word, typed.quote)}\n" for word in words)


def _for_bash(word: str, quote: str) -> str:
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote:
        return "".join(f"\\{char}" if char in '"$`\\' else char for char in word)
    return "".join(char if char in _PLAIN or not char.isascii() else f"\\{char}" for char in word)


def write_zsh(offers: Sequence[Offer], typed: Typed) -> str:
    """What the completion function is to do. It may be cut at spaces and put together again."""
    if not offers:
        return ""
    before = typed.word[: typed.word.find("=") + 1] if typed.word.startswith("--") else ""
    lines = ["local -a _rw _rs", *([f"compset -P {_for_zsh(before)}"] if before else [])]
    other = "" if all(word.startswith(typed.word) for word, _ in offers) else "-U "
    for ends, more in ((False, "-S '' "), (True, "")):
        some = [it for it in offers if it[0].endswith(GOES_ON) != ends]
        if some:
            words = " ".join(_for_zsh(word[len(before) :]) for word, _ in some)
            said = " ".join(_for_zsh(_with(word[len(before) :], says)) for word, says in some)
            lines += [f"_rw=({words})", f"_rs=({said})", f"compadd {other}{more}-l -d _rs -a _rw"]
    return "; ".join(lines) + "\n"


def _with(word: str, says: str) -> str:
    return f"{word}  -- {says}" if says else word


def _for_zsh(word: str) -> str:
    quoted = "".join(
        char if char in _PLAIN or not char.isascii() else f"\\x{ord(char):02x}" for char in word
    )
    return f"$'{quoted}'"


def write_fish(offers: Sequence[Offer]) -> str:
    """A line an offer, with what is said of it behind a tab."""
    return "".join(f"{word}\t{said}\n" if said else f"{word}\n" for word, said in offers)


def write_powershell(offers: Sequence[Offer]) -> str:
    """A line an offer, with what is said of it behind three colons."""
    return "".join(f"{_for_powershell(word)}:::{said or ' '}\n" for word, said in offers)


def _for_powershell(word: str) -> str:
    doubled = word.replace("'", "''")
    return word if _PLAIN.issuperset(word) else f"'{doubled}'"

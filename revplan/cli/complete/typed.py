"""What was typed before Tab, as each shell tells it (the variables are typer's)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 100_000  # characters of a line that are looked at
BREAKS = frozenset("=:@")  # where bash ends a word besides at spaces
REPLACED = "@"  # the one of them that begins what is replaced


class Typed:
    """The words before the one in question, that one, those behind (of bash and zsh: fish does not
    tell them), and how its shell holds it.

    `kept` is what of the word stays as it is, as bash replaces only what follows the last `=` or
    `:`, and what begins with the last `@`; `quote` is the quotation mark that is open in it.
    """

    def __init__(self, words: list[str], word: str, behind: list[str]) -> None:
        self.words = words
        self.word = word
        self.behind = behind
        self.kept = ""
        self.quote = ""


def read_typed(shell: str, given: Mapping[str, str]) -> Typed:
    """What was typed, from the variables that the shell's script sets."""
    if shell == "bash":
        return _of_bash(given.get("COMP_WORDS", ""), given.get("COMP_CWORD", ""))
    line = given.get("_TYPER_COMPLETE_ARGS", "")[:MOST]
    words = split_line(line)
    if shell not in ("powershell", "pwsh"):
        whole = given.get("_REVPLAN_LINE", "")[:MOST]
        behind = split_line(whole[len(line) :]) if whole.startswith(line) else []
        return Typed(words[1:-1], words[-1], behind)
    word = given.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    return Typed((words[1:-1] if word or not words[-1] else words[1:]), strip_quotes(word)[0], [])


def _of_bash(line: str, place: str) -> Typed:
    """The words of bash, a line each; those that it cut at BREAKS are put together again."""
    at = int(place) if place.isdecimal() else 0
    raw = [*line[:MOST].split("\n"), ""]
    words, piece, quote = _put_together(raw[: at + 1])
    word = words[-1] if len(words) > 1 else ""
    typed = Typed(words[1:-1], word, _put_together(["", *raw[at + 1 :]])[0][1:])
    typed.kept = word[: len(word) - len(piece)].removesuffix(REPLACED)
    typed.quote = quote
    return typed


def _put_together(raw: list[str]) -> tuple[list[str], str, str]:
    """Whole words, what of the last one stands behind its last break, and the quotation mark that
    is open there.
    """
    words: list[str] = []
    piece, quote, glue = "", "", False
    for text in raw:
        breaks = bool(text) and BREAKS.issuperset(text)
        piece, quote = strip_quotes(text)
        if words and len(words) > 1 and (glue or breaks):
            words[-1] += piece
        else:
            words.append(piece)
        piece, glue = ("" if breaks else piece), breaks
    return words, piece, quote


def split_line(line: str) -> list[str]:
    """The words of a line as a shell reads them, the last of them unfinished, or empty.

    >>> split_line("revplan gap 'my pl")
    ['revplan', 'gap', 'my pl']
    >>> split_line("revplan gap plan.yaml ")
    ['revplan', 'gap', 'plan.yaml', '']
    """
    words, start, quote, at = [], 0, "", 0
    while at < len(line):
        char = line[at]
        if char == "\\" and quote != "'":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char.isspace():
            words.append(line[start:at])
            start = at + 1
        at += 1
    words.append(line[start:])
    return [strip_quotes(word)[0] for word in words[:-1] if word] + [strip_quotes(words[-1])[0]]


def strip_quotes(text: str) -> tuple[str, str]:
    """A word without what quotes it, and the quotation mark that is still open in it.

    >>> strip_quotes("'my plan' now")
    ('my plan now', '')
    """
    found, quote, at = [], "", 0
    while at < len(text):
        char = text[at]
        if char == "\\" and quote != "'" and at + 1 < len(text):
            at += 1
            found.append(text[at] if not quote or text[at] in '"\\$`' else text[at - 1 : at + 1])
        elif char in "'\"" and quote in ("", char):
            quote = "" if quote else char
        else:
            found.append(char)
        at += 1
    return "".join(found), quote

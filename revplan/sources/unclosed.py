"""The bracket, brace or quote that a text opens and never closes, where the parsers only notice
further down that something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_CLOSING = {"[": "]", "{": "}"}
_KEY_LINE = re.compile(r"( *)(?:- )?[\w-]+:(?: |$)")
_LITERAL = re.compile(r"( *)(?:- )?[\w-]+: *[|>][-+0-9]*(?: +#.*)?$")


@dataclass(frozen=True, slots=True)
class Opener:
    """A sign that is never closed, where it stands, counted from 0, what would close it and those
    around it; and the closing sign that stands in its place, with whether that closes another.
    """

    sign: str
    line: int
    column: int
    close: str
    instead: str = ""
    outer: bool = False


def first_unclosed(lines: list[str], last: tuple[int, int]) -> Opener | None:
    """The first sign that is never closed in the lines of a text of which a parser made nothing
    from `last` on; None where each is.

    >>> first_unclosed(["churn: {rate: 30%", "target: {growth: 50%}"], (1, 6))
    Opener(sign='{', line=0, column=7, close='}', instead='', outer=False)
    """
    found = next(_Scan(lines).unclosed(), None)
    return found if found is not None and (found.line, found.column) <= last else None


@dataclass(slots=True)
class _Scan:
    """A walk through a text that knows brackets, quotes, comments and literal blocks, no more."""

    lines: list[str]
    opened: list[Opener] = field(default_factory=list)
    quote: Opener | None = None
    literal: int | None = None

    def unclosed(self) -> Iterator[Opener]:
        for number, line in enumerate(self.lines):
            if self.literal is not None and (not line.strip() or _depth(line) > self.literal):
                continue
            self.literal = None
            if (left := self.left_behind(number, line)) is not None:
                yield left
            yield from self.line(number, line)
            block = _LITERAL.match(line) if not self.opened else None
            self.literal = len(block[1]) if block else None
        if (left := self.innermost()) is not None:
            yield left

    def innermost(self) -> Opener | None:
        """What is still open, with all that would close it."""
        if self.quote is not None or not self.opened:
            return self.quote
        closing = "".join(it.close for it in reversed(self.opened))
        return replace(self.opened[-1], close=closing)

    def left_behind(self, number: int, line: str) -> Opener | None:
        """What is open still where a line begins a key of the section that it stands in."""
        key = _KEY_LINE.match(line)
        first = self.quote or next(iter(self.opened), None)
        if first is None or key is None:
            return None
        before = self.lines[number - 1].split(" #")[0].rstrip()
        goes_on = self.quote is None and before.endswith((",", "[", "{"))
        inside = len(key[1]) > _depth(self.lines[first.line])
        return None if goes_on or inside else self.innermost()

    def line(self, number: int, line: str) -> Iterator[Opener]:
        column, before = 0, ""
        while column < len(line):
            char = line[column]
            if self.quote is not None:
                column += self.in_quotes(line, column)
                before = '"'
                continue
            if char == "#" and (column == 0 or line[column - 1] == " "):
                return
            yield from self.sign(char, before, number, column)
            before = _before(char, before, line, column)
            column += 1

    def in_quotes(self, line: str, column: int) -> int:
        """How far a sign within quotes goes."""
        sign = self.quote.sign if self.quote is not None else ""
        if (sign == '"' and line[column] == "\\") or line[column : column + 2] == "''" == sign * 2:
            return 2
        if line[column] == sign:
            self.quote = None
        return 1

    def sign(self, char: str, before: str, number: int, column: int) -> Iterator[Opener]:
        begins = before in ("", ":", "-") or (self.opened and before in ("[", "{", ","))
        if char in "'\"" and begins:
            self.quote = Opener(char, number, column, char)
        elif char in _CLOSING and (self.opened or begins):
            self.opened.append(Opener(char, number, column, _CLOSING[char]))
        elif char in "]}" and self.opened:
            top = self.opened.pop()
            if top.close != char:
                outer = any(it.close == char for it in self.opened)
                yield replace(top, instead=char, outer=outer)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _before(char: str, before: str, line: str, column: int) -> str:
    """The last sign that says whether a value may begin after it: a colon or a dash before a space,
    a bracket, a comma.
    """
    if char == " ":
        return before
    if char in ":-" and line[column + 1 : column + 2] not in ("", " "):
        return "x"
    return "x" if char == "-" and before not in ("", "-") else char
